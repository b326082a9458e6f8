"""Typed time-lines: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_order, require
from recipes.typed import check_precision

# First and last year of each time-line.
SPANS = {
    "sarajevo": (1984, 2014),
    "kabul": (1992, 2021),
    "three_cities": (1990, 2010),
    "north_cauca": (1980, 2020),
    "city_diplomacy": (1912, 2021),
}


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Every event lies within the span of its time-line; dates and ranges run forward."""
    events = tables["timeline_events"]
    file = "tables/timeline_events.csv"
    check_precision(events, "date_start", "precision", file)
    check_order(events, "date_start", "date_end", file)
    check_order(events, "deaths_low", "deaths_high", file)
    for name, (first, last) in SPANS.items():
        apart = events["timeline"] != name
        ends = events["date_end"].fillna(events["date_start"])
        inside = (events["date_start"].dt.year >= first) & (ends.dt.year <= last)
        require(apart | inside, events, "date_start", f"a date in {first} to {last}", file)
