"""When conflicts ended, and what cities counted around it: by hand, and in cases well known."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst import tables
from citiesfirst.measures import endings


def active(**countries):
    return pd.Series({name: set(years) for name, years in countries.items()}, dtype=object)


def ended(shortest=1, quiet=1, known_to=2000, **countries):
    found = endings.ends(active(**countries), shortest, quiet, known_to)
    return list(found.itertuples(index=False, name=None))


def test_episodes_that_overlap_are_one_time_of_conflict():
    episodes = pd.DataFrame(
        {"iso3": ["A", "A", "B"], "first_year": [1, 3, 7], "last_year": [4, 5, 7]}
    )
    assert endings.active_years(episodes).to_dict() == {"A": {1, 2, 3, 4, 5}, "B": {7}}


def test_a_conflict_ends_with_the_last_of_its_years():
    assert ended(A=[1990, 1991, 1992, 1995]) == [("A", 1990, 1992), ("A", 1995, 1995)]


def test_short_conflicts_and_short_pauses_can_be_left_out():
    assert ended(A=[1990, 1991, 1992, 1995], shortest=3) == [("A", 1990, 1992)]
    assert ended(A=[1990, 1991, 1992, 1995], quiet=3) == [("A", 1995, 1995)]
    assert ended(A=[1990, 1991, 1992, 1995], shortest=3, quiet=3) == []


def test_a_conflict_whose_peace_is_not_known_to_last_has_not_ended():
    assert ended(A=[1999, 2000]) == []
    assert ended(A=[1996], quiet=4) == [("A", 1996, 1996)]
    assert ended(A=[1996], quiet=5) == []


@given(st.sets(st.integers(1950, 2000), min_size=1), st.integers(1, 4), st.integers(1, 6))
def test_after_an_end_there_is_peace_and_before_it_there_was_none(years, shortest, quiet):
    for _, first, last in ended(A=years, shortest=shortest, quiet=quiet):
        assert set(range(first, last + 1)) <= years
        assert last - first + 1 >= shortest
        assert not years & set(range(last + 1, last + quiet + 1))
        assert first - 1 not in years


def test_less_than_a_year_is_refused():
    with pytest.raises(ValueError, match="one year or more, found 0 and 1"):
        ended(A=[1990], shortest=0)


def test_the_war_in_bosnia_ended_in_1995_and_that_in_el_salvador_in_1991():
    episodes = tables.load("conflict_episodes").query("type == 'intrastate'")
    found = endings.ends(endings.active_years(episodes), 3, 5, 2024).set_index("iso3")["last"]
    assert found.loc["BIH"] == 1995
    assert found.loc["SLV"] == 1991


@pytest.fixture
def cities():
    """Two cities of a country with a conflict in 3 and 4, and two of countries at peace."""
    countries = pd.Series({"a": "A", "b": "A", "c": "C", "d": "D"})
    rows = [("a", 3, 9), ("a", 4, 7), ("b", 4, 1), ("c", 4, 2), ("c", 5, 4), ("d", 1, 8)]
    counts = pd.DataFrame(rows, columns=["city", "year", "events"])
    return endings.with_zeros(counts, pd.Series(countries.index), 1, 6), countries


def test_a_city_and_year_without_a_row_had_no_event(cities):
    counts, _ = cities
    assert len(counts) == 24
    assert counts.loc[("a", 4), "events"] == 7
    assert counts.loc[("b", 1), "events"] == 0


def test_years_are_counted_from_the_last_of_the_conflict(cities):
    at_war = active(A=[3, 4])
    found = endings.around(*cities, endings.ends(at_war, 1, 2, 6), at_war, "events", years=1)
    city = found.set_index(["city", "when"])
    assert city.loc["a", "value"].to_dict() == {-1: 9, 0: 7, 1: 0}
    assert city.loc["b", "value"].to_dict() == {-1: 0, 0: 1, 1: 0}
    assert city.loc["a", "peace"].to_dict() == {-1: 0, 0: 1, 1: 2}
    assert (found["iso3"] == "A").all()


def test_cities_at_peace_are_those_without_a_conflict_in_any_year_around(cities):
    at_war = active(A=[3, 4], C=[5])
    found = endings.around(*cities, endings.ends(at_war, 2, 2, 6), at_war, "events", years=1)
    assert (found["peace"] == 0).all()  # city d alone


def test_an_end_too_near_the_edge_of_the_counts_is_left_out(cities):
    at_war = active(A=[3, 4])
    assert endings.around(*cities, endings.ends(at_war, 1, 2, 6), at_war, "events", 3).empty
