"""Bosnia's located events: what the file must hold, and the deaths near Sarajevo by month."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import ucdp_bosnia as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put
from tests.recipes.workshop import COLUMNS, EVENTS_PATH, ROWS

HEADER = ",".join(COLUMNS)
COUNTED = {
    "deaths_a": "1",
    "deaths_b": "0",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "1",
    "low": "1",
    "high": "1",
}


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "TOTALS", {"best": 149, "low": 146, "high": 150})
    put(tmp_path, EVENTS_PATH, HEADER, ROWS)
    return tmp_path


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"id": ""}, "column id: expected a value"),
        ({"id": "1"}, "column id: expected a value that no earlier row has"),
        ({"country": ""}, "column country: expected a value"),
        ({"where_prec": ""}, "column where_prec: expected a value"),
        ({"where_prec": "8"}, "column where_prec: expected a value from 1 to 7"),
        ({"latitude": ""}, "column latitude: expected a value"),
        ({"latitude": "91"}, "column latitude: expected a value from -90 to 90"),
        ({"longitude": ""}, "column longitude: expected a value"),
        ({"longitude": "181"}, "column longitude: expected a value from -180 to 180"),
        ({"longitude": "43.87"}, "column longitude: expected a longitude from 15.7 to 19.7"),
        ({"latitude": "18.42"}, "column latitude: expected a latitude from 42.5 to 45.3"),
        ({"date_start": ""}, "column date_start: expected a value"),
        ({"date_start": "1994-02-30"}, "column date_start: expected a date that exists"),
        ({"date_end": ""}, "column date_end: expected a value"),
        ({"date_end": "1994-02-04"}, "column date_end: expected date_end not below date_start"),
        ({"best": ""}, "column best: expected a value"),
        ({"deaths_a": "-1"}, "column deaths_a: expected a value of 0 or more"),
        ({"deaths_unknown": "3"}, "column best: expected the sum of deaths by side"),
        ({"low": "69"}, "column best: expected best not below low"),
        ({"high": "67"}, "column high: expected high not below best"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(raw, cells, words):
    put(raw, EVENTS_PATH, HEADER, changed(HEADER, ROWS, 4, cells))
    with pytest.raises(RecipeError, match=re.escape(f"row 4, {words}")):
        recipe.events(raw)


def test_the_publishers_time_of_day_is_left_out(raw):
    """Always midnight in the publisher's own file."""
    cells = dict.fromkeys(("date_start", "date_end"), "1994-02-05 00:00:00.000")
    put(raw, EVENTS_PATH, HEADER, changed(HEADER, ROWS, 4, cells))
    assert recipe.events(raw).loc[4, "date_start"] == pd.Timestamp("1994-02-05")


@pytest.mark.parametrize("column", ["best", "low", "high"])
def test_each_estimate_must_sum_to_what_was_counted(raw, monkeypatch, column):
    monkeypatch.setitem(recipe.TOTALS, column, recipe.TOTALS[column] + 1)
    with pytest.raises(RecipeError, match=f"column {column}: expected a total of"):
        recipe.events(raw)


def test_the_counted_totals_are_those_of_the_book():
    """Each event lies in one band of a city, so that the bands of a city sum to all deaths."""
    bands = tables.load("ged_bosnia_distance").groupby("city")
    for estimate, total in recipe.TOTALS.items():
        assert bands[f"deaths_{estimate}"].sum().tolist() == [total, total]


@pytest.mark.parametrize(("precision", "kept"), [(1, True), (2, True), (3, False), (7, False)])
def test_places_known_to_25_km_or_better_are_kept(raw, monkeypatch, precision, kept):
    """UCDP's codebook: 1 is the exact place, 2 within about 25 km, from 3 on a district or more."""
    extra = changed(HEADER, ROWS, 2, {"id": "9", "where_prec": str(precision)} | COUNTED)[0]
    if kept:
        monkeypatch.setattr(recipe, "TOTALS", {"best": 150, "low": 147, "high": 151})
    put(raw, EVENTS_PATH, HEADER, [*ROWS, extra])
    assert ("9" in recipe.events(raw)["id"].tolist()) == kept


def test_ten_kilometres_round_the_centre_of_sarajevo():
    """A degree of latitude is 111.19 km, so that 10 km are 0.08993 degrees."""
    frame = pd.DataFrame(
        {
            "latitude": [43.856 + 0.0899, 43.856 - 0.0899, 43.856 + 0.0901],
            "longitude": 18.413,
            "date_start": pd.to_datetime(["1992-04-30", "1992-05-01", "1992-05-01"]),
            "best": [1, 10, 100],
            "low": [1, 10, 100],
            "high": [2, 20, 200],
            "deaths_civilians": [0, 5, 50],
        }
    )
    months = recipe.sarajevo_months(frame).set_index("month")
    near = months[months["events"] > 0]
    assert near.index.strftime("%Y-%m").tolist() == ["1992-04", "1992-05"]
    assert near["deaths_best"].tolist() == [1, 10]
    assert near["deaths_high"].tolist() == [2, 20]
    assert near["civilians"].tolist() == [0, 5]


def test_every_month_of_the_siege_has_its_row(raw):
    """April 1992 to December 1995 are 9 + 3 × 12 months; those without an event are zeros."""
    months = recipe.derive(raw)["ged_sarajevo_months"].set_index("month")
    assert len(months) == 9 + 3 * 12
    counted = months[months["events"] > 0]
    assert counted.index.strftime("%Y-%m").tolist() == ["1992-05", "1994-02"]
    assert counted["events"].tolist() == [2, 1]
    assert counted["deaths_low"].tolist() == [9, 66]
    assert months.drop(index=counted.index).to_numpy().sum() == 0
