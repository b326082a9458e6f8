"""Episodes of armed conflict put together from years."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import ucdp_prio_acd as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put

HEADER = ",".join(one["name"] for one in recipe.FIELDS)
# One conflict with two episodes, the first with a year of war and foreign troops, the second
# ongoing; and a war of one year between two states.
ROWS = [
    "333,Afghanistan,2,,2001,2,4,1999-01-31,0,,700,25.1",
    "333,Afghanistan,2,,2002,1,3,1999-01-31,1,2002-11-30,700,25.1",
    "333,Afghanistan,2,,2023,1,3,2023-02-01,0,,700,25.1",
    "333,Afghanistan,2,,2024,1,3,2023-02-01,0,,700,25.1",
    '420,"Iraq, United States of America",2,,2003,2,2,2003-03-23,1,2003-04-28,"2, 645",25.1',
]


PUBLISHED = recipe.PUBLISHED


@pytest.fixture(autouse=True)
def published(monkeypatch):
    monkeypatch.setattr(recipe, "PUBLISHED", {2023: (1, 0), 2024: (1, 0)})


def made(raw, rows) -> pd.DataFrame:
    put(raw, "UcdpPrioConflict_v25_1.csv", HEADER, rows)
    return recipe.derive(raw)["conflict_episodes"].set_index(["conflict_id", "start"])


def test_years_become_episodes(tmp_path):
    table = made(tmp_path, ROWS)
    assert len(table) == 3
    first = table.loc[(333, "1999-01-31")]
    assert (first["first_year"], first["last_year"], first["war_years"]) == (2001, 2002, 1)
    assert first["end"] == pd.Timestamp("2002-11-30") and not first["ongoing"]
    assert (first["intensity"], first["incompatibility"]) == ("war", "government")
    assert (first["type"], first["iso3"]) == ("intrastate", "AFG") and first["internationalised"]


def test_an_episode_without_an_end_is_ongoing(tmp_path):
    second = made(tmp_path, ROWS).loc[(333, "2023-02-01")]
    assert second["ongoing"] and pd.isna(second["end"]) and second["intensity"] == "minor"
    assert not second["internationalised"]


def test_a_war_between_states_has_no_single_country(tmp_path):
    between = made(tmp_path, ROWS).loc[(420, "2003-03-23")]
    assert between["type"] == "interstate" and pd.isna(between["iso3"])


@pytest.mark.parametrize(
    ("row", "old", "new", "words"),
    [
        (1, "2002-11-30", "1998-11-30", "row 3, column ep_end_date: expected ep_end_date not"),
        (1, "1,2002-11-30", "0,", "row 3, column ep_end: expected 1 in the last year alone"),
        (1, "2002-11-30", "", "row 3, column ep_end_date: expected a date exactly where"),
        (1, "2002,1", "2003,1", "row 3, column ep_end_date: expected a date in the year"),
        (1, "Afghanistan", "Tajikistan", "row 2, column location: expected one value in all"),
        (2, ",700,", ",999,", "row 4, column gwno_loc: expected one value|a known state"),
        (3, "2024,1", "2024,2", "column wars in 2024: expected a total of 0 as published"),
        (0, "1999-01-31", "31-01-1999", "row 2, column start_date2: expected a date"),
    ],
)
def test_faults_are_named(tmp_path, row, old, new, words):
    rows = [*ROWS]
    assert old in rows[row]
    rows[row] = rows[row].replace(old, new)
    with pytest.raises(RecipeError, match=words):
        made(tmp_path, rows)


def test_a_gap_inside_an_episode_is_refused(tmp_path):
    with pytest.raises(RecipeError, match="row 3, column year: expected an episode without a gap"):
        rows = [ROWS[0], ROWS[1].replace("2002", "2004"), *ROWS[2:]]
        made(tmp_path, rows)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"conflict_id": ""}, "conflict_id: expected a value"),
        ({"conflict_id": "0"}, "conflict_id: expected a value of 1 or more"),
        ({"location": ""}, "location: expected a value"),
        ({"incompatibility": ""}, "incompatibility: expected a value"),
        ({"incompatibility": "4"}, "incompatibility: expected a value from 1 to 3"),
        ({"year": ""}, "year: expected a value"),
        ({"year": "1945"}, "year: expected a value from 1946 to 2024"),
        ({"intensity_level": ""}, "intensity_level: expected a value"),
        ({"intensity_level": "3"}, "intensity_level: expected a value from 1 to 2"),
        ({"type_of_conflict": ""}, "type_of_conflict: expected a value"),
        ({"type_of_conflict": "5"}, "type_of_conflict: expected a value from 1 to 4"),
        ({"start_date2": ""}, "start_date2: expected a value"),
        ({"ep_end": ""}, "ep_end: expected a value"),
        ({"ep_end": "2"}, "ep_end: expected a value from 0 to 1"),
        ({"gwno_loc": ""}, "gwno_loc: expected a value"),
        ({"gwno_loc": "999"}, "gwno_loc: expected a known state number"),
        ({"version": ""}, "version: expected a value"),
        ({"version": "24.1"}, "version: expected one of 25.1"),
        ({"start_date2": "2003-04-29"}, "ep_end_date: expected ep_end_date not below start_date2"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(tmp_path, cells, words):
    with pytest.raises(RecipeError, match=re.escape(f"row 6, column {words}")):
        made(tmp_path, changed(HEADER, ROWS, 6, cells))


@pytest.mark.parametrize("column", ["incompatibility", "gwno_loc", "territory_name"])
def test_an_episode_keeps_its_place_and_its_aim(tmp_path, column):
    first = {"incompatibility": "1", "gwno_loc": "702", "territory_name": "Panjshir"}[column]
    rows = changed(HEADER, ROWS, 2, {column: first})
    if column == "territory_name":  # a name that is missing in some year is no contradiction
        rows = changed(HEADER, rows, 3, {column: "Badakhshan"})
    words = f"row 2, column {column}: expected one value in all years of an episode"
    with pytest.raises(RecipeError, match=words):
        made(tmp_path, rows)


@pytest.mark.parametrize(
    ("code", "kind", "internationalised"),
    [
        ("1", "extrasystemic", False),
        ("2", "interstate", False),
        ("3", "intrastate", False),
        ("4", "intrastate", True),
    ],
)
def test_codes_of_the_kind_of_conflict(tmp_path, code, kind, internationalised):
    """UCDP/PRIO's codebook; 4 is an internal conflict with foreign troops."""
    rows = changed(HEADER, ROWS, 6, {"type_of_conflict": code})
    episode = made(tmp_path, rows).loc[(420, "2003-03-23")]
    assert (episode["type"], episode["internationalised"]) == (kind, internationalised)


