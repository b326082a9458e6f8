"""What every recipe needs: a strict reader of raw files, checks, and a writer.

A frame read here keeps the line of each row in the raw file as its index, so that a later check
can still name the row. All checks raise RecipeError with file, row, column, expected and found.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from citiesfirst import measures, schema
from citiesfirst.schema import TableError


class RecipeError(TableError):
    """A raw file that does not hold what its recipe relies on."""


def field(name: str, kind: str = "string", **constraints: Any) -> dict[str, Any]:
    """A column as the reader expects it: name, Table Schema type, constraints."""
    return {"name": name, "type": kind, "constraints": constraints}


def find(raw: Path, *candidates: str) -> Path:
    """The first of `candidates` (paths below `raw`) that exists: our extract, then the original.

    Raises:
        RecipeError: none does.
    """
    for candidate in candidates:
        if (raw / candidate).is_file():
            return raw / candidate
    raise RecipeError(" or ".join(candidates), file=str(raw), found="no such file")


def read_bytes(path: Path) -> bytes:
    """Content of a file, unzipped where its name ends in .gz; a broken gzip names the last row."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecipeError("a readable file", file=path.name, found=error.strerror) from None
    if path.suffix != ".gz":
        return data
    try:
        return gzip.decompress(data)
    except (EOFError, OSError, zlib.error) as error:
        rows = _salvage(data).count(b"\n")
        reason = "a truncated file" if isinstance(error, EOFError) else str(error)
        found = f"{reason}, readable to here" if rows else reason
        raise RecipeError(
            "a complete gzip file", file=path.name, row=rows or None, found=found
        ) from None


def _salvage(data: bytes) -> bytes:
    """As much of a broken gzip file as can be read."""
    stream = zlib.decompressobj(wbits=31)
    text = b""
    try:
        for start in range(0, len(data), 4096):
            text += stream.decompress(data[start : start + 4096])
    except zlib.error:
        pass
    return text


def read_csv(
    path: Path,
    fields: Sequence[Mapping[str, Any]],
    *,
    missing: Iterable[str] = ("",),
    key: Sequence[str] = (),
) -> pd.DataFrame:
    """The columns `fields` of a raw CSV file (UTF-8, may be gzipped), typed and checked.

    Columns may stand in any order and further ones are left out, so that the publisher's
    original is read as well as our extract; each row must have as many cells as the header.
    `key` columns together must be unique. The index of the frame is the line in the file.

    Raises:
        RecipeError: the file cannot be read, or does not hold what is expected.
    """
    try:
        text = schema.decode(read_bytes(path), path.name)
        return schema.parse(text, fields, file=path.name, missing=missing, exact=False, key=key)
    except RecipeError:
        raise
    except TableError as error:
        raise RecipeError(
            error.expected,
            file=error.file,
            row=error.row,
            column=error.column,
            found=error.found,
        ) from None


def read_geojson(path: Path, properties: Sequence[str]) -> list[dict[str, Any]]:
    """Features of a GeoJSON file; each must have a geometry and the named properties."""
    try:
        data = json.loads(schema.decode(read_bytes(path), path.name))
    except json.JSONDecodeError as error:
        raise RecipeError("GeoJSON", file=path.name, row=error.lineno, found=error.msg) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise RecipeError("a GeoJSON FeatureCollection", file=path.name)
    for place, feature in enumerate(features, start=1):
        for name in properties:
            if feature.get("properties", {}).get(name) in (None, ""):
                raise RecipeError(
                    f"a property {name} in each feature",
                    file=path.name,
                    column=name,
                    found=f"none in feature {place}",
                )
        if not feature.get("geometry"):
            raise RecipeError(f"a geometry in feature {place}", file=path.name, found="none")
    return features


