"""Distances, size classes and inequality: against the globe, and against cases done by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst import measures
from citiesfirst.geometry import EARTH_RADIUS

longitudes, latitudes = st.floats(-180, 180), st.floats(-90, 90)
places = st.tuples(longitudes, latitudes)


def test_a_degree_of_a_great_circle_is_the_360th_of_it():
    degree = 2 * math.pi * EARTH_RADIUS / 360
    assert measures.distance(18, 43, 18, 44) == pytest.approx(degree)
    assert measures.distance(18, 0, 19, 0) == pytest.approx(degree)
    assert measures.distance(0, 90, 0, -90) == pytest.approx(180 * degree)


@given(places, places)
def test_a_distance_is_the_angle_between_two_directions_from_the_middle_of_the_earth(one, two):
    def direction(place):
        lon, lat = np.radians(place)
        return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])

    a, b = direction(one), direction(two)
    angle = math.atan2(np.linalg.norm(np.cross(a, b)), a @ b)
    assert measures.distance(*one, *two) == pytest.approx(EARTH_RADIUS * angle, abs=1e-3)


@given(places, places, places)
def test_no_detour_is_shorter(one, two, three):
    there, back = measures.distance(*one, *two), measures.distance(*two, *one)
    assert there == pytest.approx(back, abs=1e-9)
    assert there <= measures.distance(*one, *three) + measures.distance(*three, *two) + 1e-3


def test_a_column_and_a_row_of_places_make_a_table():
    lon, lat = np.array([[0.0], [90.0]]), np.array([[0.0], [0.0]])
    table = measures.distance(lon, lat, np.array([0.0, 90.0, 180.0]), np.zeros(3))
    assert table / (math.pi * EARTH_RADIUS) == pytest.approx(np.array([[0, 0.5, 1], [0.5, 0, 0.5]]))


@given(st.lists(places, min_size=1, max_size=9), st.lists(places, min_size=1, max_size=9))
def test_no_other_place_is_nearer_than_the_nearest(here, there):
    (lon, lat), (to_lon, to_lat) = np.transpose(here), np.transpose(there)
    which, away = measures.nearest(lon, lat, to_lon, to_lat)
    table = measures.distance(lon[:, None], lat[:, None], to_lon, to_lat)
    assert away == pytest.approx(table.min(axis=1), abs=1e-3)
    assert away == pytest.approx(table[range(len(here)), which], abs=1e-9)


def test_of_equally_near_places_the_first_is_taken_and_many_are_joined_in_turns():
    lon = np.tile([1.0, 179.0], 1_500)
    which, away = measures.nearest(lon, np.zeros(3_000), [0, 180, 0, -180], [0, 0, 0, 0])
    assert which.tolist() == [0, 1] * 1_500
    assert away == pytest.approx(math.pi * EARTH_RADIUS / 180)
    assert [len(part) for part in measures.nearest([], [], [0], [0])] == [0, 0]


def test_nothing_is_near_to_nothing():
    with pytest.raises(ValueError, match="at least one place"):
        measures.nearest([0], [0], [], [])


@pytest.mark.parametrize("place", [(181, 0), (0, 91), (math.nan, 0)])
def test_what_is_not_on_earth_has_no_distance(place):
    with pytest.raises(ValueError, match="longitudes within 180"):
        measures.distance(*place, 0, 0)


def test_a_bound_belongs_to_the_class_that_starts_there():
    people = pd.Series([0, 9_999, 10_000, 99_999, 100_000])
    classes = measures.size_class(people, [10_000, 100_000])
    assert classes.tolist() == [
        *["under 10,000"] * 2,
        *["10,000 to 99,999"] * 2,
        "100,000 and more",
    ]
    assert classes.cat.ordered


def test_the_classes_of_colombia_are_those_of_its_table():
    from citiesfirst import tables

    known = tables.load("colombia_municipalities").dropna(subset=["population_2005"])
    bounds = [10_000, 20_000, 50_000, 100_000, 500_000]
    ours = measures.size_class(known["population_2005"], bounds).astype(str)
    assert (ours == known["size_class"]).all()


@pytest.mark.parametrize("bounds", [[], [0, 10], [20, 10], [10, 10]])
def test_bounds_that_do_not_rise_are_refused(bounds):
    with pytest.raises(ValueError, match="bounds that rise"):
        measures.size_class(pd.Series([1]), bounds)


def test_a_missing_population_has_no_class():
    with pytest.raises(ValueError, match="in every place"):
        measures.size_class(pd.Series([1.0, None]), [10])


def test_gini_by_hand():
    assert measures.gini([5, 5, 5]) == 0
    assert measures.gini([0, 0, 0, 1]) == 0.75
    # 1, 2, 3: the nine differences sum to 8, their mean is 8/9, and half of it 4/9 of the mean 2.
    assert measures.gini([3, 1, 2]) == pytest.approx(2 / 9)


amounts = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any)


@given(amounts, st.integers(1, 1_000))
def test_gini_is_half_the_mean_difference_and_knows_no_unit(values, factor):
    table = np.array(values, float)
    differences = np.abs(table[:, None] - table[None, :]).mean()
    assert measures.gini(values) == pytest.approx(differences / (2 * table.mean()), abs=1e-9)
    assert measures.gini(table * factor) == pytest.approx(measures.gini(values))


def test_the_share_of_the_largest():
    assert measures.top_share([1, 5, 4], 1) == 0.5
    assert measures.top_share([1, 5, 4], 2) == 0.9


@given(amounts)
def test_the_shares_of_the_largest_grow_to_the_whole(values):
    shares = [measures.top_share(values, top) for top in range(1, len(values) + 1)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


@pytest.mark.parametrize("values", [[], [0, 0], [1, -1], [1, math.nan]])
def test_what_has_no_parts_is_refused(values):
    with pytest.raises(ValueError, match="one of them above zero"):
        measures.gini(values)


def test_no_more_can_be_largest_than_there_are():
    with pytest.raises(ValueError, match="a number from 1 to 2, found 3"):
        measures.top_share([1, 2], 3)