@pytest.mark.parametrize(
    ("code", "aim"), [("1", "territory"), ("2", "government"), ("3", "government and territory")]
)
def test_codes_of_what_the_sides_fight_about(tmp_path, code, aim):
    rows = changed(HEADER, ROWS, 6, {"incompatibility": code, "territory_name": "Kurdistan"})
    episode = made(tmp_path, rows).loc[(420, "2003-03-23")]
    assert (episode["incompatibility"], episode["territory"]) == (aim, "Kurdistan")


def test_a_war_of_many_years_counts_those_of_a_thousand_deaths(tmp_path):
    rows = changed(HEADER, ROWS, 3, {"intensity_level": "2"})
    assert made(tmp_path, rows).loc[(333, "1999-01-31"), "war_years"] == 2


def test_the_years_of_an_episode_may_stand_in_any_order(tmp_path):
    one, other = made(tmp_path, ROWS), made(tmp_path, ROWS[::-1])
    pd.testing.assert_frame_equal(one, other)


def test_conflicts_and_wars_of_a_year_must_be_as_published(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "PUBLISHED", {2023: (2, 0)})
    with pytest.raises(RecipeError, match="conflicts in 2023: expected a total of 2 as published"):
        made(tmp_path, ROWS)
    monkeypatch.setattr(recipe, "PUBLISHED", {2003: (1, 0)})
    with pytest.raises(RecipeError, match="wars in 2003: expected a total of 0 as published"):
        made(tmp_path, ROWS)


def test_the_published_numbers_of_conflicts_and_wars():
    """Davies et al. (2025), abstract: 59 conflicts in 2023 and 61 in 2024, wars from 9 to 11."""
    assert PUBLISHED == {2023: (59, 9), 2024: (61, 11)}
    episodes = tables.load("conflict_episodes")
    for year, (conflicts, _) in PUBLISHED.items():
        active = (episodes["first_year"] <= year) & (episodes["last_year"] >= year)
        assert active.sum() == conflicts
