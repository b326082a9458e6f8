"""Where twin cities lie, in a world of square countries on the equator.

A degree of latitude is 111.19 km everywhere, so that all distances here run from south to north.
Colombia is the square from 0 to 10 degrees east and 0 to 10 degrees north, Spain its neighbour to
the east; the sea is all around, and places of GeoNames are where a test puts them.
"""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import geonames, outlines, twin_places
from tests.recipes.small_files import put_boxes

BOXES = {
    "COL": (0, 0, 10, 10),
    "ESP": (10, 0, 20, 10),
    "FRA": (60, 0, 70, 10),
    "CYP": (40, 0, 45, 4),
    "CYN": (40, 4, 45, 8),  # northern Cyprus, which has a code of Natural Earth's own
    "KOS": (50, 0, 55, 10),
    "ZAF": (80, 0, 90, 10),
}
NORTH = 10  # the northern shore of all squares but two
PLACES = ["place_id", "name", "asciiname", "iso3", "lat", "lon"]


def km(distance: float) -> float:
    """Degrees of latitude in a distance."""
    return distance / 111.19


def places(*rows: tuple[int, str, str, float, float]) -> pd.DataFrame:
    """Places of GeoNames: number, name, country, latitude, longitude."""
    found = pd.DataFrame([(row[0], row[1], *row[1:]) for row in rows], columns=PLACES)
    return found.astype({"place_id": int, "lat": float, "lon": float})


@pytest.fixture
def raw(tmp_path):
    put_boxes(tmp_path, outlines.WORLD, "ADM0_A3", BOXES)
    return tmp_path


@pytest.fixture
def locate(raw):
    """Locates one city, given its latitude and longitude in the list."""

    def one(
        iso3: str, latitude: float, longitude: float, every: pd.DataFrame, name: str = "Tuzla"
    ) -> dict[str, object]:
        columns = ["name", "iso3", "latitude", "longitude"]
        city = pd.DataFrame([(name, iso3, latitude, longitude)], columns=columns, index=[7])
        found = twin_places.locate(raw, city, every, geonames.by_name(every))
        return found.loc[7].to_dict()

    return one


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        (5, 5, True),  # inside
        (NORTH + km(299.5), 5, True),  # an island
        (NORTH + km(300.5), 5, False),  # the open sea
        (5, 10.2, True),  # 22 km over the border
        (5, 10.5, False),  # 55 km over the border
    ],
)
def test_a_point_lies_in_its_country_near_it_or_on_an_island(locate, latitude, longitude, kept):
    found = locate("COL", latitude, longitude, places())
    assert found["coordinates"] == ("list" if kept else "none")
    assert pd.notna(found["latitude"]) == pd.notna(found["longitude"]) == kept
    assert pd.isna(found["place_id"])


@pytest.mark.parametrize(("distance", "kept"), [(29.5, True), (30.5, False)])
def test_abroad_a_town_of_the_country_must_be_within_30_km(locate, distance, kept):
    """An exclave: a town that GeoNames files under Colombia lies in the middle of Spain."""
    exclave = places((1, "Leticia", "COL", 5, 15))
    found = locate("COL", 5 + km(distance), 15, exclave)
    assert found["coordinates"] == ("list" if kept else "none")


@pytest.mark.parametrize(("distance", "kept"), [(299.5, True), (300.5, False)])
def test_a_country_without_an_outline_is_where_its_towns_are(locate, distance, kept):
    island = places((1, "Funafuti", "TUV", -50, 100))
    found = locate("TUV", -50 - km(distance), 100, island)
    assert found["coordinates"] == ("list" if kept else "none")


def test_a_country_of_which_nothing_is_known_has_no_points(locate):
    assert locate("TUV", -50, 100, places())["coordinates"] == "none"


@pytest.mark.parametrize(("iso3", "latitude", "longitude"), [("CYP", 6, 42), ("XKX", 5, 52)])
def test_outlines_with_a_code_of_their_own_belong_to_a_country(locate, iso3, latitude, longitude):
    assert locate(iso3, latitude, longitude, places())["coordinates"] == "list"


