"""The spread of groups and event studies: by hand, and against what must always hold."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citiesfirst import measures


def test_the_spread_of_a_group_is_its_middle_and_its_middle_half():
    values = pd.Series([1, 2, 3, 4, 5, 70], list("abcdef"))
    by = pd.Series(["small"] * 5 + ["large"], list("abcdef"))
    found = measures.spread(values, by)
    assert found.loc["small"].tolist() == [5, 2, 3, 4]
    assert found.loc["large"].tolist() == [1, 70, 70, 70]
    with pytest.raises(ValueError, match="a value and a group"):
        measures.spread(values, by.iloc[:5])


def panel(rows):
    return pd.DataFrame(rows, columns=["country", "when", "events"])


def study(rows, **how):
    return measures.event_study(panel(rows), "country", "when", "events", **how)


def test_the_mean_of_each_year_says_of_how_many_cities_and_countries():
    rows = [("a", -1, 4), ("a", 0, 2), ("b", -1, 8), ("b", -1, 6), ("c", 0, 3)]
    found = study(rows)
    assert found.index.tolist() == [-1, 0]
    assert found["mean"].tolist() == [6, 2.5]
    assert found["rows"].tolist() == [3, 2]
    assert found["clusters"].tolist() == [2, 2]


def test_cities_that_are_all_alike_leave_no_doubt():
    rows = [(country, when, 3) for country in "abc" for when in range(-2, 3)]
    assert (study(rows)[["mean", "low", "high"]] == 3).all(axis=None)


def test_one_country_of_two_is_drawn_twice_as_often_as_lots_have_it():
    """With values 0 and 1 the means are 0, ½ and 1, at chances of ¼, ½ and ¼."""
    rows = [("a", 0, 0), ("b", 0, 1)]
    assert study(rows, level=0.4).loc[0, ["low", "high"]].tolist() == [0.5, 0.5]
    assert study(rows, level=0.6).loc[0, ["low", "high"]].tolist() == [0, 1]


def test_cities_of_one_country_are_drawn_together():
    """Were they drawn one by one, the mean of 0 and 2 would be in doubt."""
    assert study([("a", 0, 0), ("a", 0, 2)]).loc[0, ["low", "high"]].tolist() == [1, 1]


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=1, max_size=8))
def test_intervals_lie_among_the_values_and_come_out_the_same_again(countries):
    rows = [(name, when, found[when]) for name, found in enumerate(countries) for when in range(3)]
    found = study(rows, level=0.999, draws=500)
    bounds = panel(rows).groupby("when")["events"].agg(["min", "max"])
    assert (bounds["min"] - 1e-9 <= found["low"]).all()
    assert (found["high"] <= bounds["max"] + 1e-9).all()
    assert (found["low"] <= found["high"]).all()
    assert found.equals(study(rows, level=0.999, draws=500))


def test_after_is_a_part_of_before_and_the_year_between_is_left_out():
    rows = [(c, when, n) for c in "ab" for when, n in [(-2, 6), (-1, 2), (0, 99), (1, 1), (2, 1)]]
    assert measures.before_and_after(panel(rows), "country", "when", "events") == (0.25, 0.25, 0.25)


def test_countries_that_differ_leave_doubt_of_what_came_after():
    rows = [
        (c, when, n)
        for c, after in zip("abcd", (0, 1, 2, 3), strict=True)
        for when, n in [(-1, 2), (1, after)]
    ]
    ratio, low, high = measures.before_and_after(panel(rows), "country", "when", "events")
    assert ratio == 0.75
    assert 0 <= low < 0.5
    assert 1 < high <= 1.5


@pytest.mark.parametrize(("level", "low", "high"), [(0.4, 1, 1), (0.9, 0, 2)])
def test_the_interval_of_before_and_after_covers_its_share_of_the_draws(level, low, high):
    """Two countries, drawn twice: the ratio is 0 or 2 in a quarter of draws each, else 1."""
    rows = [("a", -1, 2), ("a", 1, 0), ("b", -1, 2), ("b", 1, 4)]
    found = measures.before_and_after(panel(rows), "country", "when", "events", level=level)
    assert found == (1, low, high)


def test_no_before_or_no_after_cannot_be_compared():
    for rows in ([("a", 0, 1), ("a", 1, 1)], [("a", -1, 1)], [("a", -1, 0), ("a", 1, 1)]):
        with pytest.raises(ValueError, match="before and after"):
            measures.before_and_after(panel(rows), "country", "when", "events")


def test_rows_with_gaps_are_refused():
    for rows in ([], [("a", 0, None)], [(None, 0, 1)]):
        with pytest.raises(ValueError, match="without gaps"):
            study(rows)
