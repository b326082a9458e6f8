"""What the book knows: its tables and outlines, validated as they are read.

`load(name)` returns a table, `describe(name)` what the data package says of it (title, columns
with units, sources, licence, limits), `outlines(name)` a file of outlines, `names()` all of them.
Data live in `data/` of the repository; the environment variable CITIESFIRST_DATA points elsewhere.
"""

from __future__ import annotations

import copy
import difflib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from citiesfirst import schema, seal
from citiesfirst.schema import TableError

__all__ = ["TableError", "describe", "load", "names", "outlines", "root"]

PACKAGE = "datapackage.json"


def root() -> Path:
    """The folder of data: $CITIESFIRST_DATA, else `data/` of the repository or above us.

    Raises:
        TableError: there is none.
    """
    chosen = os.environ.get("CITIESFIRST_DATA")
    if chosen:
        return Path(chosen)
    here = Path.cwd()
    for folder in (Path(__file__).resolve().parents[2], here, *here.parents):
        if (folder / "data" / PACKAGE).is_file():
            return folder / "data"
    raise TableError(f"a folder data/ with {PACKAGE}; set CITIESFIRST_DATA to it", found="none")


def names() -> list[str]:
    """Names of all resources of the data package, tables and outlines, sorted.

    Raises:
        TableError: the package is absent, or cannot be read.
    """
    return sorted(_resources(root()))


def describe(name: str) -> dict[str, Any]:
    """The resource descriptor of `name`: title, schema, sources, licenses, limits and so on.

    Raises:
        TableError: the data package is absent, or has no such name.
    """
    return copy.deepcopy(_resource(root(), name))


def load(name: str) -> pd.DataFrame:
    """The table `name`, validated against its schema, with typed columns and a plain index.

    Dates and months are datetime64 (a month is its first day), counts int64 (Int64 where cells
    are missing), text str. The caller owns the frame.

    Raises:
        TableError: the table is unknown, absent, breaks its schema or is not the one that the data
            package describes; it names file, row, column, what was expected and what was found.
    """
    folder = root()
    return _frame(folder, name, follow=True).copy()


def outlines(name: str) -> dict[str, Any]:
    """The GeoJSON feature collection `name`, as a dictionary that the caller owns.

    Raises:
        TableError: the outlines are unknown, absent, no GeoJSON or not those that the data package
            describes.
    """
    folder = root()
    resource = _resource(folder, name)
    path = folder / resource["path"]
    if resource.get("format") != "geojson":
        raise TableError(f"{name} to be outlines; use load() for a table", file=resource["path"])
    content = _read(path, resource["path"])
    try:
        found = json.loads(schema.decode(content, resource["path"]))
    except json.JSONDecodeError as error:
        raise TableError(
            "GeoJSON", file=resource["path"], row=error.lineno, found=error.msg
        ) from None
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise TableError("a GeoJSON FeatureCollection", file=resource["path"])
    seal.check(content, resource, folder)
    return found


def _stamp(path: Path) -> tuple[int, int]:
    """Time and size of a file: what tells the cache that it changed; (0, 0) if absent."""
    try:
        state = path.stat()
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def _read(path: Path, label: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "nothing readable"
        raise TableError("a readable file", file=label, found=reason) from None


def _resources(folder: Path) -> dict[str, dict[str, Any]]:
    return _package(folder, _stamp(folder / PACKAGE))


@lru_cache(maxsize=8)
def _package(folder: Path, stamp: tuple[int, int]) -> dict[str, dict[str, Any]]:
    """Resources of the data package by name; `stamp` makes the cache notice a new file."""
    data = schema.decode(_read(folder / PACKAGE, PACKAGE), PACKAGE)
    try:
        package = json.loads(data)
        return {resource["name"]: resource for resource in package["resources"]}
    except json.JSONDecodeError as error:
        raise TableError("JSON", file=PACKAGE, row=error.lineno, found=error.msg) from None
    except (KeyError, TypeError):
        raise TableError("a list of resources, each with a name", file=PACKAGE) from None


def _resource(folder: Path, name: str) -> dict[str, Any]:
    resources = _resources(folder)
    if name not in resources:
        near = difflib.get_close_matches(name, resources, n=3, cutoff=0.4) or sorted(resources)[:5]
        raise TableError(
            "the name of a table in the data package, such as " + ", ".join(near),
            found=schema.quote(name),
        )
    return resources[name]


def _frame(folder: Path, name: str, follow: bool) -> pd.DataFrame:
    """The cached frame of `name`; with `follow`, its foreign keys are checked too."""
    resource = _resource(folder, name)
    if "schema" not in resource:
        raise TableError(
            f"{name} to be a table; use outlines() for outlines", file=resource["path"]
        )
    stamp = _stamp(folder / resource["path"])
    frame = _parsed(folder, name, stamp, _stamp(folder / PACKAGE))
    for link in resource["schema"].get("foreignKeys", []) if follow else []:
        _check_link(folder, resource, frame, link)
    return frame.reset_index(drop=True) if follow else frame


@lru_cache(maxsize=128)
def _parsed(
    folder: Path, name: str, stamp: tuple[int, int], package: tuple[int, int]
) -> pd.DataFrame:
    """The table as read; `stamp` and `package` make the cache notice changed files."""
    resource = _resource(folder, name)
    path, rules = resource["path"], resource["schema"]
    key = rules.get("primaryKey", [])
    content = _read(folder / path, path)
    frame = schema.parse(
        schema.decode(content, path),
        rules["fields"],
        file=path,
        missing=rules.get("missingValues", [""]),
        key=[key] if isinstance(key, str) else key,
    )
    seal.check(content, resource, folder)
    return frame


def _check_link(
    folder: Path, resource: dict[str, Any], frame: pd.DataFrame, link: dict[str, Any]
) -> None:
    """Every value of a foreign key occurs in the table that it refers to."""
    columns, target = _list(link["fields"]), link["reference"]
    other = target["resource"] or resource["name"]
    known = _frame(folder, other, follow=False)[_list(target["fields"])]
    used = frame[columns].dropna()
    ours = pd.MultiIndex.from_frame(used)
    theirs = pd.MultiIndex.from_frame(known.set_axis(columns, axis=1))
    bad = ~ours.isin(theirs)
    if bad.any():
        raise TableError(
            f"a value that is in {', '.join(_list(target['fields']))} of {other}",
            file=resource["path"],
            row=int(used.index[bad][0]),
            column=" + ".join(columns),
            found=", ".join(schema.quote(value) for value in ours[bad][0]),
        )


def _list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
