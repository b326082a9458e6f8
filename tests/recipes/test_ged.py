"""Dates, bands of distance and sums by year, on numbers that can be checked by eye."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recipes import ged
from recipes.common import RecipeError

LIMITS = {"near": 10.0, "middle": 20.0}


def test_a_place_on_a_limit_lies_within_it():
    found = ged.bands(pd.Series([0, 10, 10.001, 20, 21]), LIMITS, "far")
    assert found.tolist() == ["near", "near", "middle", "middle", "far"]


@given(st.lists(st.floats(0, 20_000), max_size=30))
def test_every_distance_has_one_band_and_nearer_is_never_farther(distances):
    order = {"near": 0, "middle": 1, "far": 2}
    found = ged.bands(pd.Series(sorted(distances), dtype=float), LIMITS, "far").map(order)
    assert found.notna().all() and found.is_monotonic_increasing


def test_years_without_an_event_are_zeros():
    events = pd.DataFrame({"year": [2001, 2001, 2003], "band": ["a", "a", "b"], "best": [3, 4, 5]})
    table = ged.yearly_sums(events, {"band": ["a", "b"]}, range(2001, 2004), {"best": "deaths"})
    assert len(table) == 6
    rows = table.set_index(["year", "band"])
    assert rows.loc[(2001, "a")].tolist() == [2, 7]
    assert rows.loc[(2002, "a")].tolist() == [0, 0]
    assert rows.loc[(2003, "b")].tolist() == [1, 5]


def test_an_event_of_an_unknown_label_is_not_lost_in_silence():
    events = pd.DataFrame({"year": [2001], "band": ["c"], "best": [3]})
    with pytest.raises(ValueError, match="no year or label"):
        ged.yearly_sums(events, {"band": ["a"]}, range(2001, 2002), {"best": "deaths"})


@pytest.mark.parametrize(
    ("start", "end", "year", "words"),
    [
        ("2001-02-30", "2001-03-01", 2001, "column date_start: expected a date that exists"),
        ("2001-03-02", "2001-03-01", 2001, "column date_end: expected date_end not below"),
        ("2001-03-01", "2001-03-01", 2002, "column year: expected the year of date_start"),
    ],
)
def test_faulty_dates_name_their_row(start, end, year, words):
    frame = pd.DataFrame({"date_start": [start], "date_end": [end], "year": [year]}, index=[7])
    with pytest.raises(RecipeError, match=f"events.csv, row 7, {words}"):
        ged.with_dates(frame, Path("events.csv"))
