"""Northern Cauca in UCDP's located events, and the gap between two versions."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import ucdp_colombia as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put

HEADER = (
    "id,country,where_prec,latitude,longitude,date_start,date_end,year,"
    "deaths_a,deaths_b,deaths_civilians,deaths_unknown,best"
)
ROWS = [
    "1,Colombia,1,2.96,-76.27,2011-07-09,2011-07-09,2011,0,1,3,0,4",
    "2,Colombia,5,3.00,-76.50,2011-10-02,2011-10-03,2011,0,0,0,2,2",
    "3,Colombia,1,4.60,-74.08,2003-02-07,2003-02-07,2003,0,0,36,0,36",
    "4,Ecuador,1,2.96,-76.27,2011-07-09,2011-07-09,2011,0,0,1,0,1",
]


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "EVENTS", 3)
    monkeypatch.setattr(recipe, "DEATHS", 42)
    put(tmp_path, "ged191.csv", HEADER, ROWS)
    return tmp_path


def test_the_box_holds_what_lies_in_it_and_says_what_is_vague(raw):
    made = recipe.north_cauca(recipe.events(raw)).set_index("year")
    assert len(made) == 30
    assert made.loc[2011].to_dict() == {"events": 2, "events_imprecise": 1, "deaths_best": 6}
    assert made.drop(index=2011).to_numpy().sum() == 0


def test_the_later_version_comes_from_the_country_year_data(raw, monkeypatch):
    later = pd.DataFrame({"iso3": ["COL"], "year": [2024], "all_best": [60]})
    monkeypatch.setattr(recipe.ucdp_country_year, "country_years", lambda _: later)
    made = recipe.derive(raw)
    assert made["ged_north_cauca"]["deaths_best"].sum() == 6
    assert made["ged_colombia_versions"].groupby("version")["deaths_best"].sum().to_dict() == {
        "19.1": 42,
        "25.1": 60,
    }


def test_versions_stand_beside_each_other(raw):
    later = pd.DataFrame({"iso3": ["COL", "COL", "AFG"], "year": [2003, 2024, 2003]})
    later["all_best"] = [50, 60, 70]
    made = recipe.versions(recipe.events(raw), later).set_index(["version", "year"])["deaths_best"]
    assert (made["19.1"][2003], made["19.1"][2011], made["19.1"][1989]) == (36, 6, 0)
    assert (made["25.1"][2003], made["25.1"][2024]) == (50, 60)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("4.60,-74.08", "-74.08,4.60", "row 4, column latitude: expected a latitude from -4.5"),
        ("0,0,36,0,36", "0,0,35,0,36", "row 4, column best: expected the sum of deaths by side"),
        ("3,Colombia", "2,Colombia", "row 4, column id: expected a value that no earlier row has"),
    ],
)
def test_faults_are_named(raw, old, new, words):
    put(raw, "ged191.csv", HEADER, [row.replace(old, new) for row in ROWS])
    with pytest.raises(RecipeError, match=words):
        recipe.events(raw)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"id": ""}, "id: expected a value"),
        ({"country": ""}, "country: expected a value"),
        ({"where_prec": ""}, "where_prec: expected a value"),
        ({"where_prec": "0"}, "where_prec: expected a value from 1 to 7"),
        ({"latitude": ""}, "latitude: expected a value"),
        ({"latitude": "-91"}, "latitude: expected a value from -90 to 90"),
        ({"latitude": "16.6"}, "latitude: expected a latitude from -4.5 to 16.5"),
        ({"longitude": ""}, "longitude: expected a value"),
        ({"longitude": "-181"}, "longitude: expected a value from -180 to 180"),
        ({"longitude": "-66.4"}, "longitude: expected a longitude from -82.5 to -66.5"),
        ({"date_start": ""}, "date_start: expected a value"),
        ({"date_end": ""}, "date_end: expected a value"),
        ({"date_start": "2003-02-29"}, "date_start: expected a date that exists"),
        ({"year": ""}, "year: expected a value"),
        ({"year": "2019"}, "year: expected a value from 1989 to 2018"),
        ({"year": "2004"}, "year: expected the year of date_start"),
        ({"best": ""}, "best: expected a value"),
        ({"deaths_b": "-1"}, "deaths_b: expected a value of 0 or more"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(raw, cells, words):
    put(raw, "ged191.csv", HEADER, changed(HEADER, ROWS, 4, cells))
    with pytest.raises(RecipeError, match=re.escape(f"row 4, column {words}")):
        recipe.events(raw)


@pytest.mark.parametrize(("name", "column"), [("EVENTS", "id"), ("DEATHS", "best")])
def test_events_and_deaths_must_be_as_counted(raw, monkeypatch, name, column):
    counted = getattr(recipe, name)
    monkeypatch.setattr(recipe, name, counted + 1)
    with pytest.raises(RecipeError, match=f"column {column}: expected a total of {counted + 1} as"):
        recipe.events(raw)


def test_the_counted_deaths_are_those_of_the_book():
    versions = tables.load("ged_colombia_versions").groupby("version")["deaths_best"].sum()
    assert versions["19.1"] == recipe.DEATHS


@pytest.mark.parametrize(
    ("latitude", "longitude", "inside"),
    [
        ("2.6", "-76.8", True),
        ("3.3", "-76.1", True),
        ("2.59", "-76.5", False),
        ("3.31", "-76.5", False),
        ("3.0", "-76.81", False),
        ("3.0", "-76.09", False),
    ],
)
def test_the_box_runs_from_2_6_to_3_3_north_and_from_76_8_to_76_1_west(
    raw, latitude, longitude, inside
):
    rows = changed(HEADER, ROWS, 2, {"latitude": latitude, "longitude": longitude})
    put(raw, "ged191.csv", HEADER, rows)
    made = recipe.north_cauca(recipe.events(raw)).set_index("year")
    assert made.loc[2011, "events"] == (2 if inside else 1)


@pytest.mark.parametrize(("precision", "imprecise"), [(1, 0), (3, 0), (4, 1), (6, 1)])
def test_a_place_known_to_its_municipality_is_precise_enough(raw, precision, imprecise):
    """UCDP's codebook: 3 is the municipality, 4 the department, 6 the country."""
    put(raw, "ged191.csv", HEADER, changed(HEADER, ROWS, 3, {"where_prec": str(precision)}))
    made = recipe.north_cauca(recipe.events(raw)).set_index("year")
    assert made.loc[2011, "events_imprecise"] == imprecise


def test_northern_cauca_agrees_with_the_independent_count(raw_upstream):
    check = pd.read_csv(raw_upstream / "checks/ged191_north_cauca_box_yearly.csv")
    made = recipe.derive(raw_upstream)["ged_north_cauca"]
    ours = made[["year", "events", "deaths_best"]]
    assert ours.to_numpy().tolist() == check.to_numpy().tolist()
