"""Typed table of the members of Mayors for Peace: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import require


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Dates fit their precision and run forward, and membership never falls."""
    counts = tables["mayors_for_peace"]
    file = "tables/mayors_for_peace.csv"
    first = counts["date"].dt.day == 1
    january = counts["date"].dt.month == 1
    vague = {"day": True, "month": first, "year": first & january}
    for precision, fits in vague.items():
        good = (counts["precision"] != precision) | fits
        require(good, counts, "date", f"the first day of the {precision}", file)
    later = counts["date"].diff().dt.days.fillna(1) > 0
    require(later, counts, "date", "a date after the row before", file)
    grown = counts["members"].diff().fillna(1) > 0
    require(grown, counts, "members", "more members than in the row before", file)
