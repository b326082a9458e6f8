"""Terms of office: who held it on a day, and for how much of a span.

A term without a start in the table is taken to begin before all others; one without an end, to go
on.
"""

from __future__ import annotations

from datetime import date

import pandas as pd


def in_office(terms: pd.DataFrame, day: date | str) -> pd.DataFrame:
    """Return the terms that cover a day.

    The first day of a term belongs to it and the last does not, so that on the day of a change
    the successor holds the office.

    Args:
        terms: columns ``start`` and ``end`` (dates), a term a row.
        day: a date, or a text in the form ``YYYY-MM-DD``.
    """
    when = pd.Timestamp(day)
    begun = terms["start"].isna() | (terms["start"] <= when)
    return terms[begun & (terms["end"].isna() | (terms["end"] > when))]


def days_held(terms: pd.DataFrame, by: str, first: date | str, last: date | str) -> pd.Series:
    """Return on how many days of a span each holder held the office.

    Args:
        terms: columns ``start``, ``end`` (dates) and ``by``, a term a row, of one office.
        by: the column that names the holder, for instance a party.
        first, last: the span; ``last`` itself is not counted.

    Returns:
        Days by holder. They add up to the span where the terms leave no gap in it.

    Raises:
        ValueError: the span ends before it starts, or two terms overlap.
    """
    begins, ends_on = pd.Timestamp(first), pd.Timestamp(last)
    if ends_on < begins:
        raise ValueError(f"the span ends on {ends_on.date()}, before it starts on {begins.date()}")
    ordered = terms.sort_values("start", na_position="first")
    starts = ordered["start"].fillna(pd.Timestamp("1677-12-31"))  # pandas knows no earlier year
    ends = ordered["end"].fillna(pd.Timestamp("2262-01-01"))  # and no later one
    if (ends.shift() > starts).any():
        raise ValueError("two terms of the office overlap")
    lengths = (ends.clip(first, last) - starts.clip(first, last)).dt.days
    return lengths.groupby(ordered[by].fillna("not known")).sum()
