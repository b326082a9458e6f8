"""Totals that others published: typed by hand, each naming the table that holds the same."""

from __future__ import annotations

import pandas as pd

from recipes.common import require

FILE = "tables/published_totals.csv"


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Each total is rounded to a step above nothing."""
    totals = tables["published_totals"]
    require(totals["rounded_to"] > 0, totals, "rounded_to", "a step above 0", FILE)
