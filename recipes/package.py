"""Descriptors and the data package: read, check, assemble, validate.

`recipes/descriptors/<source>.yml` describes the tables of one source. `common` holds what its
resources share (sources, licences and so on); a resource may say otherwise. See README.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from citiesfirst import schema, seal
from recipes.common import RecipeError

DESCRIPTORS = Path(__file__).parent / "descriptors"
PACKAGE = "datapackage.json"

REQUIRED = ("name", "title", "description", "sources", "licenses", "processing", "limits")
ALLOWED = {*REQUIRED, "schema", "format", "typed", "retrieved", "properties"}
UNWANTED = {  # in the cells of a table: what is expected instead, and how it is known
    "text without blanks around it": re.compile(r"^\s|\s$"),
    "text without letters that cannot be seen": re.compile(
        "[\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]"
    ),
    "text that was encoded once": re.compile("[\u00c2-\u00c5][\u0080-\u00bf]"),
    "text without markup": re.compile("<[a-zA-Z/!]"),
    "text and not a formula": re.compile("^[=@]"),
}
HEAD: dict[str, Any] = {
    "profile": "data-package",
    "name": "cities-first",
    "title": "Cities First? Tables and outlines of an evidence book on city-building after war",
    "description": (
        "Small tidy tables behind the charts of the book, one observation a row. Each resource "
        "carries its columns with units, its sources, its licence and its limits; licences "
        "differ from table to table, so read the one of the table that you use."
    ),
}


def read_descriptors(folder: Path = DESCRIPTORS) -> dict[str, list[dict[str, Any]]]:
    """Resources of each source, keyed by source, complete but for what depends on the file."""
    found: dict[str, list[dict[str, Any]]] = {}
    owners: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        resources = _read_descriptor(path)
        for resource in resources:
            name = resource["name"]
            if name in owners:
                raise RecipeError(
                    "each resource in one descriptor",
                    file=path.name,
                    found=f"{name}, which is in {owners[name]} too",
                )
            owners[name] = path.name
        found[path.stem] = resources
    return found


def _read_descriptor(path: Path) -> list[dict[str, Any]]:
    try:
        content = yaml.safe_load(schema.decode(path.read_bytes(), path.name))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        found = getattr(error, "problem", None) or "something else"
        raise RecipeError("YAML", file=path.name, row=row, found=found) from None
    if not isinstance(content, dict) or not content.get("resources"):
        raise RecipeError("a list `resources`", file=path.name)
    shared = content.get("common") or {}
    resources = [{**shared, **resource} for resource in content["resources"]]
    for resource in resources:
        _check_descriptor(resource, path)
    return resources


def _check_descriptor(resource: dict[str, Any], path: Path) -> None:
    """A resource says all that a reader of its table must know, and nothing misspelt."""
    name = resource.get("name", "a resource without a name")
    absent = [key for key in REQUIRED if not resource.get(key)]
    if not resource.get("typed") and not resource.get("retrieved"):
        absent.append("retrieved")
    if resource.get("format") != "geojson" and not resource.get("schema", {}).get("fields"):
        absent.append("schema.fields")
    if absent:
        raise RecipeError(f"{name} to have {absent[0]}", file=path.name, found="none")
    odd = sorted(set(resource) - ALLOWED)
    if odd:
        raise RecipeError(
            f"{name} to have only " + ", ".join(sorted(ALLOWED)), file=path.name, found=odd[0]
        )
    parts: list[tuple[str, Any, tuple[str, ...]]] = [
        ("source", resource["sources"], ("title", "citation"))
    ]
    parts.append(("licence", resource["licenses"], ("name", "title")))
    fields = resource.get("schema", {}).get("fields", [])
    parts.append(("field", fields, ("name", "type", "title", "description")))
    for what, entries, keys in parts:
        for entry in entries:
            for key in keys:
                if not entry.get(key):
                    label = entry.get("name", "")
                    raise RecipeError(
                        f"each {what} of {name} to have {key}", file=path.name, found=label or None
                    )


def file_path(resource: dict[str, Any]) -> str:
    """Where a resource lives below data/."""
    geo = resource.get("format") == "geojson"
    return f"geo/{resource['name']}.geojson" if geo else f"tables/{resource['name']}.csv"


def primary_key(resource: dict[str, Any]) -> list[str]:
    """Columns of the primary key; none where the descriptor names none."""
    key = resource.get("schema", {}).get("primaryKey", [])
    return [key] if isinstance(key, str) else list(key)


def describe(source: str, resource: dict[str, Any], data: Path) -> dict[str, Any]:
    """The finished resource of the data package, with size and hash of its file below `data`."""
    path = file_path(resource)
    content = (data / path).read_bytes()
    geo = resource.get("format") == "geojson"
    full: dict[str, Any] = {
        "name": resource["name"],
        "path": path,
        "profile": "data-resource" if geo else "tabular-data-resource",
        "title": resource["title"],
        "description": resource["description"],
        "format": "geojson" if geo else "csv",
        "mediatype": "application/geo+json" if geo else "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": seal.digest(content),
        "origin": "typed" if resource.get("typed") else f"recipe:{source}",
    }
    for key in ("retrieved", "processing", "limits", "sources", "licenses", "properties"):
        if key in resource:
            full[key] = resource[key]
    if not geo:
        full["schema"] = {"missingValues": [""], **resource["schema"]}
    return _plain(full)


def _plain(value: Any) -> Any:
    """YAML values as JSON has them: folded text in one line, dates as ISO text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return " ".join(value.split())
    return value.isoformat() if hasattr(value, "isoformat") else value


