"""Refugees and returns: zeros are open, and the year 2025 stays out."""

from __future__ import annotations

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


def test_part_of_a_person_is_refused(tmp_path):
    with pytest.raises(RecipeError, match="row 2, column idps: expected a whole number of people"):
        small(tmp_path, ["1992,BIH,Bosnia,437501.0,0.5,0.0,0.0"], [])


def test_the_world_is_the_sum_of_all_origins():
    table = tables.load("displacement").set_index(["iso3", "year"])
    ours = table.drop("WLD")["refugees_abroad"].groupby("year").sum()
    world = table.loc["WLD", "refugees_abroad"]
    assert (world >= ours).all()
    assert table.index.get_level_values("year").max() == 2024
