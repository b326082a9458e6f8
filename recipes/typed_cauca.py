"""Typed tables on northern Cauca: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_order
from recipes.typed import check_precision


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Periods run forward, and a date is no finer than its precision says."""
    counts = tables["toribio_attack_counts"]
    check_order(counts, "period_start", "period_end", "tables/toribio_attack_counts.csv")
    items = tables["cauca_prizes_and_solidarity"]
    file = "tables/cauca_prizes_and_solidarity.csv"
    check_precision(items, "date_start", "precision", file)
    check_order(items, "date_start", "date_end", file)
