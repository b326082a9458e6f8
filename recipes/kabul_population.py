"""Typed table of Kabul's population estimates: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_order, require

FILE = "tables/kabul_population_estimates.csv"


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Bounds run upward, and only a minimum has no upper bound."""
    table = tables["kabul_population_estimates"]
    check_order(table, "low", "high", FILE)
    minimum = table["qualifier"] == "at least"
    require(minimum == table["high"].isna(), table, "high", "no bound exactly for a minimum", FILE)