def require(
    good: pd.Series, frame: pd.DataFrame, column: str, expected: str, file: str | Path
) -> None:
    """Each row of `frame` is `good`; else the first bad one is named with its value of `column`."""
    bad = ~good.to_numpy(bool)
    if bad.any():
        row = frame.index[bad][0]
        name = file.name if isinstance(file, Path) else file
        raise RecipeError(
            expected,
            file=name,
            row=int(row),
            column=column,
            found=schema.quote(frame.loc[row, column]),
        )


def check_box(
    frame: pd.DataFrame, file: str | Path, *, south: float, north: float, west: float, east: float
) -> None:
    """All points lie in the box (degrees); swapped coordinates do not."""
    latitude, longitude = frame["latitude"], frame["longitude"]
    require(
        latitude.between(south, north),
        frame,
        "latitude",
        f"a latitude from {south} to {north}",
        file,
    )
    require(
        longitude.between(west, east),
        frame,
        "longitude",
        f"a longitude from {west} to {east}",
        file,
    )


def check_order(frame: pd.DataFrame, low: str, high: str, file: str | Path) -> None:
    """Column `low` is not above column `high` in any row (dates, or bounds of an estimate)."""
    both = frame[low].isna() | frame[high].isna()
    require(both | (frame[low] <= frame[high]), frame, high, f"{high} not below {low}", file)


def check_known(frame: pd.DataFrame, column: str, known: Iterable[str], file: str | Path) -> None:
    """All names in `column` are among `known`."""
    require(frame[column].isin(set(known)), frame, column, f"a known {column}", file)


def check_total(
    found: float, published: float, what: str, file: str | Path, *, tolerance: float = 0
) -> None:
    """Check that a sum agrees with the publisher's own total, within `tolerance`.

    Raises:
        RecipeError: it does not.
    """
    if abs(found - published) > tolerance:
        name = file.name if isinstance(file, Path) else file
        allowed = f" (within {tolerance:,})" if tolerance else ""
        raise RecipeError(
            f"a total of {published:,}{allowed} as published",
            file=name,
            column=what,
            found=f"{found:,}",
        )


def distance_km(latitude: Any, longitude: Any, centre: tuple[Any, Any]) -> Any:
    """Great-circle distance of points from `centre` (latitude, longitude) in km.

    In columns of a frame a point may be missing; so is its distance then.

    Raises:
        ValueError: a point is not on Earth.
    """
    if not isinstance(latitude, pd.Series):
        return measures.distance(longitude, latitude, centre[1], centre[0])
    away = measures.distance(longitude.fillna(0), latitude.fillna(0), centre[1], centre[0])
    return pd.Series(away, latitude.index).where(latitude.notna() & longitude.notna())


def csv_text(frame: pd.DataFrame, fields: Sequence[Mapping[str, Any]], key: list[str]) -> str:
    """A frame as CSV: columns as in the descriptor, rows in order of the key, LF, ISO dates."""
    names = [one["name"] for one in fields]
    frame = frame.reset_index(drop=True)
    if sorted(frame.columns) != sorted(names):
        raise RecipeError(
            "columns " + ", ".join(names), found="columns " + ", ".join(map(str, frame.columns))
        )
    frame = frame.sort_values(key, kind="stable") if key else frame
    text = {one["name"]: _cells(frame[one["name"]], one.get("type", "string")) for one in fields}
    return pd.DataFrame(text).to_csv(index=False, lineterminator="\n")


def _cells(column: pd.Series, kind: str) -> list[str]:
    """A column's cells as text: no thousands, shortest exact decimals, missing as nothing."""
    forms: dict[str, Callable[[Any], str]] = {
        "integer": lambda value: str(int(value)),
        "year": lambda value: str(int(value)),
        "number": lambda value: repr(float(value)).removesuffix(".0"),
        "boolean": lambda value: "true" if value else "false",
        "date": lambda value: pd.Timestamp(value).strftime("%Y-%m-%d"),
        "yearmonth": lambda value: pd.Timestamp(value).strftime("%Y-%m"),
        "string": str,
    }
    return ["" if pd.isna(value) else forms[kind](value) for value in column]
