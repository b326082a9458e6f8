"""Typed table of figures on mixed marriages: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import require


def check(tables: dict[str, pd.DataFrame]) -> None:
    """A share fits its counts, and a figure holds a number unless it is a phrase."""
    figures = tables["mixed_marriage_figures"]
    file = "tables/mixed_marriage_figures.csv"
    share = figures["mixed"].astype("Float64") / figures["total"].astype("Float64")
    fits = (share - figures["share"]).abs() < 0.0005
    require(fits.fillna(True), figures, "share", "mixed divided by all", file)
    number = figures["mixed"].notna() | figures["share"].notna()
    phrase = figures["qualifier"] == "practically none"
    require(number != phrase, figures, "share", "a number, or a phrase without one", file)
