"""The UN's series: what is kept, what is computed, and what stops the recipe."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import un_wup
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import changed, put

AREA_HEAD = "entity,year,urban_pop,rural_pop,urban_share_pct"
YEARS = range(1950, 2051)
HEAD = "country_code,country,city_code,city,lat,lon,year,pop_thousands,projection"
ROWS = [
    "70,Bosnia and Herzegovina,20164,Sarajevo,43.8,18.4,2015,342.373,False",
    "70,Bosnia and Herzegovina,20164,Sarajevo,43.8,18.4,2020,343.089,True",
    "688,Serbia,23241,Beograd (Belgrade),44.8,20.5,2015,1369.401,False",
    "250,France,20985,Paris,48.9,2.3,2015,10734.0,False",
]


@pytest.fixture
def cities(tmp_path, monkeypatch):
    """Reads a file of cities with the given rows."""
    monkeypatch.setattr(un_wup, "CITY_COUNT", 3)

    def read(rows: list[str]) -> pd.DataFrame:
        put(tmp_path, un_wup.CITIES, HEAD, rows)
        return un_wup.cities(tmp_path)

    return read


def test_cities_of_the_book_are_kept_with_their_english_names(cities):
    made = cities(ROWS)
    assert made["city"].tolist() == ["Sarajevo", "Sarajevo", "Belgrade"]
    assert made["population"].tolist() == [342_373, 343_089, 1_369_401]
    assert made["status"].tolist() == ["estimate", "projection", "estimate"]


def test_the_countries_of_the_book_go_by_the_numbers_of_the_un(cities, monkeypatch):
    """M49: 8 is Albania and 352 Iceland; 180 is Congo, beside the 170 of Colombia."""
    monkeypatch.setattr(un_wup, "CITY_COUNT", 5)
    codes = (4, 8, 170, 180, 352)
    rows = [f"{code},x,{place},City,0,0,2015,1,False" for place, code in enumerate(codes, start=1)]
    made = cities(rows)
    assert made["country"].tolist() == ["Afghanistan", "Colombia"]
    assert made["iso3"].tolist() == ["AFG", "COL"]


def test_four_cities_elsewhere_are_kept_for_comparison(cities, monkeypatch):
    """Rows of the UN's file: of Cambodia, Somalia and Syria these cities and no other."""
    monkeypatch.setattr(un_wup, "CITY_COUNT", 6)
    made = cities(
        [
            "116,Cambodia,20357,Phnum Pénh (Phnom Penh),11.56245,104.91601,2015,1778.611,False",
            "706,Somalia,22477,Muqdisho (Mogadishu),2.041636,45.343492,2015,1782.796,False",
            "760,Syrian Arab Republic,22608,Halab (Aleppo),36.21,37.15,2015,979.465,False",
            "760,Syrian Arab Republic,22613,Hims (Homs),34.73,36.71,2015,1241.213,False",
            "760,Syrian Arab Republic,22610,Dimashq (Damascus),33.51,36.29,2015,2319.504,False",
            "706,Somalia,22475,Hargeysa,9.56,44.07,2015,756.1,False",
        ]
    )
    assert made["city"].tolist() == ["Phnom Penh", "Mogadishu", "Aleppo", "Homs"]
    assert made["country"].tolist() == ["Cambodia", "Somalia", "Syria", "Syria"]
    assert made["iso3"].tolist() == ["KHM", "SOM", "SYR", "SYR"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"country_code": ""}, "country_code: expected a value"),
        ({"country_code": "0"}, "country_code: expected a value of 1 or more"),
        ({"city_code": ""}, "city_code: expected a value"),
        ({"city_code": "0"}, "city_code: expected a value of 1 or more"),
        ({"city": ""}, "city: expected a value"),
        ({"year": ""}, "year: expected a value"),
        ({"year": "1945"}, "year: expected a value from 1950 to 2035"),
        ({"pop_thousands": ""}, "pop_thousands: expected a value"),
        ({"pop_thousands": "-1"}, "pop_thousands: expected a value of 0 or more"),
        ({"projection": ""}, "projection: expected a value"),
        ({"projection": "True"}, "projection: expected True from 2020 on"),
        ({"year": "2019"}, "projection: expected True from 2020 on"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(cities, cells, words):
    with pytest.raises(RecipeError, match=re.escape(f"row 4, column {words}")):
        cities(changed(HEAD, ROWS, 4, cells))


def test_2018_is_the_last_year_of_estimates(cities):
    """Release of May 2018: estimates to 2018, projections after."""
    made = cities(changed(HEAD, ROWS, 4, {"year": "2018"}))
    assert made["status"].tolist() == ["estimate", "projection", "estimate"]


def test_all_cities_were_read_as_the_description_says():
    described = tables.describe("city_populations")["processing"]
    assert f"All {un_wup.CITY_COUNT:,} cities of the file were read" in described


def test_a_file_without_one_of_the_cities_is_refused(cities):
    with pytest.raises(RecipeError, match=r"column city_code: expected a total of 3 as .* found 2"):
        cities(ROWS[:3])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2020,343.089,True", "2020,343.089,False", "row 3, column projection: expected True from"),
        ("Beograd (Belgrade)", "Beograd (Weissenburg)", "column city: expected a name known in En"),
        ("2015,342.373", "2020,342.373", "row 3, column city_code . year: expected a key that"),
        ("1369.401", "-1369.401", "row 4, column pop_thousands: expected a value of 0 or more"),
        ("23241", "20985", "column city_code"),
    ],
)
def test_a_faulty_city_is_named(cities, old, new, words):
    with pytest.raises(RecipeError, match=words):
        cities([row.replace(old, new) for row in ROWS])


