"""Afghanistan by province and by distance from Kabul."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import ucdp_afghanistan as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import put

HEADER = "latitude,longitude,date_start,date_end,year,best,country_by_location,province_ne,km_kabul"
ROWS = [
    "34.531094,69.162796,2008-01-14,2008-01-14,2008,8,Afghanistan,Kabul,0.67",
    "34.60,69.17,2008-01-14,2008-01-15,2008,2,Afghanistan,Kabul,7.78",
    "31.0,64.0,2008-05-01,2008-05-01,2008,5,Afghanistan,Hilmand,600",
    "33.0,65.0,1989-01-01,1989-12-31,1989,21,Afghanistan,Hilmand,421.3",
    "33.461875,70.217228,2005-10-29,2005-10-29,2005,1,Afghanistan,,153.06",
    "35.3,69.7,2005-10-29,2005-10-29,2005,3,Afghanistan,Parwan,98",
    "38.5,68.8,1997-01-01,1997-01-01,1997,9,Tajikistan/other,,450",
]


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "EVENTS", 6)
    monkeypatch.setattr(recipe, "DEATHS", 40)
    monkeypatch.setattr(recipe, "OUTSIDE", 1)
    monkeypatch.setattr(recipe, "UNKNOWN_EVENTS", 1)
    monkeypatch.setattr(recipe, "UNKNOWN_DEATHS", 21)
    put(tmp_path, recipe.RAW, HEADER, ROWS)
    return tmp_path


def test_provinces_centroid_and_border_have_rows_of_their_own(raw):
    made = recipe.derive(raw)["ged_afghanistan_provinces"]
    assert len(made) == 33 * (32 + 2)
    found = made[made["events"] > 0].set_index(["year", "province"])["deaths_best"].to_dict()
    assert found == {
        (1989, "country centroid (place unknown)"): 21,
        (2005, "Parwan and Panjshir"): 3,
        (2005, "on the border (province unknown)"): 1,
        (2008, "Helmand"): 5,
        (2008, "Kabul"): 10,
    }


def test_bands_around_kabul_keep_the_centroid_apart(raw):
    made = recipe.derive(raw)["ged_afghanistan_kabul_bands"]
    found = made[made["events"] > 0].set_index(["year", "band"])["deaths_best"].to_dict()
    assert found == {
        (1989, "country centroid (place unknown)"): 21,
        (2005, "rest of Afghanistan"): 4,
        (2008, "within 5 km"): 8,
        (2008, "5 to 10 km"): 2,
        (2008, "rest of Afghanistan"): 5,
    }


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("34.60,69.17", "69.17,34.60", "row 3, column latitude: expected a latitude from 28"),
        (",5,Afghanistan", ",-5,Afghanistan", "row 4, column best: expected a value of 0 or more"),
        ("Hilmand,600", "Hilmend,600", "row 4, column province: expected a known province"),
        ("2008-05-01,2008-05-01", "2008-05-01,2008-04-01", "row 4, column date_end"),
        (",5,Afghanistan", ",6,Afghanistan", "column best: expected a total of 40 as published"),
    ],
)
def test_faults_are_named(raw, old, new, words):
    put(raw, recipe.RAW, HEADER, [row.replace(old, new) for row in ROWS])
    with pytest.raises(RecipeError, match=words):
        recipe.derive(raw)


def test_kabul_and_the_rest_agree_with_the_independent_count(raw_upstream):
    """The check counts the centroid as the rest of the country."""
    check = pd.read_csv(raw_upstream / "checks/ged_kabul_vs_rest_yearly.csv").set_index("year")
    made = recipe.derive(raw_upstream)["ged_afghanistan_kabul_bands"]
    near = made["band"].isin(["within 5 km", "5 to 10 km", "10 to 20 km"])
    for rows, name in ((near, "kabul20km"), (~near, "rest")):
        sums = made[rows].groupby("year")[["events", "deaths_best"]].sum()
        assert sums["events"].tolist() == check[f"{name}_events"].tolist()
        assert sums["deaths_best"].tolist() == check[f"{name}_best"].tolist()
