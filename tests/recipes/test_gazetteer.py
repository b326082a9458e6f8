"""Gazetteer and twin cities: names meet places, and places lie in their country."""

from __future__ import annotations

import gzip

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import geonames, twin_cities, twin_places
from recipes.common import RecipeError
from recipes.countries import CASES

HEADER = "geonameid,name,asciiname,lat,lon,feature_code,country_code,population"
PLACES = [
    "1,Lérida,Lerida,4.8625,-74.91,PPL,CO,20000",
    "2,Lleida,Lleida,41.6167,0.6333,PPLA2,ES,135000",
    "3,Tuzla,Tuzla,44.53842,18.66709,PPLA2,BA,142486",
    "4,Windhoek,Windhoek,-22.55941,17.08323,PPLC,NA,268132",
]


@pytest.fixture
def few_places(tmp_path, monkeypatch):
    """A GeoNames file of four places; Namibia's code must not be taken for a missing value."""
    monkeypatch.setattr(geonames, "ROWS", len(PLACES))
    path = tmp_path / geonames.RAW
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress("\n".join([HEADER, *PLACES, ""]).encode()))
    return geonames.places(tmp_path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toribío", "TORIBIO"),
        ("Istočno Sarajevo", "istocno-sarajevo"),
        ("Łódź", "Lodz"),
        ("Al ‘Amārah", "Al 'Amarah"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one, other):
    assert geonames.fold(one) == geonames.fold(other)


def test_names_of_two_places_stay_apart():
    assert geonames.fold("Herat") != geonames.fold("Hirat")


def test_namibia_is_a_country(few_places):
    assert few_places["iso3"].tolist() == ["COL", "ESP", "BIH", "NAM"]


def test_a_place_in_no_known_country(tmp_path, monkeypatch):
    monkeypatch.setattr(geonames, "ROWS", 1)
    path = tmp_path / geonames.RAW
    path.parent.mkdir(parents=True)
    row = PLACES[0].replace(",CO,", ",QQ,")
    path.write_bytes(gzip.compress(f"{HEADER}\n{row}\n".encode()))
    with pytest.raises(RecipeError, match=r"row 2, column country_code: .* found 'QQ'"):
        geonames.places(tmp_path)


def test_the_tables_find_their_places():
    """Each of the project's lists of cities, through the spelling it uses itself."""
    spelt = tables.load("place_names")
    known = {
        used_in: set(zip(group["name"], group["iso3"], strict=True))
        for used_in, group in spelt.groupby("used_in")
    }
    cities = tables.load("urban_disorder_cities")
    assert set(zip(cities["city"], cities["iso3"], strict=True)) == known["urban_disorder_cities"]
    for table in ("bosnia_census_2013", "bosnia_municipal_deaths"):
        assert {(name, "BIH") for name in tables.load(table)["municipality"]} == known[table]
    cities = tables.load("city_populations")
    unmatched = set(zip(cities["city"], cities["iso3"], strict=True)) - known["city_populations"]
    assert {name for name, _ in unmatched} == {
        "Eslamshahr",
        "Kashan",
        "Qods",
        "Ekurhuleni",
        "Soshanguve",
        "West Rand",
    }


@pytest.mark.parametrize(
    ("spelling", "other", "iso3"),
    [
        ("Sarajevo Centar", "Centar Sarajevo", "BIH"),
        ("Hirat", "Herat", "AFG"),
        ("Novisad", "Novi Sad", "SRB"),
        ("Toribio", "Toribío", "COL"),
        ("Bosanski Novi", "Novi Grad", "BIH"),
    ],
)
def test_two_spellings_lead_to_one_place(spelling, other, iso3):
    spelt = tables.load("place_names")
    places = tables.load("gazetteer")
    named = pd.concat([spelt[["name", "iso3", "place_id"]], places[["name", "iso3", "place_id"]]])
    named = named[named["iso3"] == iso3]
    found = named[named["name"].isin([spelling, other])]
    assert set(found["name"]) == {spelling, other}
    assert found["place_id"].nunique() == 1


def test_a_spelling_means_one_place_in_a_country():
    spelt = tables.load("place_names")
    assert (spelt.groupby(["name", "iso3"])["place_id"].nunique() == 1).all()


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Kabul", 34.53, 69.17),
        ("Tuzla", 44.54, 18.67),
        ("Osijek", 45.55, 18.69),
        ("Novi Sad", 45.25, 19.84),
        ("Toribío", 2.95, -76.27),
    ],
)
def test_places_of_the_cases_are_where_they_are(name, latitude, longitude):
    """Within a tenth of a degree; Toribío is a point in its outline, in which no town is drawn."""
    places = tables.load("gazetteer")
    found = places[(places["name"] == name) & places["iso3"].isin(CASES)]
    assert len(found) == 1
    assert found["latitude"].iloc[0] == pytest.approx(latitude, abs=0.1)
    assert found["longitude"].iloc[0] == pytest.approx(longitude, abs=0.1)


