"""Twin cities: against pairs and places that can be told by hand."""

import pandas as pd
import pytest

from citiesfirst import tables
from citiesfirst.measures import networks

CITIES = pd.DataFrame(
    {
        "twin_id": [1, 2, 3],
        "name": ["Tuzla", "Osijek", "Novi Sad"],
        "iso3": ["BIH", "HRV", "SRB"],
        "latitude": [44.5, 45.6, 45.3],
        "longitude": [18.7, 18.7, 19.8],
        "degree": [1, 1, 5],
    }
)
PAIRS = pd.DataFrame({"twin_id_1": [1], "twin_id_2": [2]})


@pytest.fixture(scope="module")
def links():
    return networks.links(tables.load("twin_cities"), tables.load("twin_city_pairs"))


def test_a_link_can_be_read_from_either_end():
    found = networks.links(CITIES, PAIRS)
    for here, there, names in (("BIH", "HRV", "Tuzla Osijek"), ("HRV", "BIH", "Osijek Tuzla")):
        row = networks.between(found, here, there).iloc[0]
        assert [row["name_1"], row["name_2"]] == names.split()
        assert [row["iso3_1"], row["iso3_2"]] == [here, there]
    assert networks.between(found, "BIH", "SRB").empty
    assert networks.touching(found, ["SRB"]).empty


def test_a_pair_of_an_unknown_city_is_refused():
    with pytest.raises(ValueError, match="found none for 9"):
        networks.links(CITIES, pd.DataFrame({"twin_id_1": [1], "twin_id_2": [9]}))


def test_novi_sad_is_listed_with_neither_tuzla_nor_osijek(links):
    pairs = {
        (frozenset([row.name_1, row.name_2]), frozenset([row.iso3_1, row.iso3_2]))
        for row in links.itertuples()
    }
    assert (frozenset(["Tuzla", "Osijek"]), frozenset(["BIH", "HRV"])) in pairs
    for other, code in (("Tuzla", "BIH"), ("Osijek", "HRV")):
        assert (frozenset([other, "Novi Sad"]), frozenset([code, "SRB"])) not in pairs


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Tuzla", "Bosniaks"),
        ("Stari Grad (Sarajevo)", "Bosniaks"),
        ("Sarajevo", "Bosniaks"),
        ("Banja Luka", "Serbs"),
        ("Istočno Sarajevo", "Serbs"),
        ("Istočna Ilidža (Istočno Sarajevo)", "Serbs"),
        ("Široki Brijeg", "Croats"),
        ("Stari Grad (Mostar)", "Croats"),
    ],
)
def test_the_largest_group_of_2013_as_the_census_has_it(name, group):
    groups = networks.largest_group(tables.load("bosnia_census_2013"))
    assert groups[networks.municipality(name, groups)] == group


def test_a_name_that_is_no_municipality_is_refused():
    with pytest.raises(ValueError, match="found 'Atlantis'"):
        networks.municipality("Atlantis", ["Tuzla"])


def test_two_cities_with_one_link_and_one_with_four():
    degrees = pd.DataFrame({"degree": [1, 4], "cities": [2, 1]})
    assert networks.share_below(degrees, 4) == pytest.approx(2 / 3)
    assert networks.share_below(degrees, 1) == 0


def test_a_city_is_found_by_place_or_by_name_and_else_left_out():
    populations = pd.DataFrame(
        {
            "city": ["Mazar-e Sharif", "Basra", "Nowhere"],
            "iso3": ["AFG", "IRQ", "IRQ"],
            "year": 2005,
            "population": [1, 3, 2],
        }
    )
    names = pd.DataFrame(
        {
            "name": ["Mazar-e Sharif"],
            "iso3": ["AFG"],
            "used_in": ["city_populations"],
            "place_id": [7],
        }
    )
    cities = pd.DataFrame(
        {
            "name": ["Mazar-i-Sharif", "Basra"],
            "iso3": ["AFG", "IRQ"],
            "place_id": pd.array([7, pd.NA], dtype="Int64"),
            "degree": [1, 3],
        }
    )
    found = networks.sized(populations, names, cities, 2005)
    assert found["city"].tolist() == ["Basra", "Mazar-e Sharif"]
    assert found["links"].tolist() == [3, 1]
    assert found.index.tolist() == [0, 1]
