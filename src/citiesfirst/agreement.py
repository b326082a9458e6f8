"""How our tables agree with the totals that others published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd


def compared(totals: pd.DataFrame, load: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Return each published total beside the same quantity in our tables.

    Args:
        totals: the table ``published_totals``.
        load: returns a table by its name.

    Returns:
        the totals with the columns ``ours`` (in the unit of the row) and ``agrees``: whether ours
        is the published figure to within the step to which the publisher rounds.
    """
    ours = [_computed(row, load(row.table_name)) for row in totals.itertuples()]
    result = totals.assign(ours=ours)
    exact = result["rounded_to"] == 1
    distance = (result["ours"] - result["published"]).abs()
    return result.assign(agrees=(distance == 0).where(exact, distance <= result["rounded_to"]))


def _computed(row: Any, table: pd.DataFrame) -> float:
    chosen = table.query(row.rows_where) if isinstance(row.rows_where, str) else table
    return float(len(chosen) if row.statistic == "rows" else chosen[row.column].sum())
