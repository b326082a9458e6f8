"""Typed tables on Kabul and Afghanistan, against arithmetic that others printed."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import typed_afghanistan
from recipes.common import RecipeError
from tests.recipes.workshop import numbered

NAMES = ("suicide_attacks_afghanistan", "kabul_attacks", "kabul_polls")


@pytest.fixture
def typed():
    return {name: numbered(name) for name in NAMES}


def unama(typed):
    counts = typed["suicide_attacks_afghanistan"]
    return counts[counts["counter"] == "UNAMA"].set_index("year")["attacks"]


def test_suicide_attacks_rose_sevenfold_from_2005_to_2006(typed):
    """UNAMA (2007), foreword: a sevenfold increase between 2005 and 2006."""
    counts = unama(typed)
    assert counts[2006] // counts[2005] == 7


def test_each_counter_sees_the_same_rise_and_each_a_plateau_or_more_in_2007(typed):
    counts = typed["suicide_attacks_afghanistan"].pivot(
        index="year", columns="counter", values="attacks"
    )
    assert counts.loc[2006, "Rashid"] > 6 * counts.loc[2005, "Rashid"]
    assert counts.loc[2007, "UN Secretary-General"] > counts.loc[2006, "UN Secretary-General"]
    # 103 in eight months is at a pace of 154.5 a year, near the 160 that the UN later printed.
    assert counts.loc[2007, "UNAMA"] * 12 / 8 == pytest.approx(160, rel=0.05)


def test_eight_months_are_not_called_a_year(typed):
    partial = typed["suicide_attacks_afghanistan"].query("not whole_year")
    assert partial[["counter", "year"]].to_numpy().tolist() == [["UNAMA", 2007]]


def test_parts_of_a_death_toll_add_up(typed):
    """28 soldiers and two civilians; 13 service members and 170 others."""
    deaths = typed["kabul_attacks"].set_index("date")["deaths_high"]
    assert deaths["2007-09-29"] == 28 + 2
    assert deaths["2021-08-26"] == 13 + 170


def test_polls_fell_by_22_points_in_a_year(typed):
    polls = typed["kabul_polls"]
    right = polls[polls["question"].str.contains("right direction")].set_index("year")["share"]
    assert right[2005] - right[2006] == pytest.approx(0.22)


def test_a_period_outside_its_year_is_refused(typed):
    counts = typed["suicide_attacks_afghanistan"]
    counts.loc[counts.index[0], "year"] += 1
    with pytest.raises(RecipeError, match="a day of the row's year"):
        typed_afghanistan.check(typed)


def test_a_highest_figure_without_source_is_refused(typed):
    attacks = typed["kabul_attacks"]
    attacks.loc[attacks.index[0], "high_bibkey"] = None
    with pytest.raises(RecipeError, match="high_bibkey exactly where"):
        typed_afghanistan.check(typed)


def test_the_committed_tables_pass(typed):
    typed_afghanistan.check(typed)


def test_a_period_that_runs_backwards_is_refused(typed):
    counts = typed["suicide_attacks_afghanistan"]
    counts.loc[2, "period_end"] = counts.loc[2, "period_start"] - pd.Timedelta(days=1)
    with pytest.raises(
        RecipeError, match="row 2, column period_end: expected period_end not below period_start"
    ):
        typed_afghanistan.check(typed)


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [
        ("2006-01-01", "2006-12-31", False),
        ("2006-01-01", "2006-12-30", True),
        ("2006-01-02", "2006-12-31", True),
    ],
)
def test_a_whole_year_has_all_its_days(typed, start, end, whole):
    counts = typed["suicide_attacks_afghanistan"]
    row = counts.index[counts["year"] == 2006][0]
    counts.loc[row, ["period_start", "period_end"]] = [pd.Timestamp(start), pd.Timestamp(end)]
    counts.loc[row, "whole_year"] = whole
    with pytest.raises(RecipeError, match=f"row {row}, column whole_year: expected true where"):
        typed_afghanistan.check(typed)


def test_a_leap_year_is_a_whole_year(typed):
    counts = typed["suicide_attacks_afghanistan"]
    leap = counts[counts["year"] == 2004]
    assert (leap["period_end"] - leap["period_start"]).dt.days.tolist() == [365] * len(leap)
    typed_afghanistan.check(typed)


def test_an_attack_of_a_month_is_written_as_its_first_day(typed):
    attacks = typed["kabul_attacks"]
    row = attacks.index[attacks["precision"] == "month"][0]
    attacks.loc[row, "date"] += pd.Timedelta(days=6)
    with pytest.raises(RecipeError, match=f"row {row}, column date: expected the first day of"):
        typed_afghanistan.check(typed)


def test_a_range_of_deaths_runs_upwards(typed):
    attacks = typed["kabul_attacks"]
    attacks.loc[2, "deaths_high"] = attacks.loc[2, "deaths_low"] - 1
    with pytest.raises(
        RecipeError, match="row 2, column deaths_high: expected deaths_high not below deaths_low"
    ):
        typed_afghanistan.check(typed)
