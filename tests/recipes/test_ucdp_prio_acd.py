"""Episodes of armed conflict put together from years."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import ucdp_prio_acd as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import put

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
