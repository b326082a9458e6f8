"""Afghanistan by province and by distance from Kabul."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import ucdp_afghanistan as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put

HEADER = "latitude,longitude,date_start,date_end,year,best,country_by_location,province_ne,km_kabul"
ROWS = [
    "34.531094,69.162796,2008-01-14,2008-01-14,2008,8,Afghanistan,Kabul,0.67",
    "34.60,69.17,2008-01-14,2008-01-15,2008,2,Afghanistan,Kabul,7.78",
    "31.0,64.0,2008-05-01,2008-05-01,2008,5,Afghanistan,Hilmand,600",
    "33.0,65.0,1989-01-01,1989-12-31,1989,21,Afghanistan,Hilmand,421.3",
    "33.461875,70.217228,2005-10-29,2005-10-29,2005,1,Afghanistan,,153.06",
    "35.3,69.7,2005-10-29,2005-10-29,2005,3,Afghanistan,Parwan,98",
    "38.5,68.8,1997-01-01,1997-01-01,1997,9,Tajikistan/other,,450",
]


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "EVENTS", 6)
    monkeypatch.setattr(recipe, "DEATHS", 40)
    monkeypatch.setattr(recipe, "OUTSIDE", 1)
    monkeypatch.setattr(recipe, "UNKNOWN_EVENTS", 1)
    monkeypatch.setattr(recipe, "UNKNOWN_DEATHS", 21)
    put(tmp_path, recipe.RAW, HEADER, ROWS)
    return tmp_path


def test_provinces_centroid_and_border_have_rows_of_their_own(raw):
    made = recipe.derive(raw)["ged_afghanistan_provinces"]
    assert len(made) == 33 * (32 + 2)
    found = made[made["events"] > 0].set_index(["year", "province"])["deaths_best"].to_dict()
    assert found == {
        (1989, "country centroid (place unknown)"): 21,
        (2005, "Parwan and Panjshir"): 3,
        (2005, "on the border (province unknown)"): 1,
        (2008, "Helmand"): 5,
        (2008, "Kabul"): 10,
    }


def test_bands_around_kabul_keep_the_centroid_apart(raw):
    made = recipe.derive(raw)["ged_afghanistan_kabul_bands"]
    found = made[made["events"] > 0].set_index(["year", "band"])["deaths_best"].to_dict()
    assert found == {
        (1989, "country centroid (place unknown)"): 21,
        (2005, "rest of Afghanistan"): 4,
        (2008, "within 5 km"): 8,
        (2008, "5 to 10 km"): 2,
        (2008, "rest of Afghanistan"): 5,
    }


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("34.60,69.17", "69.17,34.60", "row 3, column latitude: expected a latitude from 28"),
        (",5,Afghanistan", ",-5,Afghanistan", "row 4, column best: expected a value of 0 or more"),
        ("Hilmand,600", "Hilmend,600", "row 4, column province: expected a known province"),
        ("2008-05-01,2008-05-01", "2008-05-01,2008-04-01", "row 4, column date_end"),
        (",5,Afghanistan", ",6,Afghanistan", "column best: expected a total of 40 as published"),
    ],
)
def test_faults_are_named(raw, old, new, words):
    put(raw, recipe.RAW, HEADER, [row.replace(old, new) for row in ROWS])
    with pytest.raises(RecipeError, match=words):
        recipe.derive(raw)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"latitude": ""}, "latitude: expected a value"),
        ({"latitude": "-91"}, "latitude: expected a value from -90 to 90"),
        ({"latitude": "27.9"}, "latitude: expected a latitude from 28 to 41.5"),
        ({"longitude": ""}, "longitude: expected a value"),
        ({"longitude": "-181"}, "longitude: expected a value from -180 to 180"),
        ({"longitude": "59.9"}, "longitude: expected a longitude from 60 to 76"),
        ({"date_start": ""}, "date_start: expected a value"),
        ({"date_end": ""}, "date_end: expected a value"),
        ({"date_start": "2008-04-31"}, "date_start: expected a date that exists"),
        ({"year": ""}, "year: expected a value"),
        ({"year": "1988"}, "year: expected a value from 1989 to 2021"),
        ({"year": "2009"}, "year: expected the year of date_start"),
        ({"best": ""}, "best: expected a value"),
        ({"country_by_location": ""}, "country_by_location: expected a value"),
        ({"country_by_location": "Iran"}, "country_by_location: expected one of Afghanistan, Taj"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(raw, cells, words):
    put(raw, recipe.RAW, HEADER, changed(HEADER, ROWS, 4, cells))
    with pytest.raises(RecipeError, match=re.escape(f"row 4, column {words}")):
        recipe.events(raw)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("OUTSIDE", "country_by_location"),
        ("EVENTS", "country_by_location"),
        ("DEATHS", "best"),
        ("UNKNOWN_EVENTS", "latitude"),
        ("UNKNOWN_DEATHS", "best"),
    ],
)
def test_each_count_of_the_extract_is_checked(raw, monkeypatch, name, column):
    counted = getattr(recipe, name)
    monkeypatch.setattr(recipe, name, counted + 1)
    with pytest.raises(RecipeError, match=f"column {column}: expected a total of {counted + 1} as"):
        recipe.events(raw)


def test_the_counts_are_those_of_the_book():
    """The descriptor: of 41,741 events of the extract some lie outside Afghanistan."""
    made = tables.load("ged_afghanistan_provinces")
    assert made["events"].sum() == recipe.EVENTS == 41_741 - recipe.OUTSIDE
    assert made["deaths_best"].sum() == recipe.DEATHS
    unknown = made[made["province"] == "country centroid (place unknown)"]
    assert unknown["events"].sum() == recipe.UNKNOWN_EVENTS
    assert unknown["deaths_best"].sum() == recipe.UNKNOWN_DEATHS


@pytest.mark.parametrize(
    ("km", "band", "km_from"),
    [
        (4.9, "within 5 km", 0),
        (5.1, "5 to 10 km", 5),
        (9.9, "5 to 10 km", 5),
        (10.1, "10 to 20 km", 10),
        (19.9, "10 to 20 km", 10),
        (20.1, "20 to 50 km", 20),
        (49.9, "20 to 50 km", 20),
        (50.1, "rest of Afghanistan", 50),
    ],
)
def test_bands_are_measured_from_the_centre_of_kabul(km, band, km_from):
    """A degree of latitude is 111.19 km; the centre lies at 34.53 N, 69.17 E."""
    event = {"latitude": 34.53 + km / 111.19, "longitude": 69.17, "year": 2008, "best": 8}
    made = recipe.kabul_bands(pd.DataFrame([event | {"placed": True}]))
    found = made[made["events"] > 0].iloc[0]
    assert (found["band"], found["km_from"], found["deaths_best"]) == (band, km_from, 8)


@pytest.mark.parametrize(
    ("latitude", "longitude", "placed"), [(33, 65, False), (33, 65.5, True), (33.5, 65, True)]
)
def test_only_the_centroid_itself_stands_for_an_unknown_place(raw, latitude, longitude, placed):
    rows = changed(HEADER, ROWS, 5, {"latitude": str(latitude), "longitude": str(longitude)})
    put(raw, recipe.RAW, HEADER, rows)
    if placed:
        with pytest.raises(RecipeError, match=r"latitude: expected a total of 1 as .* found 0"):
            recipe.events(raw)
    else:
        assert recipe.events(raw)["placed"].tolist() == [True, True, True, False, True, True]


def test_kabul_and_the_rest_agree_with_the_independent_count(raw_upstream):
    """The check counts the centroid as the rest of the country."""
    check = pd.read_csv(raw_upstream / "checks/ged_kabul_vs_rest_yearly.csv").set_index("year")
    made = recipe.derive(raw_upstream)["ged_afghanistan_kabul_bands"]
    near = made["band"].isin(["within 5 km", "5 to 10 km", "10 to 20 km"])
    for rows, name in ((near, "kabul20km"), (~near, "rest")):
        sums = made[rows].groupby("year")[["events", "deaths_best"]].sum()
        assert sums["events"].tolist() == check[f"{name}_events"].tolist()
        assert sums["deaths_best"].tolist() == check[f"{name}_best"].tolist()
