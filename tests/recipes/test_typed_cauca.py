"""Typed tables on northern Cauca, against the dossier's own warnings."""

from __future__ import annotations

import pytest

from citiesfirst import tables


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
