"""Rates and shares: against values worked out by hand, and against what must always hold."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst import measures


def test_a_rate_counts_for_a_thousand_residents_unless_told_otherwise():
    assert measures.rate(12, 4_000) == 3
    assert measures.rate(12, 4_000, per=100_000) == 300


def test_rates_of_columns_are_the_rates_of_their_rows():
    rates = measures.rate(pd.Series([12, 0]), pd.Series([4_000, 50]))
    assert rates.tolist() == [3, 0]


@pytest.mark.parametrize(("count", "population"), [(1, 0), (1, -5), (-1, 5), (1, float("nan"))])
def test_a_rate_without_people_or_of_a_negative_count_is_refused(count, population):
    with pytest.raises(ValueError, match="a rate needs"):
        measures.rate(count, population)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_rate_of_two_places_together_lies_between_their_rates(dead, people, dead_2, people_2):
    low, high = sorted([measures.rate(dead, people), measures.rate(dead_2, people_2)])
    together = measures.rate(dead + dead_2, people + people_2)
    assert low <= together * (1 + 1e-12)
    assert together <= high * (1 + 1e-12)


def test_a_share_is_a_part_of_its_whole():
    assert measures.share(3, 4) == 0.75
    with pytest.raises(ValueError, match="found 5 of 4"):
        measures.share(5, 4)
    with pytest.raises(ValueError, match="found 0 of 0"):
        measures.share(0, 0)


# The limits of Garwood (1936) as epidemiologists print them, for instance Ulm (1990), American
# Journal of Epidemiology 131: 373–375.
@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.69),
        (1, 0.03, 5.57),
        (2, 0.24, 7.22),
        (5, 1.62, 11.67),
        (10, 4.80, 18.39),
        (20, 12.22, 30.89),
        (50, 37.11, 65.92),
        (100, 81.36, 121.63),
    ],
)
def test_exact_limits_of_small_counts_are_the_printed_ones(count, low, high):
    assert measures.count_interval(count) == pytest.approx((low, high), abs=5.1e-3)


@given(st.integers(0, 5_000), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_a_count_holds_it_and_grows_with_the_level(count, level):
    low, high = measures.count_interval(count, level)
    wider_low, wider_high = measures.count_interval(count, (1 + level) / 2)
    assert wider_low <= low <= count < high < wider_high


def test_for_large_counts_the_interval_is_nearly_the_normal_one():
    low, high = measures.count_interval(40_000)
    assert (low, high) == pytest.approx((40_000 - 1.96 * 200, 40_000 + 1.96 * 200), abs=2)


@pytest.mark.parametrize("count", [-1, 1.5, float("nan"), float("inf")])
def test_what_is_not_a_count_has_no_interval(count):
    with pytest.raises(ValueError, match="expected a whole count"):
        measures.count_interval(count)


@pytest.mark.parametrize("level", [0, 1, 1.5])
def test_no_interval_is_sure_or_holds_nothing(level):
    with pytest.raises(ValueError, match="expected a whole count and a level"):
        measures.count_interval(3, level=level)


def test_the_interval_of_a_rate_is_that_of_its_count_for_so_many_residents():
    low, high = measures.rate_interval(10, 50_000, per=100_000)
    assert (low, high) == pytest.approx((9.59, 36.78), abs=5e-3)


def test_a_table_of_rates_says_of_how_many_and_how_sure():
    places = ["a", "b"]
    counts, people = pd.Series([10, 0], places), pd.Series([50_000, 1_000], places)
    table = measures.rate_table(counts, people, per=100_000)
    assert table.columns.tolist() == ["count", "population", "rate", "low", "high"]
    assert table.loc["a", "rate"] == 20
    assert table.loc["b", ["rate", "low", "high"]].tolist() == pytest.approx([0, 0, 368.888], 1e-5)
    with pytest.raises(ValueError, match="different places"):
        measures.rate_table(counts, people.iloc[::-1])


# Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine
# 17: 857–872, table I, method 3.
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_score_intervals_are_those_printed_by_newcombe(part, whole, low, high):
    assert measures.share_interval(part, whole) == pytest.approx((low, high), abs=5.1e-5)


@given(st.integers(1, 10**6), st.data())
def test_the_interval_of_a_share_holds_it_and_mirrors_that_of_the_rest(whole, data):
    part = data.draw(st.integers(0, whole))
    low, high = measures.share_interval(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    mirrored = measures.share_interval(whole - part, whole)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_an_interval_of_no_whole_or_at_no_level_is_refused():
    with pytest.raises(ValueError, match="found 1 of 0"):
        measures.share_interval(1, 0)
    with pytest.raises(ValueError, match=r"level between 0 and 1, found 1\.5"):
        measures.share_interval(1, 2, level=1.5)


def test_a_ratio_of_rates_by_hand():
    ratio, low, high = measures.rate_ratio((20, 1_000), (10, 1_000))
    assert ratio == 0.5
    part = measures.share_interval(10, 30)
    assert (low, high) == pytest.approx((part[0] / (1 - part[0]), part[1] / (1 - part[1])))


def test_large_counts_have_the_interval_of_the_logarithms():
    """The usual approximation: the ratio times exp(±1.96 √(1/a + 1/b))."""
    ratio, low, high = measures.rate_ratio((4_000, 1e6), (5_000, 2e6))
    factor = math.exp(1.96 * math.sqrt(1 / 4_000 + 1 / 5_000))
    assert (ratio, low, high) == pytest.approx((0.625, 0.625 / factor, 0.625 * factor), rel=1e-3)


@given(st.integers(1, 5_000), st.integers(1, 5_000), st.floats(1, 1e6), st.floats(1, 1e6))
def test_looking_back_turns_a_ratio_and_its_interval_over(count, count_2, people, people_2):
    ratio, low, high = measures.rate_ratio((count, people), (count_2, people_2))
    back = measures.rate_ratio((count_2, people_2), (count, people))
    assert low < ratio < high
    assert back == pytest.approx((1 / ratio, 1 / high, 1 / low))


@pytest.mark.parametrize("counts", [(0, 1), (1.5, 1), (1, -1), (1, 0.5)])
def test_a_ratio_needs_whole_counts_and_some_before(counts):
    with pytest.raises(ValueError):
        measures.rate_ratio((counts[0], 10), (counts[1], 10))


def test_no_events_after_leave_an_upper_limit():
    ratio, low, high = measures.rate_ratio((10, 100), (0, 100))
    assert (ratio, low) == (0, 0)
    assert high > 0
