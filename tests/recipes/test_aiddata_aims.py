"""Aid locations: what is exact, what is near a city, and what nobody knows."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import aiddata_aims
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put

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
CITY_HEAD = "geonameid,lat,lon,feature_code,country_code,population"
CITIES = ["1,4.61,-74.08,PPLC,CO,7674366", "2,0.32,32.58,PPLC,UG,1353189"]
PROJECT_HEAD = "iso3,project_id,is_geocoded"
PROJECTS = ["COL,COL/1,1", "COL,COL/2,1", "COL,COL/3,0", "UGA,UGA/1,1"]


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Locations and cities of a small raw folder with two countries."""
    countries = {"COL": ("Colombia", "CO", 3, 4), "UGA": ("Uganda", "UG", 1, 1)}
    monkeypatch.setattr(aiddata_aims, "COUNTRIES", countries)

    def read(
        rows: list[str] = ROWS, cities: list[str] = CITIES, projects: list[str] = PROJECTS
    ) -> dict[str, pd.DataFrame]:
        put(tmp_path, aiddata_aims.LOCATIONS, HEAD, rows)
        put(tmp_path, aiddata_aims.GAZETTEER, CITY_HEAD, cities)
        put(tmp_path, aiddata_aims.PROJECTS, PROJECT_HEAD, projects)
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


@pytest.mark.parametrize(
    ("line", "column", "value", "words"),
    [
        (2, "iso3", "", "a value"),
        (2, "iso3", "AFG", "one of COL, UGA"),
        (2, "project_id", "", "a value"),
        (2, "precision_code", "", "a value"),
        (2, "geoname_id", "", "a value"),
        (2, "geoname_id", "0", "a value of 1 or more"),
        (2, "latitude", "-90.5", "a value from -90 to 90"),
        (2, "latitude", "90.5", "a value from -90 to 90"),
        (2, "longitude", "-180.5", "a value from -180 to 180"),
        (2, "longitude", "180.5", "a value from -180 to 180"),
        (2, "location_type_code", "", "a value"),
        (2, "even_split_commitments", "-200000.5", "a value of -200000 or more"),
    ],
)
def test_a_cell_of_a_location_is_held_to_its_form(small, line, column, value, words):
    with pytest.raises(RecipeError, match=f"row {line}, column {column}: expected {words}"):
        small(changed(HEAD, ROWS, line, {column: value}))


@pytest.mark.parametrize(
    ("line", "column", "value", "words"),
    [
        (2, "geonameid", "", "a value"),
        (3, "geonameid", "1", "a value that no earlier row has"),
        (2, "lat", "", "a value"),
        (2, "lat", "-90.5", "a value from -90 to 90"),
        (2, "lat", "90.5", "a value from -90 to 90"),
        (2, "lon", "", "a value"),
        (2, "lon", "-180.5", "a value from -180 to 180"),
        (2, "lon", "180.5", "a value from -180 to 180"),
        (2, "feature_code", "", "a value"),
        (2, "country_code", "", "a value"),
        (2, "country_code", "Co", r"text of the form \[A-Z\]\{2\}"),
        (2, "population", "", "a value"),
        (2, "population", "-1", "a value of 0 or more"),
    ],
)
def test_a_cell_of_a_city_is_held_to_its_form(small, line, column, value, words):
    with pytest.raises(RecipeError, match=f"row {line}, column {column}: expected {words}"):
        small(cities=changed(CITY_HEAD, CITIES, line, {column: value}))


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("iso3", "", "a value"),
        ("project_id", "", "a value"),
        ("is_geocoded", "", "a value"),
        ("is_geocoded", "2", "a value from 0 to 1"),
        ("is_geocoded", "-1", "a value from 0 to 1"),
    ],
)
def test_a_cell_of_a_project_is_held_to_its_form(small, column, value, words):
    with pytest.raises(RecipeError, match=f"row 2, column {column}: expected {words}"):
        small(projects=changed(PROJECT_HEAD, PROJECTS, 2, {column: value}))


def test_a_file_with_a_row_too_few_is_refused(small):
    with pytest.raises(RecipeError, match="locations of COL: expected a total of 4 as published"):
        small(ROWS[1:])
    with pytest.raises(RecipeError, match="projects of COL: expected a total of 3 as published"):
        small(projects=PROJECTS[1:])


