"""What the recipes on UCDP's located events share: dates, bands of distance, sums by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from recipes.common import check_order, require

# A day, and in the publisher's own files a time of day, always midnight.
DATE = r"\d{4}-\d{2}-\d{2}( 00:00:00\.000)?"


def with_dates(frame: pd.DataFrame, path: Path) -> pd.DataFrame:
    """The frame with `date_start` and `date_end` as dates, in order, in the year of the event."""
    for column in ("date_start", "date_end"):
        dates = pd.to_datetime(frame[column].str[:10], format="%Y-%m-%d", errors="coerce")
        require(dates.notna(), frame, column, "a date that exists", path)
        frame = frame.assign(**{column: dates})
    check_order(frame, "date_start", "date_end", path)
    own = frame["date_start"].dt.year == frame["year"]
    require(own, frame, "year", "the year of date_start", path)
    return frame


def bands(distance: pd.Series, limits: Mapping[str, float], rest: str) -> pd.Series:
    """The band of each distance: the first of `limits` (km, ascending) that reaches it.

    A place exactly on a limit lies within it; beyond the last limit it belongs to `rest`.
    """
    found = pd.Series(rest, index=distance.index)
    for label in reversed(list(limits)):
        found[distance <= limits[label]] = label
    return found


def yearly_sums(
    frame: pd.DataFrame,
    by: Mapping[str, Sequence[str]],
    years: Sequence[int],
    sums: Mapping[str, str],
) -> pd.DataFrame:
    """Events and sums by year and label, zeros included.

    `by` maps a column to the labels it may hold, `sums` a column to the name of its sum. The
    frame needs a column `year`; events with a label that is not in `by` are an error of the caller.
    """
    columns = ["year", *by]
    groups = frame.groupby(columns, observed=True)
    table = groups[list(sums)].sum()
    table.insert(0, "events", groups.size())
    if by:
        every = pd.MultiIndex.from_product([years, *by.values()], names=columns)
    else:
        every = pd.Index(years, name="year")
    table = table.reindex(every, fill_value=0).rename(columns=dict(sums))
    if table["events"].sum() != len(frame):
        raise ValueError("an event lies in no year or label")
    return table.reset_index()
