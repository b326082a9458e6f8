"""Northern Cauca in UCDP's located events, and the gap between two versions."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import ucdp_colombia as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import put

HEADER = (
    "id,country,where_prec,latitude,longitude,date_start,date_end,year,"
    "deaths_a,deaths_b,deaths_civilians,deaths_unknown,best"
)
ROWS = [
    "1,Colombia,1,2.96,-76.27,2011-07-09,2011-07-09,2011,0,1,3,0,4",
    "2,Colombia,5,3.00,-76.50,2011-10-02,2011-10-03,2011,0,0,0,2,2",
    "3,Colombia,1,4.60,-74.08,2003-02-07,2003-02-07,2003,0,0,36,0,36",
    "4,Ecuador,1,2.96,-76.27,2011-07-09,2011-07-09,2011,0,0,1,0,1",
]


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "EVENTS", 3)
    monkeypatch.setattr(recipe, "DEATHS", 42)
    put(tmp_path, "ged191.csv", HEADER, ROWS)
    return tmp_path


def test_the_box_holds_what_lies_in_it_and_says_what_is_vague(raw):
    made = recipe.north_cauca(recipe.events(raw)).set_index("year")
    assert len(made) == 30
    assert made.loc[2011].to_dict() == {"events": 2, "events_imprecise": 1, "deaths_best": 6}
    assert made.drop(index=2011).to_numpy().sum() == 0


def test_versions_stand_beside_each_other(raw):
    later = pd.DataFrame({"iso3": ["COL", "COL", "AFG"], "year": [2003, 2024, 2003]})
    later["all_best"] = [50, 60, 70]
    made = recipe.versions(recipe.events(raw), later).set_index(["version", "year"])["deaths_best"]
    assert (made["19.1"][2003], made["19.1"][2011], made["19.1"][1989]) == (36, 6, 0)
    assert (made["25.1"][2003], made["25.1"][2024]) == (50, 60)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("4.60,-74.08", "-74.08,4.60", "row 4, column latitude: expected a latitude from -4.5"),
        ("0,0,36,0,36", "0,0,35,0,36", "row 4, column best: expected the sum of deaths by side"),
        ("3,Colombia", "2,Colombia", "row 4, column id: expected a value that no earlier row has"),
    ],
)
def test_faults_are_named(raw, old, new, words):
    put(raw, "ged191.csv", HEADER, [row.replace(old, new) for row in ROWS])
    with pytest.raises(RecipeError, match=words):
        recipe.events(raw)


def test_northern_cauca_agrees_with_the_independent_count(raw_upstream):
    check = pd.read_csv(raw_upstream / "checks/ged191_north_cauca_box_yearly.csv")
    made = recipe.derive(raw_upstream)["ged_north_cauca"]
    ours = made[["year", "events", "deaths_best"]]
    assert ours.to_numpy().tolist() == check.to_numpy().tolist()