def test_added_municipalities_are_flagged():
    places = tables.load("gazetteer").set_index("place_id")
    assert (places.loc[places.index < 0, "origin"] == "outline").all()
    assert (places["origin"] == "outline").sum() == 121 + 7
    assert list(places.loc[places["origin"] == "AidData", "name"]) == ["Guachené"]


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("Vienna 21 – Floridsdorf", ("Floridsdorf", "Vienna")),
        ("Floridsdorf (Vienna)", ("Floridsdorf", "Vienna")),
        ("Prague 6 (Prague)", ("Prague 6", "")),
        ("Prague 6", ("Prague 6", "")),
        ("Sarajevo – Stari Grad", ("Stari Grad", "Sarajevo")),
        ("Novi Sad", ("Novi Sad", "")),
    ],
)
def test_districts_are_written_in_one_way(city, expected):
    assert twin_cities.split_name(city) == expected


@pytest.mark.parametrize(
    ("country", "code"),
    [("Scotland, United Kingdom", "GBR"), ("England", "GBR"), ("Georgia (country)", "GEO")],
)
def test_countries_of_the_lists_are_known(country, code):
    assert twin_cities.country_code(country) == code


def test_an_unknown_country_of_the_lists_is_nobodys():
    assert twin_cities.country_code("Ruritania") is None


def test_a_namesake_abroad_is_repaired_or_left_empty(raw_upstream, few_places):
    """Lérida in Colombia with the point of Lleida; Tuzla in Turkey with that of Tuzla in Bosnia."""
    cities = pd.DataFrame(
        [
            ("Lérida", "COL", 41.6167, 0.6333),
            ("Tuzla", "TUR", 44.5381, 18.6761),
            ("Tuzla", "BIH", 44.5381, 18.6761),
        ],
        columns=["name", "iso3", "latitude", "longitude"],
    )
    rows = geonames.by_name(few_places)
    found = twin_places.locate(raw_upstream, cities, few_places, rows)
    assert found["coordinates"].tolist() == ["gazetteer", "none", "list"]
    assert found["place_id"].tolist() == [1, pd.NA, 3]
    assert found.loc[0, "latitude"] == pytest.approx(4.862, abs=0.001)
    assert found.loc[1, ["latitude", "longitude"]].isna().all()


def test_spellings_of_one_city_are_joined_where_they_lie_together():
    """Iași in two spellings is one city; Münster and Munster are two, 250 km apart."""
    every = pd.DataFrame(
        [
            ("Iași", "ROU", "iasi|", 47.16, 27.59),
            ("Iaşi", "ROU", "iasi|", 47.16, 27.58),
            ("Münster", "DEU", "munster|", 51.96, 7.63),
            ("Munster", "DEU", "munster|", 52.99, 10.09),
        ],
        columns=["name", "iso3", "key", "latitude", "longitude"],
    )
    node = twin_cities.joined(every).tolist()
    assert node[0] == node[1]
    assert len(set(node)) == 3


def partners(name: str, iso3: str) -> set[str]:
    cities = tables.load("twin_cities").set_index("twin_id")
    pairs = tables.load("twin_city_pairs")
    own = cities.index[(cities["name"] == name) & (cities["iso3"] == iso3)][0]
    ends = pairs[(pairs["twin_id_1"] == own) | (pairs["twin_id_2"] == own)]
    others = {*ends["twin_id_1"], *ends["twin_id_2"]} - {own}
    assert len(others) == cities.loc[own, "degree"]
    return set(cities.loc[list(others), "name"])


def test_twins_of_the_three_cities_are_as_listed():
    """SOURCE.txt: Tuzla–Osijek and Osijek–Subotica are listed, Tuzla–Novi Sad is not; Kabul has
    one partner there, Tehran, and one more in the lists of other countries."""
    assert "Osijek" in partners("Tuzla", "BIH")
    assert "Subotica" in partners("Osijek", "HRV")
    assert not partners("Novi Sad", "SRB") & {"Tuzla", "Osijek"}
    assert "Tehran" in partners("Kabul", "AFG")
    assert len(partners("Sarajevo", "BIH")) == 27


def test_degrees_of_all_cities_count_every_pair_twice():
    degrees = tables.load("twin_city_degrees")
    assert (degrees["degree"] * degrees["cities"]).sum() == 2 * 24_309
    assert degrees["cities"].sum() == 16_995


def test_coordinates_of_twin_cities_are_counted_as_the_descriptor_says():
    cities = tables.load("twin_cities")
    counts = cities["coordinates"].value_counts().to_dict()
    assert counts == {"list": 1658, "gazetteer": 16, "none": 7}
    empty = cities["coordinates"] == "none"
    assert cities.loc[empty, ["latitude", "longitude"]].isna().all(axis=None)
    assert cities.loc[~empty, ["latitude", "longitude"]].notna().all(axis=None)
    assert cities["place_id"].notna().sum() == 856
