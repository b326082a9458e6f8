"""Ranks: against orders that can be seen at a glance, and against what must always hold."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citiesfirst import measures


def test_equal_values_share_the_better_place():
    values = pd.Series({"a": 7.0, "b": 9.0, "c": 7.0, "d": 1.0})
    assert [measures.rank(values, name) for name in "badc"] == [1, 2, 4, 2]


def test_a_rank_needs_the_label_once_and_all_values():
    with pytest.raises(ValueError, match="expected 'z' once, found it 0x"):
        measures.rank(pd.Series({"a": 1.0}), "z")
    with pytest.raises(ValueError, match="found it 2x"):
        measures.rank(pd.Series([1.0, 2.0], index=["a", "a"]), "a")
    with pytest.raises(ValueError, match="gaps"):
        measures.rank(pd.Series({"a": 1.0, "b": None}), "a")


PLACES = ["few", "some", "many"]


def test_large_counts_far_apart_leave_no_doubt_of_the_rank():
    counts = pd.Series([1_000, 4_000, 9_000], PLACES)
    people = pd.Series([10_000] * 3, PLACES)
    assert [measures.rank_interval(counts, people, name) for name in PLACES] == [
        (3, 3),
        (2, 2),
        (1, 1),
    ]


def test_small_counts_leave_every_rank_open():
    counts, people = pd.Series([2, 3, 3], PLACES), pd.Series([10_000] * 3, PLACES)
    assert measures.rank_interval(counts, people, "few") == (1, 3)


def test_a_rank_is_one_of_rates_and_not_of_counts():
    counts, people = pd.Series([1_000, 4_000], ["a", "b"]), pd.Series([1_000, 40_000], ["a", "b"])
    assert measures.rank_interval(counts, people, "a") == (1, 1)


@pytest.mark.parametrize(("level", "places"), [(0.5, (1, 1)), (0.8, (1, 2))])
def test_an_interval_of_a_rank_covers_its_share(level, places):
    """60 deaths against 50 of as many people: first with a chance of 83 per cent."""
    counts, people = pd.Series([60, 50], ["a", "b"]), pd.Series(1_000, ["a", "b"])
    assert measures.rank_interval(counts, people, "a", level=level) == places


def test_among_equals_the_interval_leaves_out_as_many_places_at_either_end():
    """Of 200 places of one rate each has any rank with the same chance."""
    places = list(range(200))
    counts, people = pd.Series(100, places), pd.Series(1_000, places)
    low, high = measures.rank_interval(counts, people, 7, level=0.9)
    assert (low, high) == pytest.approx((10, 190), abs=3)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=8), st.data())
def test_the_interval_of_a_rank_lies_among_the_places_and_comes_out_the_same_again(dead, data):
    counts = pd.Series(dead, [f"place {number}" for number in range(len(dead))])
    people = pd.Series(1_000, counts.index)
    label = data.draw(st.sampled_from(list(counts.index)))
    low, high = measures.rank_interval(counts, people, label, draws=200)
    assert 1 <= low <= high <= len(dead)
    assert (low, high) == measures.rank_interval(counts, people, label, draws=200)


def test_an_interval_of_a_rank_needs_people_and_the_place():
    counts, people = pd.Series([1, 2], ["a", "b"]), pd.Series([10, 0], ["a", "b"])
    with pytest.raises(ValueError, match="populations above zero"):
        measures.rank_interval(counts, people, "a")
    with pytest.raises(ValueError, match="expected 'z' once"):
        measures.rank_interval(counts, people + 1, "z")
    with pytest.raises(ValueError, match="different places"):
        measures.rank_interval(counts, people.iloc[::-1], "a")


def test_a_rank_correlation_by_hand():
    """Differences of the ranks are 0, 1, 1 and 0: 1 − 6 · 2 / (4 · 15) = 0.8."""
    one, other = pd.Series([1, 2, 3, 9]), pd.Series([10, 30, 20, 40])
    found, low, high = measures.rank_correlation(one, other)
    assert found == pytest.approx(0.8)
    assert low < 0.8 < high


def test_the_same_order_and_the_opposite_one():
    one = pd.Series([1.0, 5.0, 2.0, 9.0, 3.0])
    assert measures.rank_correlation(one, one**3) == (1, 1, 1)
    assert measures.rank_correlation(one, -one) == (-1, -1, -1)


def test_the_interval_is_that_of_bonett_and_wright():
    """At a correlation of 0 of 103 places: tanh(±1.96 · √(1 / 100)) = ±0.194."""
    one = pd.Series(range(103))
    other = (one - 51).abs()
    found, low, high = measures.rank_correlation(one, other)
    assert (found, low, high) == pytest.approx((0, -0.1936, 0.1936), abs=5e-4)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=4, max_size=30))
def test_a_rank_correlation_lies_in_its_interval_and_knows_no_order(pairs):
    one, other = (pd.Series(column) for column in zip(*pairs, strict=True))
    if one.nunique() < 2 or other.nunique() < 2:
        return
    found, low, high = measures.rank_correlation(one, other)
    assert -1 <= low <= found <= high <= 1
    assert measures.rank_correlation(other, one) == pytest.approx((found, low, high))


@pytest.mark.parametrize("column", [[1, 2, 3], [1, 1, 1, 1], [1, 2, 3, None]])
def test_what_has_no_order_has_no_rank_correlation(column):
    with pytest.raises(ValueError, match="expected"):
        measures.rank_correlation(pd.Series(column), pd.Series(range(len(column))))