def test_parts_of_france_are_in_france(locate):
    """Cayenne, which GeoNames files under French Guiana, here within the square of Colombia."""
    cayenne = places((1, "Kourou", "GUF", 5, 5))
    assert locate("FRA", 5, 5, cayenne)["coordinates"] == "list"
    assert locate("ESP", 5, 5, cayenne)["coordinates"] == "none"


@pytest.mark.parametrize("point", [(40.0, -100.0), (43.0, 142.0), (38.322, 142.369)])
def test_a_point_that_stands_for_a_country_is_no_city(locate, point):
    town = places((1, "Elsewhere", "USA", *point))
    assert locate("USA", *point, town)["coordinates"] == "none"
    assert locate("USA", point[0] + 0.001, point[1], town)["coordinates"] == "list"


@pytest.mark.parametrize(
    ("distance", "place", "coordinates"),
    [
        (24.5, 1, "list"),
        (25.5, None, "list"),
        (49.5, None, "list"),
        (50.5, 1, "gazetteer"),
    ],
)
def test_the_only_place_of_the_name_is_linked_within_25_km_and_believed_beyond_50(
    locate, distance, place, coordinates
):
    found = locate("COL", 5 + km(distance), 5, places((1, "Tuzla", "COL", 5.00049, 4.99951)))
    assert found["coordinates"] == coordinates
    assert found["place_id"] == place or (place is None and pd.isna(found["place_id"]))
    if coordinates == "gazetteer":
        assert (found["latitude"], found["longitude"]) == (5.0, 5.0)  # with three decimals
    else:
        assert found["latitude"] == round(5 + km(distance), 3)


def test_a_point_abroad_is_repaired_where_one_place_bears_the_name(locate):
    found = locate("COL", 5, 15, places((1, "Tuzla", "COL", 5.5, 5)))
    assert (found["coordinates"], found["place_id"]) == ("gazetteer", 1)
    assert (found["latitude"], found["longitude"]) == (5.5, 5)


def test_of_two_places_of_the_name_none_repairs_and_the_nearer_is_linked(locate):
    both = places((1, "Tuzla", "COL", 5.1, 5), (2, "Tuzla", "COL", 5.2, 5), (3, "X", "COL", 5, 5))
    assert locate("COL", 5, 15, both)["coordinates"] == "none"
    assert locate("COL", 8, 5, both)["coordinates"] == "list"
    assert locate("COL", 5.19, 5, both)["place_id"] == 2
    assert locate("COL", 5.11, 5, both)["place_id"] == 1


def test_a_namesake_in_another_country_is_not_the_city(locate):
    found = locate("COL", 5, 5, places((1, "Tuzla", "ESP", 5, 5)))
    assert found["coordinates"] == "list" and pd.isna(found["place_id"])


def test_a_region_that_bears_the_name_of_a_far_town_stays(locate):
    """Mpumalanga is a province; a town of that name lies in another."""
    town = places((1, "Mpumalanga", "ZAF", 1, 85))
    found = locate("ZAF", 8, 85, town, name="Mpumalanga")
    assert found["coordinates"] == "list" and pd.isna(found["place_id"])
    assert locate("ZAF", 8, 15, town, name="Mpumalanga")["coordinates"] == "gazetteer"


def test_cities_are_located_each_by_itself(raw):
    """Whatever their order and their numbers; the rest of a row stays as it is."""
    cities = pd.DataFrame(
        {
            "name": ["Tuzla", "Cali", "Cali"],
            "iso3": ["ESP", "COL", "ESP"],
            "latitude": [5.0, 5.0, 5.0],
            "longitude": [15.0, 5.0, 5.0],
            "degree": [3, 2, 1],
        },
        index=[9, 4, 2],
    )
    every = places((1, "Cali", "COL", 5, 5), (2, "Tuzla", "ESP", 5, 15))
    found = twin_places.locate(raw, cities, every, geonames.by_name(every))
    assert found.index.tolist() == [9, 4, 2]
    assert found["coordinates"].tolist() == ["list", "list", "none"]
    assert found["place_id"].tolist() == [2, 1, pd.NA]
    assert found["degree"].tolist() == [3, 2, 1]
