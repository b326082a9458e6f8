"""Typed tables on northern Cauca, against the dossier's own warnings."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import typed_cauca
from recipes.common import RecipeError
from tests.recipes.workshop import numbered


@pytest.fixture(scope="module")
def counts():
    return tables.load("toribio_attack_counts")


@pytest.fixture(scope="module")
def items():
    return tables.load("cauca_prizes_and_solidarity")


def test_four_counters_from_one_publication(counts):
    assert counts["counter"].nunique() == 4
    assert set(counts["bibkey"]) == {"cnmh2019"}


def test_counts_of_the_same_town_differ_by_more_than_eighteen_times(counts):
    """32 by the state's historians, more than 600 by the community's organisation."""
    totals = counts.groupby("counter")["attacks"].sum()
    assert totals.min() == 32
    assert totals["National Police"] == 72 + 1
    assert totals.max() / totals.min() == 18.75


def test_a_longer_period_does_not_mean_more_attacks(counts):
    years = (counts["period_end"] - counts["period_start"] + 1).set_axis(counts["counter"])
    assert years.max() == years["Centro Nacional de Memoria Histórica"].max() == 49


def test_no_european_mayor_is_named(items):
    assert not items["european_mayor"].eq("yes").any()
    visits = items[items["kind"].isin(["visit", "mission"]) & (items["before_report"] == "yes")]
    assert len(visits) == 3
    assert not visits["kind_of_visitor"].str.contains("mayor").any()


def test_two_national_peace_prizes(items):
    prizes = items[items["title"].str.startswith("National Peace Prize")]
    assert prizes["date_start"].dt.year.tolist() == [2000, 2004]


@pytest.fixture
def typed():
    names = ("toribio_attack_counts", "cauca_prizes_and_solidarity")
    return {name: numbered(name) for name in names}


def test_the_committed_tables_pass(typed):
    typed_cauca.check(typed)


def test_a_period_that_runs_backwards_is_refused(typed):
    typed["toribio_attack_counts"].loc[2, "period_end"] = 1964
    with pytest.raises(
        RecipeError, match="row 2, column period_end: expected period_end not below"
    ):
        typed_cauca.check(typed)


def test_a_date_finer_than_its_precision_is_refused(typed):
    items = typed["cauca_prizes_and_solidarity"]
    row = items.index[items["item"] == "garzon_2001"][0]
    items.loc[row, "date_start"] = pd.Timestamp("2001-06-02")
    with pytest.raises(
        RecipeError, match=f"row {row}, column date_start: expected the first day of"
    ):
        typed_cauca.check(typed)


def test_a_mission_that_ends_before_it_begins_is_refused(typed):
    items = typed["cauca_prizes_and_solidarity"]
    row = items.index[items["item"] == "pax_christi_2001"][0]
    items.loc[row, "date_end"] = pd.Timestamp("2001-02-22")
    with pytest.raises(
        RecipeError, match=f"row {row}, column date_end: expected date_end not below"
    ):
        typed_cauca.check(typed)
