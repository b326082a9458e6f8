"""Checks that typed tables of dated facts share."""

from __future__ import annotations

import pandas as pd

from recipes.common import require


def check_precision(frame: pd.DataFrame, date: str, precision: str, file: str) -> None:
    """A date known to the month is written as its first day, one known to the year as 1 January.

    `date` and `precision` are columns; a row without a date has another word in `precision`.
    """
    days = frame[date]
    known = frame[precision].isin(["day", "month", "year"])
    require(
        days.notna() == known, frame, date, "a date where precision is day, month or year", file
    )
    coarse = frame[precision].isin(["month", "year"])
    require(~coarse | (days.dt.day == 1), frame, date, "the first day of the month", file)
    yearly = frame[precision] == "year"
    require(~yearly | (days.dt.month == 1), frame, date, "the first day of the year", file)


def check_pair(frame: pd.DataFrame, first: str, second: str, file: str) -> None:
    """Column `second` is filled exactly where column `first` is."""
    both = frame[first].notna() == frame[second].notna()
    require(both, frame, second, f"{second} exactly where there is {first}", file)
