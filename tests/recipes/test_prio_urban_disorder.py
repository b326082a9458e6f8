"""Urban disorder: sums by city and year, and no event among them."""

from __future__ import annotations

import pytest

from recipes import prio_urban_disorder as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import put

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
