"""Read CSV text strictly, by a Table Schema, into a typed DataFrame.

One engine serves the book (`citiesfirst.tables`) and the recipes (`recipes.common`), so that a
faulty cell is reported alike everywhere: file, row, column, what was expected, what was found.
A row is named by its line in the file; the header is line 1. Pandas alone reads too kindly (it
fills short rows, and turns a column with one bad cell into text), hence the checks here. Each
check looks at a column's distinct values only, which keeps the largest table under 50 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from citiesfirst.csvtext import TableError, decode, quote, read

__all__ = ["TableError", "check_unique", "decode", "parse", "quote"]

Field = Mapping[str, Any]


PATTERNS = {
    "integer": re.compile(r"[+-]?\d{1,18}", re.ASCII),
    "year": re.compile(r"\d{4}", re.ASCII),
    "number": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII),
    "boolean": re.compile(r"true|false|True|False"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),
    "yearmonth": re.compile(r"\d{4}-\d{2}", re.ASCII),
}
MEANINGS = {
    "integer": "a whole number",
    "year": "a year of four digits",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date written YYYY-MM-DD",
    "yearmonth": "a month written YYYY-MM",
}


def parse(
    text: str,
    fields: Sequence[Field],
    *,
    file: str,
    missing: Iterable[str] = ("",),
    exact: bool = True,
    key: Sequence[str] = (),
) -> pd.DataFrame:
    """CSV `text` as a DataFrame whose index is the line of each row in the file.

    `fields` are Table Schema fields (name, type, constraints). With `exact` the header must be
    these columns in this order; without, further columns are left out. `key` columns together
    must be unique. Types: string -> str, integer and year -> int64 (Int64 where cells are
    missing), number -> float64, boolean -> bool, date and yearmonth -> datetime64 (a month is
    its first day). Raises TableError at the first fault.
    """
    cells, lines = read(text, [field["name"] for field in fields], file, exact)
    index = pd.Index(lines, name="row", dtype="int64")
    empty = frozenset(missing)
    columns = {
        field["name"]: _column(cells[field["name"]], field, empty, index, file) for field in fields
    }
    frame = pd.DataFrame(columns, index=index)
    if key:
        check_unique(frame, list(key), file)
    return frame


def _column(
    cells: Sequence[str], field: Field, empty: frozenset[str], index: pd.Index, file: str
) -> pd.Series:
    """One column, typed and checked against its field's type and constraints."""
    name, kind = field["name"], field.get("type", "string")
    rules = field.get("constraints", {})
    codes, values = pd.factorize(np.array(cells, dtype=object))
    gone = np.array([value in empty for value in values], dtype=bool)

    def fail(bad: np.ndarray, expected: str) -> None:
        """Report the first row that holds one of the `bad` distinct values."""
        place = int(np.flatnonzero(bad[codes])[0])
        raise TableError(
            expected, file=file, row=int(index[place]), column=name, found=quote(cells[place])
        )

    if rules.get("required") and gone.any():
        fail(gone, "a value")
    pattern = PATTERNS.get(kind)
    if pattern:
        bad = np.zeros(len(values), dtype=bool)
        bad[~gone] = _mismatches(pattern, values[~gone])
        if bad.any():
            fail(bad, MEANINGS[kind])
    typed = _typed(values, gone, kind)
    unreadable = typed.isna().to_numpy() & ~gone
    if unreadable.any():
        fail(unreadable, MEANINGS.get(kind, "text"))
    for expected, bad in _broken(typed, values, gone, rules):
        if bad.any():
            fail(bad, expected)
    if rules.get("unique"):
        seen = pd.Series(codes).duplicated().to_numpy() & ~gone[codes]
        if seen.any():
            place = int(np.flatnonzero(seen)[0])
            raise TableError(
                "a value that no earlier row has",
                file=file,
                row=int(index[place]),
                column=name,
                found=quote(cells[place]),
            )
    series = typed.take(codes)
    series.index = index
    return series.rename(name)


def _mismatches(pattern: re.Pattern[str], values: np.ndarray) -> np.ndarray:
    """Which values do not match as a whole; one match over all of them when all do."""
    text = "\n".join(values)
    together = re.compile(rf"(?:(?:{pattern.pattern})(?:\n|\Z))*", pattern.flags)
    if text.count("\n") == len(values) - 1 and together.fullmatch(text):
        return np.zeros(len(values), dtype=bool)
    return np.array([pattern.fullmatch(value) is None for value in values], dtype=bool)


def _typed(values: np.ndarray, gone: np.ndarray, kind: str) -> pd.Series:
    """The distinct values in their type; a missing or impossible value becomes NA."""
    raw = pd.Series(values, dtype=object).mask(gone, None)
    if kind in ("integer", "year"):
        whole = np.where(gone, "0", values).astype("int64")
        return pd.Series(pd.arrays.IntegerArray(whole, gone) if gone.any() else whole)
    if kind == "number":
        return pd.to_numeric(raw).astype("float64")
    if kind == "boolean":
        truth = raw.map({"true": True, "True": True, "false": False, "False": False})
        return truth.astype("boolean" if gone.any() else "bool")
    if kind in ("date", "yearmonth"):
        form = "%Y-%m-%d" if kind == "date" else "%Y-%m"
        return pd.to_datetime(raw, format=form, errors="coerce")
    return raw.astype("str")


def _broken(
    typed: pd.Series, values: np.ndarray, gone: np.ndarray, rules: Mapping[str, Any]
) -> Iterable[tuple[str, np.ndarray]]:
    """Each constraint in words, with the distinct values that break it."""
    low, high = rules.get("minimum"), rules.get("maximum")
    span = f"a value from {low} to {high}"
    if low is not None:
        limit = pd.Timestamp(low) if typed.dtype.kind == "M" else low
        words = span if high is not None else f"a value of {low} or more"
        yield words, (typed < limit).fillna(False).to_numpy(bool) & ~gone
    if high is not None:
        limit = pd.Timestamp(high) if typed.dtype.kind == "M" else high
        words = span if low is not None else f"a value of {high} or less"
        yield words, (typed > limit).fillna(False).to_numpy(bool) & ~gone
    if "enum" in rules:
        allowed = {str(value) for value in rules["enum"]}
        words = "one of " + ", ".join(str(value) for value in rules["enum"])
        yield words, np.array([v not in allowed for v in values], dtype=bool) & ~gone
    if "pattern" in rules:
        form = re.compile(rules["pattern"])
        bad = np.array([form.fullmatch(v) is None for v in values], dtype=bool)
        yield f"text of the form {rules['pattern']}", bad & ~gone


def check_unique(frame: pd.DataFrame, key: list[str], file: str) -> None:
    """No two rows have the same values in the `key` columns; index = line in the file."""
    again = frame.duplicated(key)
    if again.any():
        row = frame.index[again.to_numpy()][0]
        values = frame.loc[row, key]
        same = (frame[key] == values).all(axis=1)
        raise TableError(
            f"a key that occurs once (it is in row {frame.index[same.to_numpy()][0]} already)",
            file=file,
            row=int(row),
            column=" + ".join(key),
            found=", ".join(quote(value) for value in values),
        )