def test_a_country_without_a_city_is_refused(small):
    with pytest.raises(RecipeError, match="expected a known iso3, found 'UGA'"):
        small(cities=CITIES[:1])


def test_a_seat_of_government_needs_no_coordinates(small):
    made = small([row.replace("3,6,14", "3,8,14") for row in ROWS])
    rows = made["aid_locations_precision"].set_index(["iso3", "precision_code"])
    assert rows.loc[("COL", 8), "locations"] == 1
    assert rows.loc[("COL", 2), "locations"] == 0


def near_a_place_of(small, people: int, kind: str, latitude: float) -> int:
    """How many exact locations lie near one more Colombian place on the meridian of Leticia."""
    place = f"3,{latitude},-69.94,{kind},CO,{people}"
    rows = [ROWS[0].replace("4.60,-74.10", "-4.2,-69.94"), *ROWS[1:]]
    made = small(rows, [*CITIES, place])["aid_locations_precision"]
    return made.set_index(["iso3", "precision_code"]).loc[("COL", 1), "near_city"]


@pytest.mark.parametrize(
    ("people", "kind", "near"),
    [(100_000, "PPL", 1), (99_999, "PPL", 0), (40_000, "PPLC", 1), (0, "PPLA", 0)],
)
def test_a_city_has_a_hundred_thousand_people_or_is_a_capital(small, people, kind, near):
    assert near_a_place_of(small, people, kind, -4.2) == near


@pytest.mark.parametrize(("latitude", "near"), [(-4.2895, 1), (-4.291, 0)])
def test_near_is_within_ten_kilometres(small, latitude, near):
    """A degree of latitude has 111.19 km: 0.0895 of it are 9.95 km, 0.091 are 10.12 km."""
    assert near_a_place_of(small, 100_000, "PPL", latitude) == near


def test_a_place_just_on_the_circle_is_near(small, monkeypatch):
    away = aiddata_aims.distance_km(pd.Series([-4.2]), pd.Series([-69.94]), (-4.25, -69.94))[0]
    monkeypatch.setattr(aiddata_aims, "RADIUS_KM", away)
    assert near_a_place_of(small, 100_000, "PPL", -4.25) == 1


def test_shares_have_four_decimals(small, monkeypatch):
    """Three exact places of seven, one of the three near Bogotá, a seventh of the money each."""
    countries = {"COL": ("Colombia", "CO", 3, 7), "UGA": ("Uganda", "UG", 1, 1)}
    monkeypatch.setattr(aiddata_aims, "COUNTRIES", countries)
    near, far = ROWS[0].replace(",50", ",1"), ROWS[1].replace(",25", ",1")
    whole = ROWS[3].replace(",100", ",1")
    rows = [near, far, far.replace(",12,", ",21,")]
    rows += [whole.replace(",14,", f",{number},") for number in range(31, 35)]
    made = small([*rows, ROWS[4]])
    precision = made["aid_locations_precision"].set_index(["iso3", "precision_code"])
    assert precision.loc[("COL", 1), "commitments_share"] == 0.4286
    system = made["aid_information_systems"].set_index("iso3").loc["COL"]
    assert system["exact_share"] == 0.4286
    assert system["near_city_share_of_exact"] == 0.3333


def test_both_tables_name_the_country(small):
    for table in small().values():
        assert set(table.loc[table["iso3"] == "COL", "country"]) == {"Colombia"}


def test_projects_that_could_not_be_placed_are_counted(small):
    made = small()["aid_information_systems"].set_index("iso3").loc["COL"]
    assert (made["projects"], made["geocoded_projects"]) == (3, 2)


def test_afghanistan_is_absent_on_purpose():
    assert "AFG" not in set(tables.load("aid_information_systems")["iso3"])
    assert "on purpose" in tables.describe("aid_information_systems")["limits"]


def test_counts_are_those_of_the_zips():
    """AidData's releases, as counted when they were stored: 14,536 projects, 27,293 locations."""
    table = tables.load("aid_information_systems")
    assert table["projects"].sum() == 14_536
    assert table["locations"].sum() == 27_293
    assert table["locations"].sum() == tables.load("aid_locations_precision")["locations"].sum()


def test_the_file_is_held_to_what_the_committed_table_counts():
    table = tables.load("aid_information_systems").set_index("iso3")
    counted = {row.Index: (row.projects, row.locations) for row in table.itertuples()}
    assert {iso3: one[2:] for iso3, one in aiddata_aims.COUNTRIES.items()} == counted
