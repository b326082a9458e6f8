"""Dates that are known to the day, the month or the year, and facts that come in pairs."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import typed
from recipes.common import RecipeError


def dated(*rows: tuple[str | None, str]) -> pd.DataFrame:
    """A table of dates and how exactly they are known; the first row is line 2."""
    frame = pd.DataFrame(rows, columns=["date", "precision"], index=range(2, len(rows) + 2))
    return frame.assign(date=pd.to_datetime(frame["date"]))


def test_months_are_written_as_their_first_day_and_years_as_1_january():
    rows = dated(
        ("2003-05-13", "day"),
        ("2003-05-01", "day"),
        ("2003-05-01", "month"),
        ("2003-01-01", "month"),
        ("2003-01-01", "year"),
        (None, "undated"),
    )
    typed.check_precision(rows, "date", "precision", "some.csv")


@pytest.mark.parametrize(
    ("date", "precision", "words"),
    [
        ("2003-05-13", "month", "the first day of the month"),
        ("2003-01-13", "year", "the first day of the month"),
        ("2003-05-01", "year", "the first day of the year"),
        ("2003-05-13", "undated", "a date where precision is day, month or year"),
        (None, "day", "a date where precision is day, month or year"),
        (None, "month", "a date where precision is day, month or year"),
        (None, "year", "a date where precision is day, month or year"),
    ],
)
def test_a_date_is_no_finer_than_its_precision(date, precision, words):
    rows = dated(("2003-05-13", "day"), (date, precision))
    with pytest.raises(RecipeError, match=f"some.csv, row 3, column date: expected {words}"):
        typed.check_precision(rows, "date", "precision", "some.csv")


def test_of_a_pair_both_or_neither():
    rows = pd.DataFrame({"deaths": [8, None], "source": ["a", None]})
    typed.check_pair(rows, "deaths", "source", "some.csv")


@pytest.mark.parametrize(("deaths", "source"), [(8, None), (None, "a")])
def test_half_of_a_pair_is_refused(deaths, source):
    rows = pd.DataFrame({"deaths": [deaths], "source": [source]}, index=[2])
    words = "some.csv, row 2, column source: expected source exactly where there is deaths"
    with pytest.raises(RecipeError, match=words):
        typed.check_pair(rows, "deaths", "source", "some.csv")
