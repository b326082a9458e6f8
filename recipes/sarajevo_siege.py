"""Typed tables on the siege of Sarajevo: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_order, require


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Dates run forward, parts add up, and a published length fits its own dates."""
    totals = tables["sarajevo_siege_totals"]
    file = "tables/sarajevo_siege_totals.csv"
    check_order(totals, "period_start", "period_end", file)
    parts = totals["civilians"] + totals["soldiers"]
    require(
        (parts == totals["figure"]).fillna(True),
        totals,
        "figure",
        "the sum of civilians and soldiers",
        file,
    )
    lengths = tables["sarajevo_siege_lengths"]
    file = "tables/sarajevo_siege_lengths.csv"
    check_order(lengths, "start", "end", file)
    days = (lengths["end"] - lengths["start"]).dt.days.astype("Int64")
    require(
        (days == lengths["published_days"]).fillna(True),
        lengths,
        "published_days",
        "the days from start to end",
        file,
    )
    dated = lengths["basis"] == "dates"
    require(
        dated == lengths["start"].notna(),
        lengths,
        "start",
        "a start exactly where basis is dates",
        file,
    )
    require(
        dated == lengths["published_months"].isna(),
        lengths,
        "published_months",
        "months exactly where basis is published months",
        file,
    )
    events = tables["siege_events"]
    check_order(events, "deaths_low", "deaths_high", "tables/siege_events.csv")
