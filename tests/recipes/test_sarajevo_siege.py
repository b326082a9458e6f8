"""Typed tables on the siege: sums, lengths and ranges that contradict themselves are refused."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import sarajevo_siege
from recipes.common import RecipeError
from tests.recipes.workshop import numbered


@pytest.fixture
def typed():
    """The committed tables; book_of_the_dead, usual and months_44 are rows of theirs."""
    names = ("sarajevo_siege_totals", "sarajevo_siege_lengths", "siege_events")
    return {name: numbered(name) for name in names}


def row(table: pd.DataFrame, column: str, name: str) -> int:
    return int(table.index[table[column] == name][0])


def refused(typed: dict[str, pd.DataFrame], where: str, words: str) -> None:
    with pytest.raises(RecipeError, match=f"tables/{where}: expected {words}"):
        sarajevo_siege.check(typed)


def test_the_committed_tables_pass(typed):
    sarajevo_siege.check(typed)


def test_the_book_of_the_dead_counts_civilians_and_soldiers(typed):
    """5,564 civilians and 8,388 soldiers are 13,952 people."""
    totals = typed["sarajevo_siege_totals"]
    place = row(totals, "count", "book_of_the_dead")
    totals.loc[place, "soldiers"] = 8_389
    where = f"sarajevo_siege_totals.csv, row {place}, column figure"
    refused(typed, where, "the sum of civilians and soldiers")


def test_a_count_whose_period_runs_backwards(typed):
    totals = typed["sarajevo_siege_totals"]
    place = row(totals, "count", "galic_report")
    totals.loc[place, "period_end"] = pd.Timestamp("1992-09-09")
    where = f"sarajevo_siege_totals.csv, row {place}, column period_end"
    refused(typed, where, "period_end not below period_start")


def test_a_siege_that_ends_before_it_begins(typed):
    lengths = typed["sarajevo_siege_lengths"]
    place = row(lengths, "convention", "signing")
    lengths.loc[place, "end"] = pd.Timestamp("1992-04-04")
    where = f"sarajevo_siege_lengths.csv, row {place}, column end"
    refused(typed, where, "end not below start")


@pytest.mark.parametrize("days", [1_424, 1_426])
def test_a_published_length_fits_its_own_dates(typed, days):
    """5 April 1992 to 29 February 1996: 1,425 days."""
    lengths = typed["sarajevo_siege_lengths"]
    place = row(lengths, "convention", "usual")
    lengths.loc[place, "published_days"] = days
    where = f"sarajevo_siege_lengths.csv, row {place}, column published_days"
    refused(typed, where, "the days from start to end")


def test_a_length_in_months_has_no_day_on_which_it_began(typed):
    lengths = typed["sarajevo_siege_lengths"]
    place = row(lengths, "convention", "months_44")
    lengths.loc[place, "start"] = pd.Timestamp("1992-04-05")
    where = f"sarajevo_siege_lengths.csv, row {place}, column start"
    refused(typed, where, "a start exactly where basis is dates")


def test_a_length_by_dates_has_a_day_on_which_it_began(typed):
    lengths = typed["sarajevo_siege_lengths"]
    place = row(lengths, "convention", "signing")
    lengths.loc[place, "start"] = pd.NaT
    where = f"sarajevo_siege_lengths.csv, row {place}, column start"
    refused(typed, where, "a start exactly where basis is dates")


@pytest.mark.parametrize(("convention", "months"), [("usual", 47), ("months_44", None)])
def test_months_stand_exactly_where_the_length_was_published_in_months(typed, convention, months):
    lengths = typed["sarajevo_siege_lengths"]
    place = row(lengths, "convention", convention)
    lengths.loc[place, "published_months"] = months
    where = f"sarajevo_siege_lengths.csv, row {place}, column published_months"
    refused(typed, where, "months exactly where basis is published months")


def test_a_range_of_deaths_runs_upwards(typed):
    """The second shell on Markale: 34 by the court, up to 43 by others."""
    events = typed["siege_events"]
    place = row(events, "event", "Second Markale shell")
    events.loc[place, "deaths_high"] = 33
    refused(typed, f"siege_events.csv, row {place}, column deaths_high", "deaths_high not below")