def write_package(descriptors: dict[str, list[dict[str, Any]]], data: Path) -> list[str]:
    """Write `data`/datapackage.json of all resources whose file exists; return the other names."""
    resources: list[dict[str, Any]] = []
    absent: list[str] = []
    for source, entries in descriptors.items():
        for resource in entries:
            if (data / file_path(resource)).is_file():
                resources.append(describe(source, resource, data))
            else:
                absent.append(resource["name"])
    package = {**HEAD, "resources": sorted(resources, key=lambda one: one["name"])}
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (data / PACKAGE).write_text(text, encoding="utf-8", newline="\n")
    return absent


def described(data: Path) -> dict[str, dict[str, Any]]:
    """The resources of `data`/datapackage.json by name; none where there is no such file."""
    path = data / PACKAGE
    if not path.is_file():
        return {}
    try:
        resources = json.loads(schema.decode(path.read_bytes(), PACKAGE))["resources"]
        return {one["name"]: one for one in resources}
    except json.JSONDecodeError as error:
        raise RecipeError("JSON", file=PACKAGE, row=error.lineno, found=error.msg) from None
    except (KeyError, TypeError):
        raise RecipeError("a list of resources, each with a name", file=PACKAGE) from None


def check_bibkeys(frame: pd.DataFrame, file: str, bibliography: Path) -> None:
    """Each key in a column named bibkey or …_bibkey is an entry of the bibliography."""
    text = bibliography.read_text(encoding="utf-8") if bibliography.is_file() else ""
    known = set(re.findall(r"^@\w+\{([^,\s]+),", text, re.MULTILINE))
    for column in [name for name in frame.columns if name.endswith("bibkey")]:
        unknown = frame[column].notna() & ~frame[column].isin(known)
        if unknown.any():
            row = frame.index[unknown.to_numpy()][0]
            raise RecipeError(
                f"a key of {bibliography.name}",
                file=file,
                row=int(row),
                column=column,
                found=schema.quote(frame.loc[row, column]),
            )


def check_texts(frame: pd.DataFrame, file: str) -> None:
    """No text has what no publisher printed, and what only a slip or an ill will puts there."""
    for column in frame.select_dtypes("str").columns:
        texts = frame[column].dropna()
        for expected, pattern in UNWANTED.items():
            odd = texts[texts.str.contains(pattern)]
            if len(odd):
                raise RecipeError(
                    expected,
                    file=file,
                    row=int(odd.index[0]),
                    column=column,
                    found=schema.quote(odd.iloc[0]),
                )


def validate(data: Path) -> None:
    """The whole package passes frictionless; its first complaint becomes a RecipeError."""
    import frictionless  # takes a second to import, so only where it is needed

    report = frictionless.validate(str(data / PACKAGE))
    for task in report.tasks:
        for error in task.errors:
            raise RecipeError(
                "what its descriptor says",
                file=task.place,
                row=getattr(error, "row_number", None),
                column=getattr(error, "field_name", None),
                found=error.message,
            )
    for error in report.errors:
        raise RecipeError("a valid data package", file=PACKAGE, found=error.message)
