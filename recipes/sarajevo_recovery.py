"""Typed table of Sarajevo's recovery in single points: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_total

FILE = "tables/sarajevo_recovery_points.csv"
# Passengers of the four international airports together, as the Directorate of Civil Aviation (the
# Agency for Statistics for 2015) printed them; 2016 from the increase stated for 2017.
AIRPORTS = {
    2015: 1_130_042,
    2016: 1_225_676,
    2017: 1_556_896,
    2018: 1_696_098,
    2019: 1_919_592,
    2020: 523_839,
}


def check(tables: dict[str, pd.DataFrame]) -> None:
    """The four airports add up to the published total of the year."""
    table = tables["sarajevo_recovery_points"]
    flown = table[table["measure"] == "airport_passengers"].groupby("year")["value"].sum()
    for year, total in AIRPORTS.items():
        check_total(int(flown.get(year, 0)), total, f"passengers in {year}", FILE)
