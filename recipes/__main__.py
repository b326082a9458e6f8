"""Derive `data/` from raw upstream files: python -m recipes --raw RAW [TABLE-OR-SOURCE ...].

Without `--raw` nothing is derived: typed tables and descriptors that were changed by hand are
checked and described anew. All tables are made, validated and described in a folder of their own;
only then do they take the place of the old ones. On any fault one message says what is wrong, and
nothing has changed.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from citiesfirst import schema
from citiesfirst.schema import TableError
from recipes import package
from recipes.common import RecipeError, csv_text

DATA = Path(__file__).resolve().parents[1] / "data"

Descriptors = dict[str, list[dict[str, Any]]]


def main(arguments: list[str] | None = None, data: Path = DATA) -> int:
    """Run the recipes; 0 when data/ is new and valid, 1 after printing what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m recipes", description=__doc__.split("\n")[0])
    parser.add_argument("--raw", type=Path, help="folder of raw upstream files")
    parser.add_argument("names", nargs="*", help="tables or sources to make (default: all)")
    options = parser.parse_args(arguments)
    if options.names and not options.raw:
        parser.error("say where the raw files of these are: --raw RAW")
    try:
        if options.raw:
            build(options.raw, options.names, data)
        else:
            describe(data)
    except TableError as error:
        print(f"make {'data' if options.raw else 'describe'}: {error}", file=sys.stderr)
        return 1
    return 0


def build(raw: Path, names: list[str], data: Path) -> None:
    """Make the chosen sources (all if `names` is empty) and replace `data` when all is valid.

    Raises RecipeError or TableError at the first fault and leaves `data` as it was.
    """
    start = time.perf_counter()
    if not raw.is_dir():
        raise RecipeError("a folder of raw files (RAW=…)", file=str(raw), found="no such folder")
    descriptors = package.read_descriptors()
    chosen = choose(descriptors, names)
    data.mkdir(parents=True, exist_ok=True)
    with _staging(data) as staging:
        for source in chosen:
            begun = time.perf_counter()
            made = _derive(source, descriptors[source], raw, staging)
            print(f"{source}: {made} in {time.perf_counter() - begun:.1f} s", flush=True)
        absent = package.write_package(descriptors, staging)
        for name in absent:
            if not names:
                raise RecipeError("a file", file=name, found="none: no recipe made it")
            print(f"{name}: left out, not made yet", flush=True)
        begun = time.perf_counter()
        _validate(descriptors, staging)
        print(f"validated in {time.perf_counter() - begun:.1f} s", flush=True)
        changed = _replace(staging, data)
    what = ", ".join(changed) if changed else "nothing"
    print(f"data/: {what} changed, {time.perf_counter() - start:.1f} s in all", flush=True)


def describe(data: Path) -> None:
    """Check what was changed by hand in `data` and write its data package anew.

    Raises RecipeError or TableError at the first fault, also where a table that a recipe derives
    was changed, and leaves `data` as it was.
    """
    descriptors = package.read_descriptors()
    with _staging(data) as staging:
        for name in package.write_package(descriptors, staging):
            raise RecipeError("a file", file=name, found="none")
        before, after = package.described(data), package.described(staging)
        for resource in after.values():
            old = before.get(resource["name"], {}).get("hash")
            if resource["origin"] != "typed" and resource["hash"] != old:
                raise RecipeError(
                    "what its recipe made (only 'make data RAW=folder' changes it)",
                    file=resource["path"],
                    found="another content",
                )
        _validate(descriptors, staging)
        _replace(staging, data)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            print(f"described anew: {name}", flush=True)
    if before == after:
        print("data/: all is as described", flush=True)


