"""Twin cities from a list of a few pairs: one city under several names, each pair once."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import geonames, outlines, twin_cities
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put, put_boxes

HEADER = "city1,country1,lat1,lng1,city2,country2,lat2,lng2"
ROWS = [
    "Tuzla,Bosnia and Hercegovina,44.5381,18.6761,Osijek,Croatia,45.5511,18.6939",
    "Osijek,Croatia,45.5511,18.6939,Tuzla,Bosnia and Herzegovina,44.5381,18.6761",
    'Osijek,Croatia,45.5511,18.6939,Glasgow,"Scotland, United Kingdom",55.8609,-4.2514',
    "Glasgow,Scotland,55.8609,-4.2514,Dresden,Germany,51.0493,13.7381",
    "Dresden,Germany,51.0493,13.7381,Wrocław,Poland,51.11,17.0325",
    "Wrocław,Poland,51.11,17.0325,Wroclaw,Poland,51.12,17.04",
    "Wrocław,Poland,51.11,17.0325,Lille,France,50.6292,3.0573",
    '"Varna, Bulgaria",,43.2,27.9,Lille,France,50.6292,3.0573',
]
BOXES = {
    "BIH": (15, 42, 20, 45),
    "HRV": (13, 45, 19.5, 46.5),
    "DEU": (6, 47, 15, 55),
    "GBR": (-8, 50, 2, 59),
    "POL": (15, 49, 24, 55),
}
PAIRS = twin_cities.PAIRS


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """The list of pairs; of the cities elsewhere that a war destroyed, Dresden alone."""
    monkeypatch.setattr(twin_cities, "PAIRS", len(ROWS))
    monkeypatch.setattr(twin_cities, "COMPARED", (("Dresden", "DEU"),))
    put(tmp_path, twin_cities.RAW, HEADER, ROWS)
    put_boxes(tmp_path, outlines.WORLD, "ADM0_A3", BOXES)
    return tmp_path


@pytest.fixture
def made(raw):
    tuzla = (3191376, "Tuzla", "Tuzla", "BIH", 44.53842, 18.66709)
    columns = ["place_id", "name", "asciiname", "iso3", "lat", "lon"]
    every = pd.DataFrame([tuzla], columns=columns)
    return twin_cities.derive(raw, every, geonames.by_name(every))


def test_all_cities_and_each_pair_of_two_once(raw):
    """Eight pairs in the list: one stands twice, one joins a city with itself."""
    cities, pairs = twin_cities.network(raw)
    names = cities["name"] + ", " + cities["iso3"]
    assert sorted(names) == [
        "Dresden, DEU",
        "Glasgow, GBR",
        "Lille, FRA",
        "Osijek, HRV",
        "Tuzla, BIH",
        "Varna, BGR",
        "Wrocław, POL",
    ]
    assert {frozenset((names[a], names[b])) for a, b in pairs.to_numpy()} == {
        frozenset(("Tuzla, BIH", "Osijek, HRV")),
        frozenset(("Osijek, HRV", "Glasgow, GBR")),
        frozenset(("Glasgow, GBR", "Dresden, DEU")),
        frozenset(("Dresden, DEU", "Wrocław, POL")),
        frozenset(("Wrocław, POL", "Lille, FRA")),
        frozenset(("Varna, BGR", "Lille, FRA")),
    }
    assert len(pairs) == 6


def test_centres_are_cities_of_the_cases_and_for_comparison_with_all_their_partners(made):
    cities = made["twin_cities"]
    assert cities["twin_id"].tolist() == [1, 2, 3, 4, 5]
    assert cities.set_index("name")["role"].to_dict() == {
        "Tuzla": "centre",
        "Dresden": "centre",
        "Glasgow": "partner",
        "Osijek": "centre",
        "Wrocław": "partner",
    }
    assert cities["iso3"].is_monotonic_increasing


def test_a_city_counts_all_its_partners_also_those_that_are_left_out(made):
    assert made["twin_cities"].set_index("name")["degree"].to_dict() == {
        "Tuzla": 1,
        "Dresden": 2,
        "Glasgow": 2,
        "Osijek": 2,
        "Wrocław": 2,
    }


def test_pairs_go_by_number_the_lower_first(made):
    number = made["twin_cities"].set_index("name")["twin_id"]
    pairs = {tuple(pair) for pair in made["twin_city_pairs"].to_numpy().tolist()}
    assert list(made["twin_city_pairs"]) == ["twin_id_1", "twin_id_2"]
    assert pairs == {
        (number["Tuzla"], number["Osijek"]),
        (number["Glasgow"], number["Osijek"]),
        (number["Dresden"], number["Glasgow"]),
        (number["Dresden"], number["Wrocław"]),
    }
    assert all(one < other for one, other in pairs)


def test_degrees_of_all_cities_are_counted_by_country(made):
    degrees = made["twin_city_degrees"].set_index("iso3")
    assert degrees["degree"].to_dict() == {
        "BGR": 1,
        "BIH": 1,
        "DEU": 2,
        "FRA": 2,
        "GBR": 2,
        "HRV": 2,
        "POL": 2,
    }
    assert set(degrees["cities"]) == {1}


def test_a_city_is_linked_to_its_place(made):
    cities = made["twin_cities"].set_index("name")
    assert cities.loc["Tuzla", "place_id"] == 3191376
    assert cities["place_id"].notna().sum() == 1
    assert set(cities["coordinates"]) == {"list"}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"city1": ""}, "city1: expected a value"),
        ({"lat1": ""}, "lat1: expected a value"),
        ({"lng1": ""}, "lng1: expected a value"),
        ({"city2": ""}, "city2: expected a value"),
        ({"lat2": ""}, "lat2: expected a value"),
        ({"lng2": ""}, "lng2: expected a value"),
        ({"lat1": "north"}, "lat1: expected a number"),
        ({"lng2": "east"}, "lng2: expected a number"),
        ({"lat1": "91"}, "latitude: expected a latitude from -90 to 90"),
        ({"lng1": "-181"}, "longitude: expected a longitude from -180 to 180"),
        ({"lat2": "-91"}, "latitude: expected a latitude from -90 to 90"),
        ({"country1": "Ruritania"}, "country: expected a country known by name"),
        ({"country2": ""}, "country: expected a country known by name"),
        ({"country2": "", "city2": "Varna"}, "country: expected a country known by name"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(raw, cells, words):
    put(raw, twin_cities.RAW, HEADER, changed(HEADER, ROWS, 5, cells))
    with pytest.raises(RecipeError, match=re.escape(f"row 5, column {words}")):
        twin_cities.network(raw)


def test_a_name_that_stands_alone_does_so_without_a_country_only(raw):
    cells = {"city1": "Varna, Bulgaria", "country1": "Ruritania"}
    put(raw, twin_cities.RAW, HEADER, changed(HEADER, ROWS, 9, cells))
    with pytest.raises(RecipeError, match="row 9, column country: expected a country known by"):
        twin_cities.network(raw)


def test_pairs_that_the_list_lacks_are_noticed(raw, monkeypatch):
    monkeypatch.setattr(twin_cities, "PAIRS", 9)
    with pytest.raises(RecipeError, match="column city1: expected a total of 9 as published"):
        twin_cities.network(raw)


def test_all_pairs_were_read_as_the_description_says():
    assert f"{PAIRS:,} listed pairs" in tables.describe("twin_cities")["processing"]


def test_a_city_for_comparison_that_the_list_lacks_is_noticed(raw, monkeypatch):
    monkeypatch.setattr(twin_cities, "COMPARED", (("Dresden", "DEU"), ("Aleppo", "SYR")))
    words = "column cities for comparison: expected a total of 2 as published, found 1"
    with pytest.raises(RecipeError, match=words):
        twin_cities.derive(raw, pd.DataFrame(columns=["iso3"]), {})


def test_districts_of_one_city_are_one_under_every_spelling(tmp_path, monkeypatch):
    rows = [
        "Vienna 21 – Floridsdorf,Austria,48.26,16.4,Osijek,Croatia,45.55,18.69",
        "Floridsdorf (Vienna),Austria,48.26,16.4,Tuzla,Bosnia and Herzegovina,44.54,18.68",
        "Prague 6 (Prague),Czech Republic,50.1,14.39,Prague 6,Czech Republic,50.1,14.39",
    ]
    monkeypatch.setattr(twin_cities, "PAIRS", len(rows))
    put(tmp_path, twin_cities.RAW, HEADER, rows)
    cities, pairs = twin_cities.network(tmp_path)
    assert sorted(cities["name"]) == ["Floridsdorf (Vienna)", "Osijek", "Prague 6", "Tuzla"]
    assert len(pairs) == 2


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("Budapest XIII – Angyalföld", ("Angyalföld", "Budapest")),
        ("Budapest XIII (Budapest)", ("Budapest XIII", "")),
        ("Prague 6 (Brno)", ("Prague 6", "Brno")),
        ("Lviv (city) – Sykhiv – West", ("Sykhiv – West", "Lviv (city)")),
        ("Frankfurt (Oder) (Brandenburg)", ("Frankfurt (Oder)", "Brandenburg")),
        ("Halle(Saale)", ("Halle(Saale)", "")),
        ("Halle (Saale", ("Halle (Saale", "")),
    ],
)
def test_a_number_or_the_last_brackets_name_the_whole_city(city, expected):
    assert twin_cities.split_name(city) == expected


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ("Bonaire, Sint Eustatius, Netherlands", "NLD"),
        ("Republic of Ireland", "IRL"),
        ("West Bank", "PSE"),
        ("France", "FRA"),
    ],
)
def test_the_last_part_of_a_country_counts(country, code):
    assert twin_cities.country_code(country) == code


@pytest.mark.parametrize(("distance", "cities"), [(14.9, 1), (15.1, 2)])
def test_spellings_within_15_km_are_one_city(distance, cities):
    """A degree of latitude is 111.19 km."""
    columns = ["name", "iso3", "key", "latitude", "longitude"]
    rows = [
        ("Iași", "ROU", "iasi|", 47, 27.6),
        ("Iaşi", "ROU", "iasi|", 47 + distance / 111.19, 27.6),
    ]
    assert twin_cities.joined(pd.DataFrame(rows, columns=columns)).nunique() == cities


def test_two_neighbours_of_different_names_are_two_cities(tmp_path, monkeypatch):
    """Mannheim and Ludwigshafen face each other across the Rhine."""
    row = "Mannheim,Germany,49.489,8.467,Ludwigshafen,Germany,49.481,8.446"
    monkeypatch.setattr(twin_cities, "PAIRS", 1)
    put(tmp_path, twin_cities.RAW, HEADER, [row])
    cities, pairs = twin_cities.network(tmp_path)
    assert (len(cities), len(pairs)) == (2, 1)


def test_the_same_name_is_one_city_wherever_it_lies_but_not_in_two_countries():
    columns = ["name", "iso3", "key", "latitude", "longitude"]
    rows = [
        ("Münster", "DEU", "munster|", 51.96, 7.63),
        ("Münster", "DEU", "munster|", 47.9, 10.1),
        ("Münster", "CHE", "munster|", 46.5, 8.3),
    ]
    node = twin_cities.joined(pd.DataFrame(rows, columns=columns)).tolist()
    assert node[0] == node[1] != node[2]
