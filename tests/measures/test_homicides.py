"""Homicides by place and size: against values worked out by hand, and the tables' own sums."""

import pandas as pd
import pytest

from citiesfirst import tables
from citiesfirst.measures import homicides

REGION = pd.DataFrame(
    {
        "municipality": ["hill", "town"] * 2,
        "year": [2003, 2003, 2004, 2004],
        "homicides": [1, 30, 0, 50],
        "population": [10_000, 50_000] * 2,
    }
)
COUNTRY = pd.DataFrame(
    {
        "year": [2003, 2003, 2004, 2004],
        "size_class": ["small", "large"] * 2,
        "homicides": [21, 80, 10, 100],
        "population": [110_000, 150_000] * 2,
    }
)
SIZE = pd.Series({"hill": "small", "town": "large"})


def test_years_are_pooled_by_adding_homicides_and_person_years():
    found = homicides.pooled(REGION, "municipality", 2003, 2004)
    assert found.loc["town", ["count", "population"]].to_list() == [80, 100_000]
    assert found.at["town", "rate"] == pytest.approx(80)
    assert found.at["hill", "rate"] == pytest.approx(5)
    assert found.at["town", "low"] < 80 < found.at["town", "high"]


def test_places_of_like_size_are_those_outside_the_region():
    found = homicides.expected_by_size(REGION, COUNTRY, SIZE)
    # small: (21 - 1) / 100,000 x 10,000 = 2; large: (80 - 30) / 100,000 x 50,000 = 25
    assert found.at[2003, "expected"] == pytest.approx(2 + 25)
    assert found.at[2004, "expected"] == pytest.approx(1 + 25)
    assert found["homicides"].to_list() == [31, 50]


def test_a_place_without_a_class_is_named():
    with pytest.raises(ValueError, match="no size class for hill"):
        homicides.expected_by_size(REGION, COUNTRY, SIZE.drop("hill"))


def test_years_are_not_pooled_across_the_break_in_the_population():
    with pytest.raises(ValueError, match="break in the population at 2018"):
        homicides.pooled(REGION, "municipality", 2016, 2019)
    with pytest.raises(ValueError, match="break in the population at 2018"):
        homicides.pooled(REGION, "municipality", 2017, 2018)


def test_a_span_may_begin_with_the_break():
    first = homicides.CENSUS_BREAK
    after = REGION.assign(year=first)
    assert homicides.pooled(after, "municipality", first, first)["count"].sum() == 1 + 30 + 0 + 50


def test_a_year_without_rows_is_named():
    with pytest.raises(ValueError, match=r"no row for the years \[2005\]"):
        homicides.pooled(REGION, "municipality", 2003, 2005)


def test_a_place_that_has_no_population_yet_has_no_rate_of_its_own():
    cauca = tables.load("north_cauca_homicides")
    with pytest.raises(ValueError, match="homicides without a population: Guachené"):
        homicides.pooled(cauca, "municipality", 2003, 2007)
    whole = homicides.merged(cauca, {"Guachené": "Caloto"})
    assert "Guachené" not in set(whole["municipality"])
    assert whole["homicides"].sum() == cauca["homicides"].sum()
    homicides.pooled(whole, "municipality", 2003, 2007)


def test_northern_cauca_lies_above_places_of_like_size_in_every_year_since_2005():
    places = tables.load("colombia_municipalities")
    places = places[places["north_cauca"]].set_index("municipality")["size_class"]
    found = homicides.expected_by_size(
        tables.load("north_cauca_homicides"), tables.load("colombia_homicides_by_size"), places
    )
    above = found["homicides"] > found["expected"]
    assert above.loc[2005:].all() and not above.loc[2003:2004].any()
