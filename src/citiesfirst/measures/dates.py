"""How long something lasted: days of the civil calendar, and years."""

from __future__ import annotations

from datetime import date

import pandas as pd

DAYS_A_YEAR = 365.2425  # mean year of the Gregorian calendar (ISO 8601)


def days_between(start: date | str, end: date | str) -> int:
    """Return the number of days from ``start`` to ``end``, the first of them not counted.

    This is the difference of the two dates: 1 January to 2 January is one day.

    Args:
        start, end: dates, or texts in the form ``YYYY-MM-DD``.

    Raises:
        ValueError: ``end`` lies before ``start``, or a date cannot be read.
    """
    if pd.isna(start) or pd.isna(end):
        raise ValueError(f"expected two dates, found {start!r} and {end!r}")
    first, last = (pd.Timestamp(day).normalize() for day in (start, end))
    if last < first:
        raise ValueError(f"the end {last.date()} lies before the start {first.date()}")
    return (last - first).days


def in_years(days: float) -> float:
    """Return a number of days in mean Gregorian years of 365.2425 days."""
    return days / DAYS_A_YEAR


def lasting(spans: pd.DataFrame) -> pd.DataFrame:
    """Return how long each span lasted: ``days`` where it has dates, and ``years`` for all.

    Args:
        spans: columns ``start`` and ``end`` (dates), and ``published_months`` for the spans whose
            source prints a number of months and no dates; twelve months make a year.

    Raises:
        ValueError: a span has neither dates nor months, or it ends before it starts.
    """
    days = pd.Series(pd.NA, index=spans.index, dtype="Int64")
    years = spans["published_months"].astype("Float64") / 12
    for at in spans.index[spans["start"].notna() & spans["end"].notna()]:
        days[at] = days_between(spans.at[at, "start"], spans.at[at, "end"])
        years[at] = in_years(days[at])
    if years.isna().any():
        raise ValueError(f"row {years.index[years.isna()][0]} has neither dates nor months")
    return pd.DataFrame({"days": days, "years": years.astype(float)})
