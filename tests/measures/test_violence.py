"""Deaths by period and place: against values worked out by hand, and what must always hold."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst import measures, tables
from citiesfirst.measures import violence

EVENTS = pd.DataFrame(
    {
        "year": [2001, 2001, 2002, 2002, 2003, 2003],
        "place": ["town", "hills"] * 3,
        "deaths_best": [1, 10, 2, 20, 4, 40],
    }
)


def test_deaths_of_a_period_are_the_sum_of_its_years():
    sums = violence.by_period(EVENTS, "place", {"early": (2001, 2002), "late": (2003, 2003)})
    assert sums.loc["early"].to_dict() == {"town": 3, "hills": 30}
    assert sums.loc["late"].to_dict() == {"town": 4, "hills": 40}


def test_a_period_that_runs_past_the_data_is_refused():
    with pytest.raises(ValueError, match=r"period long: no row for \[2004\]"):
        violence.by_period(EVENTS, "place", {"long": (2001, 2004)})


def test_the_periods_of_afghanistan_follow_on_each_other_and_part_at_the_cited_article():
    spans = list(violence.AFGHANISTAN.values())
    assert [span[0] for span in spans[1:]] == [span[1] + 1 for span in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (1989, 2021)
    assert violence.AFGHANISTAN["2002–2005"][1] == 2005
    assert violence.length((2002, 2005)) == 4


ESTIMATES = pd.DataFrame(
    {
        "year": [2000, 2003, 2004, 2010],
        "low": [1_700, 2_400, 3_000, 3_300],
        "high": pd.array([1_700, None, 3_000, 3_300], dtype="Int64"),
    }
)


def test_a_period_takes_its_own_estimates_and_those_of_the_years_next_to_it():
    assert violence.population_range(ESTIMATES, (2004, 2005)) == (2_400, 3_000)
    assert violence.population_range(ESTIMATES, (2002, 2009)) == (2_400, 3_300)
    assert violence.population_range(ESTIMATES, (2004, 2005), margin=0) == (3_000, 3_000)


def test_a_period_without_an_estimate_is_refused():
    with pytest.raises(ValueError, match="no estimate of the population near 2012 to 2014"):
        violence.population_range(ESTIMATES, (2012, 2014))


def test_the_larger_population_gives_the_lower_rate():
    low, high = violence.rate_range(60, (2002, 2004), (1_000_000, 2_000_000))
    assert (low, high) == (1.0, 2.0)  # 20 a year, among two million and among one


def test_the_worst_place_of_every_year_is_first_whichever_years_are_drawn():
    yearly = EVENTS.pivot(index="year", columns="place", values="deaths_best")
    assert violence.rank_over_years(yearly, "hills") == (1, 1, 1)
    assert violence.rank_over_years(yearly, "town") == (2, 2, 2)


def test_a_rank_that_hangs_on_one_year_has_a_wide_interval():
    yearly = pd.DataFrame({"one bad year": [0, 0, 0, 9], "steady": [2, 2, 2, 2]})
    assert violence.rank_over_years(yearly, "one bad year") == (1, 1, 2)


def test_the_interval_of_a_rank_leaves_out_as_many_draws_at_either_end():
    """Of a hundred years of which one place is first in one alone, 37 in 100 draws have none."""
    bad = [0] * 99 + [1_000]
    yearly = pd.DataFrame({"one bad year": bad, "steady": 1})
    # Beyond either end lie 40 draws in 100 at a level of 0.2, and 35 at 0.3.
    assert violence.rank_over_years(yearly, "one bad year", level=0.2) == (1, 1, 1)
    assert violence.rank_over_years(yearly, "one bad year", level=0.3) == (1, 1, 2)
    assert violence.rank_over_years(yearly, "steady", level=0.2) == (2, 2, 2)
    assert violence.rank_over_years(yearly, "steady", level=0.3) == (2, 1, 2)


@given(
    st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=2, max_size=5),
    st.sampled_from("abc"),
)
def test_a_rank_lies_among_the_places_and_its_interval_is_in_order(rows, label):
    yearly = pd.DataFrame(rows, columns=list("abc"))
    rank, best, worst = violence.rank_over_years(yearly, label, draws=50)
    assert 1 <= best <= worst <= 3
    assert rank == measures.rank(yearly.sum(), label)


def test_a_rank_needs_years_and_the_place():
    with pytest.raises(ValueError, match="'sea'"):
        violence.rank_over_years(pd.DataFrame({"town": [1]}), "sea")
    with pytest.raises(ValueError, match="expected years"):
        violence.rank_over_years(pd.DataFrame({"town": []}), "town")


def test_a_place_with_a_tenth_of_the_deaths_needs_a_tenth_of_the_people_for_the_same_rate():
    deaths = pd.Series({"town": 100, "hills": 10, "valley": 0})
    needed = violence.people_for_same_rate(deaths, "town", 2_000_000)
    assert needed.to_dict() == {"town": 2_000_000, "hills": 200_000, "valley": 0}
    assert measures.rate(10, needed["hills"]) == measures.rate(100, 2_000_000)
    with pytest.raises(ValueError, match="expected deaths in 'valley'"):
        violence.people_for_same_rate(deaths, "valley", 1)


def test_an_index_starts_at_a_hundred():
    values = pd.DataFrame({"a": [50.0, 25.0], "b": [4.0, 8.0]}, index=[2003, 2004])
    assert violence.compared_with_first(values).loc[2004].to_dict() == {"a": 50, "b": 200}
    with pytest.raises(ValueError, match=r"\['c'\]"):
        violence.compared_with_first(pd.DataFrame({"c": [0.0, 1.0]}))


def test_the_deaths_within_20_km_of_kabul_are_those_of_the_independent_count():
    """Yearly counts of the event file, made apart from the recipe."""
    bands = violence.by_period(
        tables.load("ged_afghanistan_kabul_bands"), "band", violence.AFGHANISTAN
    )
    near = ["within 5 km", "5 to 10 km", "10 to 20 km"]
    assert bands.loc["1992–1996", near].sum() == 4_131 + 2_670 + 7_753 + 1_560 + 1_393
    assert bands.loc["2002–2005", near].sum() == 47 + 6 + 8 + 14