def test_the_largest_city_is_chosen_year_by_year():
    every = pd.DataFrame(
        {
            "iso3": "COL",
            "country": "Colombia",
            "city": ["Cali", "Bogotá", "Cali", "Bogotá"],
            "year": [1950, 1950, 1955, 1955],
            "population": [30, 20, 30, 40],
            "status": "estimate",
        }
    )
    people = pd.DataFrame(
        {"iso3": "COL", "year": [1950, 1955], "urban_pop": [60, 80], "total": [120, 160]}
    )
    made = un_wup.largest_city_share(every, people)
    assert made["city"].tolist() == ["Cali", "Bogotá"]
    assert made["share_of_urban"].tolist() == [0.5, 0.5]
    assert made["share_of_total"].tolist() == [0.25, 0.25]


def test_shares_of_the_largest_city_have_four_decimals():
    every = pd.DataFrame({"iso3": ["BIH"], "year": [2015], "population": [1], "city": ["Sarajevo"]})
    people = pd.DataFrame({"iso3": ["BIH"], "year": [2015], "urban_pop": [3], "total": [7]})
    made = un_wup.largest_city_share(every, people)
    assert made.to_dict("records") == [
        {
            "iso3": "BIH",
            "year": 2015,
            "population": 1,
            "city": "Sarajevo",
            "share_of_urban": 0.3333,
            "share_of_total": 0.1429,
        }
    ]


def test_a_city_for_comparison_has_no_share_of_its_country():
    every = pd.DataFrame({"iso3": ["SYR"], "year": [2015], "population": [1], "city": ["Homs"]})
    people = pd.DataFrame({"iso3": ["SYR"], "year": [2015], "urban_pop": [3], "total": [7]})
    assert un_wup.largest_city_share(every, people).empty


@pytest.fixture
def areas(tmp_path, monkeypatch):
    """Reads a file of all areas and years, a third urban, and one area that is not the book's.

    Its second row is the world in 1951.
    """
    names = ["World", *un_wup.REGIONS, *(name for name in CASES.values() if name != "Kosovo")]
    rows = [f"{name},{year},1000,2000,33.33333" for name in [*names, "France"] for year in YEARS]

    def read(line: int = 3, cells: dict[str, str] | None = None):
        put(tmp_path, un_wup.AREAS, AREA_HEAD, changed(AREA_HEAD, rows, line, cells or {}))
        return un_wup.urban_share(tmp_path)

    return read