@contextmanager
def _staging(data: Path) -> Iterator[Path]:
    """A folder of its own in `data`, which starts from what stands and is gone in the end."""
    staging = Path(tempfile.mkdtemp(prefix=".building-", dir=data))
    try:
        _copy_old(data, staging)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def choose(descriptors: Descriptors, names: list[str]) -> list[str]:
    """Sources that make the named tables or sources; all where none is named."""
    owner = {one["name"]: source for source, entries in descriptors.items() for one in entries}
    known = [*descriptors, *owner]
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=3) or sorted(descriptors)
            raise RecipeError(
                "a table or source, such as " + ", ".join(near), found=schema.quote(name)
            )
    wanted = {owner.get(name, name) for name in names}
    return [source for source in descriptors if not names or source in wanted]


def _copy_old(data: Path, staging: Path) -> None:
    """Start from what stands: typed tables, and those of sources not chosen."""
    for folder in ("tables", "geo"):
        if (data / folder).is_dir():
            shutil.copytree(data / folder, staging / folder)
        (staging / folder).mkdir(exist_ok=True)
    if (data / "references.bib").is_file():
        shutil.copy(data / "references.bib", staging)


def _module(source: str) -> ModuleType | None:
    """The recipe of a source; a source of typed tables may have none."""
    if importlib.util.find_spec(f"recipes.{source}") is None:
        return None
    return importlib.import_module(f"recipes.{source}")


def _derive(source: str, resources: list[dict[str, Any]], raw: Path, staging: Path) -> str:
    """Run one recipe and write its files; returns what to say of it."""
    module = _module(source)
    if module is None or not hasattr(module, "derive"):
        return f"{len(resources)} typed"
    made = module.derive(raw)
    expected = sorted(one["name"] for one in resources if not one.get("typed"))
    if sorted(made) != expected:
        raise RecipeError(
            "resources " + ", ".join(expected),
            file=f"recipes/{source}.py",
            found=", ".join(sorted(made)),
        )
    for resource in resources:
        if resource["name"] in made:
            text = _text(resource, made[resource["name"]])
            path = staging / package.file_path(resource)
            path.write_text(text, encoding="utf-8", newline="\n")
    return ", ".join(expected)


def _text(resource: dict[str, Any], made: pd.DataFrame | dict[str, Any]) -> str:
    """A derived table as CSV, derived outlines as GeoJSON with one feature a line."""
    if isinstance(made, pd.DataFrame):
        try:
            return csv_text(made, resource["schema"]["fields"], package.primary_key(resource))
        except RecipeError as error:
            raise RecipeError(
                error.expected, file=f"recipe of {resource['name']}", found=error.found
            ) from None
    features = [
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in made["features"]
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _validate(descriptors: Descriptors, staging: Path) -> None:
    """Each table keeps its schema, cites known references and passes its source's own check."""
    for source, resources in descriptors.items():
        frames: dict[str, pd.DataFrame] = {}
        for resource in resources:
            path = package.file_path(resource)
            if not path.endswith(".csv") or not (staging / path).is_file():
                continue
            frames[resource["name"]] = schema.parse(
                schema.decode((staging / path).read_bytes(), path),
                resource["schema"]["fields"],
                file=path,
                key=package.primary_key(resource),
            )
            package.check_texts(frames[resource["name"]], path)
            package.check_bibkeys(frames[resource["name"]], path, staging / "references.bib")
        module = _module(source)
        if frames and module is not None and hasattr(module, "check"):
            module.check(frames)
    package.validate(staging)


def _replace(staging: Path, data: Path) -> list[str]:
    """Move changed files into place, the descriptor last; returns their names."""
    made = sorted(path for path in staging.glob("*/*") if path.is_file())
    changed = []
    for path in [*made, staging / package.PACKAGE]:
        old = data / path.relative_to(staging)
        if old.is_file() and old.read_bytes() == path.read_bytes():
            continue
        old.parent.mkdir(exist_ok=True)
        os.replace(path, old)
        changed.append(str(path.relative_to(staging)))
    return changed


if __name__ == "__main__":
    sys.exit(main())
