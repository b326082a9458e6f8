"""Urban disorder: sums by city and year, and no event among them."""

from __future__ import annotations

import re

import pytest

from citiesfirst import tables
from recipes import prio_urban_disorder as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put

HEADER = "EVENTID,CITY,COUNTRY,ISO3,PTYPE,BYEAR,EYEAR,NDEATH"
ROWS = [
    "1-1,Bogota,Colombia,COL,60,1985,1985,0",
    "1-2,Bogota,Colombia,COL,31,1985,1985,>100",
    "1-3,Bogota,Colombia,COL,51,1985,1985,-99",
    "1-4,Bogota,Colombia,COL,41,1989,1989,60",
    "2-1,Sarajevo,Bosnia and Herzegovina,BIH,10,1993,1994,171",
    "2-2,Sarajevo,Bosnia and Herzegovina,BIH,70,1996,1996,          <20",
    "2-3,Sarajevo,Bosnia and Herzegovina,BIH,10,1993,1993,500-1188 ",
]


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "EVENTS", 7)
    monkeypatch.setattr(recipe, "CITIES", 2)
    put(tmp_path, recipe.RAW, HEADER, ROWS)
    return tmp_path


def test_events_are_summed_by_broad_type_and_deaths(raw):
    made = recipe.derive(raw)["urban_disorder"].set_index(["city", "year"])
    assert len(made) == 4
    bogota = made.loc[("Bogotá", 1985)]
    assert bogota[["events", "demonstrations", "riots", "organised_violence"]].tolist() == [
        3,
        1,
        1,
        1,
    ]
    assert bogota[["lethal_events", "deaths_unknown", "other_events"]].tolist() == [1, 1, 0]
    assert made.loc[("Sarajevo", 1993), "lethal_events"] == 2  # by the year of its beginning
    assert made.loc[("Sarajevo", 1996), ["other_events", "lethal_events"]].tolist() == [1, 1]


def test_cities_have_their_country(raw):
    made = recipe.derive(raw)["urban_disorder_cities"].set_index("city")
    assert made.loc["Sarajevo"].tolist() == ["BIH", "Bosnia and Herzegovina", 3]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("COL,41", "COL,43", "row 5, column PTYPE: expected one of"),
        ("COL,41,1989,1989", "COL,41,1989,1988", "row 5, column EYEAR: expected EYEAR not below"),
        ("COL,41,1989,1989,60", "COL,41,1989,1989,many", "row 5, column NDEATH: expected text"),
        ("1-4,", "1-3,", "row 5, column EVENTID: expected a value that no earlier row has"),
        ("Colombia,COL,41", "Colombia,CO,41", "row 5, column ISO3: expected one of"),
        ("Bogota,Colombia,COL,41", "Bogota,Peru,PER,41", "column ISO3: expected one country"),
    ],
)
def test_faults_are_named(raw, old, new, words):
    put(raw, recipe.RAW, HEADER, [row.replace(old, new) for row in ROWS])
    with pytest.raises(RecipeError, match=words):
        recipe.derive(raw)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"EVENTID": ""}, "EVENTID: expected a value"),
        ({"CITY": ""}, "CITY: expected a value"),
        ({"ISO3": ""}, "ISO3: expected a value"),
        ({"PTYPE": ""}, "PTYPE: expected a value"),
        ({"BYEAR": ""}, "BYEAR: expected a value"),
        ({"BYEAR": "1959"}, "BYEAR: expected a value from 1960 to 2014"),
        ({"EYEAR": ""}, "EYEAR: expected a value"),
        ({"EYEAR": "2015"}, "EYEAR: expected a value from 1960 to 2014"),
        ({"NDEATH": ""}, "NDEATH: expected a value"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(raw, cells, words):
    put(raw, recipe.RAW, HEADER, changed(HEADER, ROWS, 5, cells))
    with pytest.raises(RecipeError, match=re.escape(f"row 5, column {words}")):
        recipe.derive(raw)


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ((10, 20, 30, 31, 40, 41, 42), "organised_violence"),
        ((50, 51), "riots"),
        ((60, 61, 62), "demonstrations"),
        ((70,), "other_events"),
    ],
)
def test_each_code_is_of_one_kind(raw, codes, kind):
    """The dataset's codebook: warfare, battle and terrorism, riots, demonstrations, other."""
    kinds = ["organised_violence", "riots", "demonstrations", "other_events"]
    for code in codes:
        put(raw, recipe.RAW, HEADER, changed(HEADER, ROWS, 5, {"PTYPE": str(code)}))
        made = recipe.derive(raw)["urban_disorder"].set_index(["city", "year"])
        found = made.loc[("Bogotá", 1989), kinds]
        assert found[found > 0].to_dict() == {kind: 1}, code


@pytest.mark.parametrize("code", [0, 11, 21, 32, 43, 52, 63, 71])
def test_a_code_that_the_codebook_lacks_is_refused(raw, code):
    put(raw, recipe.RAW, HEADER, changed(HEADER, ROWS, 5, {"PTYPE": str(code)}))
    with pytest.raises(
        RecipeError, match="row 5, column PTYPE: expected one of 10, 20, 30, 31, 40"
    ):
        recipe.derive(raw)


@pytest.mark.parametrize(
    ("deaths", "lethal", "unknown"),
    [("0", 0, 0), ("-99", 0, 1), ("1", 1, 0), ("<20", 1, 0), (" >24 ", 1, 0), ("5-12", 1, 0)],
)
def test_an_event_is_lethal_unless_its_deaths_are_nought_or_unknown(raw, deaths, lethal, unknown):
    put(raw, recipe.RAW, HEADER, changed(HEADER, ROWS, 5, {"NDEATH": deaths}))
    made = recipe.derive(raw)["urban_disorder"].set_index(["city", "year"])
    assert made.loc[("Bogotá", 1989), ["lethal_events", "deaths_unknown"]].tolist() == [
        lethal,
        unknown,
    ]


@pytest.mark.parametrize(("name", "column"), [("EVENTS", "EVENTID"), ("CITIES", "CITY")])
def test_events_and_cities_must_be_as_counted(raw, monkeypatch, name, column):
    counted = getattr(recipe, name)
    monkeypatch.setattr(recipe, name, counted + 1)
    with pytest.raises(RecipeError, match=f"column {column}: expected a total of {counted + 1} as"):
        recipe.derive(raw)


def test_the_counts_are_those_of_the_book():
    assert tables.load("urban_disorder")["events"].sum() == recipe.EVENTS
    assert len(tables.load("urban_disorder_cities")) == recipe.CITIES