def test_urban_shares_of_the_world_its_regions_and_the_countries(areas):
    shares, _ = areas()
    assert shares.groupby("kind")["area"].nunique().to_dict() == {
        "country": 13,
        "region": 8,
        "world": 1,
    }
    world = shares[shares["area"] == "World"].set_index("year")
    assert world.index.tolist() == list(YEARS)
    assert set(world["urban_share"]) == {0.33333}  # of one, with five decimals
    assert world.loc[[2018, 2019], "status"].tolist() == ["estimate", "projection"]
    codes = shares.drop_duplicates("area").set_index("area")["iso3"]
    assert (codes["World"], codes["Iran"]) == ("WLD", "IRN")
    assert codes[list(un_wup.REGIONS)].isna().all()


def test_people_of_the_countries_are_handed_on(areas):
    _, people = areas()
    assert len(people) == 13 * 101
    bosnia = people[people["iso3"] == "BIH"].iloc[0]
    assert bosnia.to_dict() == {"iso3": "BIH", "year": 1950, "urban_pop": 1000, "total": 3000}


def test_all_three_tables_are_made(areas, cities, tmp_path):
    areas(), cities(ROWS)
    made = un_wup.derive(tmp_path)
    largest = made["largest_city_share"].set_index(["iso3", "year"])
    assert largest.loc[("BIH", 2015), "share_of_total"] == 114.1243  # 342,373 of 3,000
    assert len(made["city_populations"]) == 3
    assert len(made["urban_share"]) == 22 * 101


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"entity": ""}, "entity: expected a value"),
        ({"year": ""}, "year: expected a value"),
        ({"year": "1949"}, "year: expected a value from 1950 to 2050"),
        ({"year": "1950"}, "entity + year: expected a key that occurs once"),
        ({"urban_pop": ""}, "urban_pop: expected a value"),
        ({"urban_pop": "-1"}, "urban_pop: expected a value of 0 or more"),
        ({"rural_pop": ""}, "rural_pop: expected a value"),
        ({"rural_pop": "-1"}, "rural_pop: expected a value of 0 or more"),
        ({"urban_share_pct": ""}, "urban_share_pct: expected a value"),
        ({"urban_share_pct": "101"}, "urban_share_pct: expected a value from 0 to 100"),
        ({"urban_share_pct": "33.335"}, "urban_share_pct: expected the share of the populations"),
        ({"urban_share_pct": "33.331"}, "urban_share_pct: expected the share of the populations"),
        ({"rural_pop": "2001"}, "urban_share_pct: expected the share of the populations"),
    ],
)
def test_a_faulty_share_is_named(areas, cells, words):
    with pytest.raises(RecipeError, match=re.escape(f"row 3, column {words}")):
        areas(3, cells)


def test_an_area_without_one_of_its_years_is_noticed(areas):
    """22 areas of the book: the world, eight regions, thirteen countries."""
    with pytest.raises(RecipeError, match=r"all 101 years: expected a total of 22 as .* found 21"):
        areas(3, {"entity": "Elsewhere"})


def test_a_share_may_be_rounded_to_a_thousandth_of_a_per_cent(areas):
    shares, _ = areas(3, {"urban_share_pct": "33.334"})
    assert shares["urban_share"].iloc[1] == 0.33334


def test_the_largest_city_agrees_with_an_independent_derivation(raw_upstream):
    path = raw_upstream / "un_wup2018/wup2018_largest_city_share_selected.csv"
    check = pd.read_csv(path).rename(columns={"entity": "country"})
    both = tables.load("largest_city_share").merge(check, on=["country", "year"])
    assert len(both) == len(check) == 144
    assert (100 * both["share_of_urban"]).to_numpy() == pytest.approx(both["share_of_urban_pct"])
    assert (100 * both["share_of_total"]).to_numpy() == pytest.approx(both["share_of_total_pct"])


def test_kabul_lies_between_its_neighbouring_years_in_the_uns_file_of_capitals(raw_upstream):
    path = raw_upstream / "un_wup2018/wup2018_capital_city_population_2018.csv"
    capitals = pd.read_csv(path).set_index("entity")["capital_pop"]
    kabul = tables.load("city_populations").query("city == 'Kabul'").set_index("year")
    low, high = kabul.loc[2015, "population"], kabul.loc[2020, "population"]
    assert low < capitals["Afghanistan"] < high
