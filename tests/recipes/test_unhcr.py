"""Refugees and returns: zeros are open, and the year 2025 stays out."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import unhcr
from recipes.common import RecipeError
from tests.recipes.small_files import put

PEOPLE_HEAD = "year,origin_iso3,origin,refugees,idps,returned_refugees,returned_idps"
RETURNS_HEAD = "year,origin_iso3,origin,returned_refugees,returned_idps"


def small(tmp_path, people: list[str], returns: list[str]) -> pd.DataFrame:
    """The table made of a few rows, with one row of 2001 for each case country."""
    cases = [f"2001,{iso3},x,1.0,0.0,0.0,0.0" for iso3 in unhcr.ORIGINS]
    whole = "2023,SYR,Syria,31599999.0,0.0,0.0,0.0"
    put(tmp_path, unhcr.PEOPLE, PEOPLE_HEAD, [*people, *cases, whole])
    again = [f"2001,{iso3},x,," for iso3 in unhcr.ORIGINS]
    put(tmp_path, unhcr.RETURNS, RETURNS_HEAD, [*returns, *again])
    made = unhcr.derive(tmp_path)["displacement"]
    return made.set_index(["iso3", "year"])


def test_a_zero_is_left_open_because_it_may_mean_not_counted(tmp_path):
    made = small(tmp_path, ["1992,BIH,Bosnia,437501.0,0.0,0.0,0.0"], ["1992,BIH,Bosnia,10300,"])
    bosnia = made.loc[("BIH", 1992)]
    assert bosnia["refugees_abroad"] == 437_501
    assert pd.isna(bosnia["idps"])
    assert bosnia["returned_refugees"] == 10_300


def test_years_before_1980_and_after_2024_are_left_out(tmp_path):
    people = ["1979,AFG,Afghanistan,5.0,0.0,0.0,0.0", "2025,AFG,Afghanistan,5.0,0.0,0.0,0.0"]
    made = small(tmp_path, people, [])
    assert set(made.loc["AFG"].index) == {2001}


def test_1980_and_2024_are_the_first_and_the_last_year(tmp_path):
    people = ["1980,AFG,Afghanistan,5.0,0.0,0.0,0.0", "2024,AFG,Afghanistan,1.0,0.0,0.0,0.0"]
    made = small(tmp_path, people, []).loc["AFG", "refugees_abroad"]
    assert made.to_dict() == {1980: 5, 2001: 1, 2024: 1}


def test_all_origins_make_up_the_world_also_those_that_are_not_in_the_book(tmp_path):
    people = ["1999,SYR,Syria,70.0,,0.0,0.0", "1999,AFG,Afghanistan,5.0,2.0,0.0,0.0"]
    made = small(tmp_path, people, ["1999,SYR,Syria,3.0,", "1999,AFG,Afghanistan,,"])
    world = made.loc[("WLD", 1999)]
    assert world["country"] == "World"
    assert world[["refugees_abroad", "idps", "returned_refugees"]].tolist() == [75, 2, 3]
    assert pd.isna(world["returned_idps"])  # counted nowhere, which is not none
    assert "SYR" not in made.index


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",BIH,Bosnia,1,0,0,0", "year: expected a value"),
        ("1950,BIH,Bosnia,1,0,0,0", "year: expected a value from 1951 to 2025"),
        ("1992,,Bosnia,1,0,0,0", "origin_iso3: expected a value"),
        ("1992,bih,Bosnia,1,0,0,0", "origin_iso3: expected text of the form"),
        ("1992,BIH,,1,0,0,0", "origin: expected a value"),
        ("1992,BIH,Bosnia,-1,0,0,0", "refugees: expected a value of 0 or more"),
        ("1992,BIH,Bosnia,1,0,0.5,0", "returned_refugees: expected a whole number of people"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(tmp_path, row, words):
    with pytest.raises(RecipeError, match=re.escape(f"row 2, column {words}")):
        small(tmp_path, [row], [])


def test_an_origin_has_one_row_a_year(tmp_path):
    row = "1992,BIH,Bosnia,1,0,0,0"
    with pytest.raises(
        RecipeError, match=r"row 3, column year \+ origin_iso3: expected a key that"
    ):
        small(tmp_path, [row, row], [])


def test_the_world_in_2023_is_what_unhcr_published(tmp_path):
    """Global Trends 2023, page 2: 31.6 million, which is exact to half of a tenth."""
    with pytest.raises(RecipeError, match=r"total of 31,600,000 \(within 50,000\) as published"):
        small(tmp_path, ["2023,AFG,Afghanistan,50002.0,0.0,0.0,0.0"], [])
    published = tables.load("published_totals").set_index("quantity")["published"]
    assert published["Refugees in the world at the end of 2023"] == unhcr.REFUGEES_2023


def test_part_of_a_person_is_refused(tmp_path):
    with pytest.raises(RecipeError, match="row 2, column idps: expected a whole number of people"):
        small(tmp_path, ["1992,BIH,Bosnia,437501.0,0.5,0.0,0.0"], [])


def test_the_world_is_the_sum_of_all_origins():
    table = tables.load("displacement").set_index(["iso3", "year"])
    ours = table.drop("WLD")["refugees_abroad"].groupby("year").sum()
    world = table.loc["WLD", "refugees_abroad"]
    assert (world >= ours).all()
    assert table.index.get_level_values("year").max() == 2024
