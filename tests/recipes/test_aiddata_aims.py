"""Aid locations: what is exact, what is near a city, and what nobody knows."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import aiddata_aims
from recipes.common import RecipeError
from tests.recipes.small_files import put

HEAD = (
    "iso3,project_id,precision_code,geoname_id,latitude,longitude,location_type_code,"
    "even_split_commitments"
)
ROWS = [
    "COL,COL/1,1,11,4.60,-74.10,PPLX,50",  # in Bogotá
    "COL,COL/1,1,12,4.60,-73.90,SCH,25",  # 20 km east of it
    "COL,COL/2,4,13,4.61,-74.08,ADM1,25",  # the capital district: a province
    "COL,COL/3,6,14,,,PCLI,100",
    "UGA,UGA/1,1,15,4.60,-74.10,PPL,",  # Ugandan, though the point is in Bogotá
]
CITIES = ["1,4.61,-74.08,PPLC,CO,7674366", "2,0.32,32.58,PPLC,UG,1353189"]


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Locations and cities of a small raw folder with two countries."""
    countries = {"COL": ("Colombia", "CO", 3, 4), "UGA": ("Uganda", "UG", 1, 1)}
    monkeypatch.setattr(aiddata_aims, "COUNTRIES", countries)

    def read(rows: list[str] = ROWS) -> dict[str, pd.DataFrame]:
        put(tmp_path, aiddata_aims.LOCATIONS, HEAD, rows)
        header = "geonameid,lat,lon,feature_code,country_code,population"
        put(tmp_path, aiddata_aims.GAZETTEER, header, CITIES)
        projects = ["COL,COL/1,1", "COL,COL/2,1", "COL,COL/3,1", "UGA,UGA/1,1"]
        put(tmp_path, aiddata_aims.PROJECTS, "iso3,project_id,is_geocoded", projects)
        return aiddata_aims.derive(tmp_path)

    return read


def test_only_exact_places_can_be_near_a_city_of_their_own_country(small):
    made = small()["aid_locations_precision"].set_index(["iso3", "precision_code"])
    exact = made.loc[("COL", 1)]
    assert exact["locations"] == 2
    assert exact["near_city"] == 1
    assert exact["populated_places"] == 1
    assert pd.isna(made.loc[("COL", 4), "near_city"])
    assert made.loc[("UGA", 1), "near_city"] == 0


def test_money_is_shared_out_over_all_locations_of_the_country(small):
    made = small()["aid_locations_precision"].set_index(["iso3", "precision_code"])
    shares = made.loc["COL", "commitments_share"]
    assert shares.to_dict() == {1: 0.375, 2: 0, 3: 0, 4: 0.125, 5: 0, 6: 0.5, 8: 0}


def test_the_summary_says_how_little_is_known(small):
    made = small()["aid_information_systems"].set_index("iso3")
    assert made.loc["COL", "exact_share"] == 0.5
    assert made.loc["COL", "near_city_share_of_exact"] == 0.5


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("1,11,4.60,", "1,11,,", "row 2, column latitude: expected coordinates except for whole"),
        ("6,14,,", "6,14,4.0,-74.0", "each row|row 5"),
        ("COL/1,1,12", "COL/1,1,11", "row 3, .* expected a key that occurs once"),
        ("COL/2,4", "COL/2,7", "row 4, column precision_code: expected one of 1, 2, 3, 4, 5, 6, 8"),
        ("1,11,4.60", "1,11,94.60", "row 2, column latitude: expected a value from -90 to 90"),
    ],
)
def test_a_faulty_location_is_refused(small, old, new, words):
    with pytest.raises(RecipeError, match=words):
        small([row.replace(old, new) for row in ROWS])


def test_afghanistan_is_absent_on_purpose():
    assert "AFG" not in set(tables.load("aid_information_systems")["iso3"])
    assert "on purpose" in tables.describe("aid_information_systems")["limits"]


def test_counts_are_those_of_the_zips():
    """AidData's releases, as counted when they were stored: 14,536 projects, 27,293 locations."""
    table = tables.load("aid_information_systems")
    assert table["projects"].sum() == 14_536
    assert table["locations"].sum() == 27_293
    assert table["locations"].sum() == tables.load("aid_locations_precision")["locations"].sum()
