"""The second route to a number: SQL on the tables as they lie on disk.

Nothing here or in the checks may use pandas, or a formula of the book: see `test_every_number`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

DATA = Path(__file__).parents[2] / "data"


@cache
def connection() -> duckdb.DuckDBPyConnection:
    """Return a database with every table of the book, by the name of its file."""
    found = duckdb.connect(config={"threads": 2, "autoinstall_known_extensions": False})
    for path in sorted((DATA / "tables").glob("*.csv")):
        file = str(path).replace("'", "''")
        found.execute(
            f"CREATE TABLE \"{path.stem}\" AS FROM read_csv('{file}', header=true, sample_size=-1)"
        )
    return found


def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows that a query finds."""
    return connection().execute(query, values).fetchall()


def value(query: str, *values: Any) -> Any:
    """Return the one value that a query finds.

    Raises:
        ValueError: it finds none, or more than one.
    """
    found = rows(query, *values)
    if len(found) != 1 or len(found[0]) != 1:
        raise ValueError(f"expected one value, found {found[:3]} with {query}")
    return found[0][0]


def sql(query: str, *values: Any) -> Callable[[], Any]:
    """Return a check that asks for one value with a query."""
    return lambda: value(query, *values)


def column(query: str, *values: Any) -> list[Any]:
    """Return the first column of what a query finds."""
    return [row[0] for row in rows(query, *values)]


def table(query: str, *values: Any) -> dict[Any, Any]:
    """Return what a query finds: its second column by its first."""
    found = rows(query, *values)
    if len({key for key, _ in found}) != len(found):
        raise ValueError(f"a key occurs twice with {query}")
    return dict(found)
