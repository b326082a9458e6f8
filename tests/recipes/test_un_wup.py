"""The UN's series: what is kept, what is computed, and what stops the recipe."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import un_wup
from recipes.common import RecipeError
from tests.recipes.small_files import put

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
