"""The numbers of the chapter on the data: how our tables agree with published totals."""

from collections.abc import Callable
from typing import Any

from tests.independent.database import rows, sql, value

CHAPTER = "4-the-verdict/data"


def _ours() -> dict[str, tuple[float, float, float]]:
    """For each quantity what was published, the step of its rounding, and our sum."""
    found = {}
    for quantity, table, where, column, statistic, published, step in rows(
        'SELECT quantity, table_name, rows_where, "column", statistic, published, rounded_to'
        " FROM published_totals"
    ):
        what = "count(*)" if statistic == "rows" else f'sum("{column}")'
        where = (where or "true").replace("==", "=")
        found[quantity] = (published, step, value(f"SELECT {what} FROM {table} WHERE {where}"))
    return found


def _agreeing() -> int:
    """Count totals that are ours exactly, or lie within the step to which they were rounded."""
    return sum(
        mine == published if step == 1 else abs(mine - published) <= step
        for published, step, mine in _ours().values()
    )


def _totals() -> list[list[Any]]:
    """Quantity, published figure and our sum; unit and source are words."""
    return [[name, published, mine, ..., ...] for name, (published, _, mine) in _ours().items()]


SHOWN = [_totals]
CHECKS: dict[str, Callable] = {
    "totals-compared": sql("SELECT count(*) FROM published_totals"),
    "totals-agreeing": _agreeing,
}
