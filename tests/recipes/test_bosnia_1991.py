"""Municipalities of 1991: counts recovered from ratios, groups that add up to the census."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import bosnia_1991
from recipes.common import RecipeError
from tests.recipes.workshop import CENSUS_PATH, DEATHS_PATH


def test_the_sources_files_give_the_committed_table(workshop):
    """The files of 109 rows in the sources' own columns, and the totals of the real recipe."""
    made = bosnia_1991.derive(workshop.raw)["bosnia_municipal_deaths"]
    committed = tables.load("bosnia_municipal_deaths").set_index("municipality")
    pd.testing.assert_frame_equal(
        made.set_index("municipality").loc[committed.index, committed.columns],
        committed,
        check_dtype=False,
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\nTuzla,1158,", "\n,1158,", "column municipality: expected a value, found ''"),
        ("\nTuzla,1158,", "\nTuzla,,", "column deaths_count_rdc: expected a value, found ''"),
        ("\nTuzla,1158,", "\nTuzla,-1158,", "column deaths_count_rdc: expected a value of 0 or"),
        ("\nTuzla,1158,", "\nTuzla,1157,", "column deaths_count_rdc: expected the ratio times"),
        (",0.0087982,131618\n", ",,131618\n", "column deaths_per_population: expected a value, f"),
        (",0.0087982,131618\n", ",-0.1,131618\n", "column deaths_per_population: expected a value"),
        (",0.0087982,131618\n", ",1.5,131618\n", "per_population: expected a value from 0 to 1"),
        (",0.0087982,131618\n", ",0.0087982,\n", "column population_1991: expected a value, found"),
        (",0.0087982,131618\n", ",0.0087982,0\n", "population_1991: expected a value of 1 or more"),
        (
            ",0.0087982,131618\n",
            ",0.0087982,131619\n",
            "population_1991: expected the census population 131618 for Tuzla, found 131619",
        ),
        (
            "\nTuzla,1158,0.0087982,131618\n",
            "\n",
            "expected a total of 109 as published, found 108",
        ),
    ],
)
def test_a_faulty_count_of_the_dead_is_refused(workshop, old, new, words):
    workshop.edit(DEATHS_PATH, old, new)
    with pytest.raises(RecipeError, match=words):
        bosnia_1991.derive(workshop.raw)


TUZLA = "\nTuzla,131618,62669,20271,20398,21995,6285,False\n"


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("\n,131618,62669,20271,20398,21995,6285,False\n", "column municipality: expected a value"),
        ("\nTuzla,,62669,20271,20398,21995,6285,False\n", "column total: expected a value, found"),
        ("\nTuzla,-1,62669,20271,20398,21995,6285,False\n", "column total: expected a value of 0"),
        ("\nTuzla,131618,62669,20271,20398,21995,,False\n", "column other: expected a value, fou"),
        ("\nTuzla,131618,62669,20271,20398,21995,6285,\n", "sarajevo_city_1991: expected a value,"),
        (
            "\nTuzla,131618,62669,20271,20398,21995,6285,True\n",
            "the ten municipalities of the City",
        ),
        ("\nTuzla,131617,62669,20271,20398,21995,6285,False\n", "expected the sum of the groups"),
        ("\nTuzla,131618,62670,20270,20398,21995,6285,False\n", "column muslims: expected a total"),
    ],
)
def test_a_faulty_census_is_refused(workshop, new, words):
    workshop.edit(CENSUS_PATH, TUZLA, new)
    with pytest.raises(RecipeError, match=words):
        bosnia_1991.derive(workshop.raw)


def test_a_municipality_in_one_file_alone_is_named(workshop):
    """Tuzla's people counted as Zenica's: all totals hold, but Tuzla is missing."""
    census = pd.read_csv(workshop.raw / CENSUS_PATH).set_index("municipality")
    numbers = ["total", *bosnia_1991.GROUPS]
    census.loc["Zenica", numbers] += census.loc["Tuzla", numbers]
    census.drop(index="Tuzla").to_csv(workshop.raw / CENSUS_PATH)
    with pytest.raises(RecipeError, match="the same municipalities in both files, found 'Tuzla'"):
        bosnia_1991.derive(workshop.raw)
