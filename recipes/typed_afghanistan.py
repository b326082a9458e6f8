"""Typed tables on Kabul and Afghanistan: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_order, require
from recipes.typed import check_pair, check_precision


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Periods lie within their year, ranges run upwards, and each bound has its source."""
    suicide = tables["suicide_attacks_afghanistan"]
    file = "tables/suicide_attacks_afghanistan.csv"
    check_order(suicide, "period_start", "period_end", file)
    for column in ("period_start", "period_end"):
        within = suicide[column].dt.year == suicide["year"]
        require(within, suicide, column, "a day of the row's year", file)
    days = (suicide["period_end"] - suicide["period_start"]).dt.days
    whole = suicide["whole_year"] == (days >= 364)
    require(whole, suicide, "whole_year", "true where the period is a year", file)
    attacks = tables["kabul_attacks"]
    file = "tables/kabul_attacks.csv"
    check_precision(attacks, "date", "precision", file)
    check_order(attacks, "deaths_low", "deaths_high", file)
    check_pair(attacks, "deaths_high", "high_bibkey", file)
