"""Passengers of the four airports, against the totals of the Directorate of Civil Aviation."""

from __future__ import annotations

import pytest

from recipes import sarajevo_recovery
from recipes.common import RecipeError
from tests.recipes.workshop import numbered

YEARS = range(2015, 2021)


@pytest.fixture
def points():
    return numbered("sarajevo_recovery_points")


@pytest.mark.parametrize("year", YEARS)
def test_a_passenger_too_many_is_noticed_in_every_year(points, year):
    row = points.index[(points["year"] == year) & (points["place"] == "Mostar")][0]
    points.loc[row, "value"] += 1
    with pytest.raises(RecipeError, match=f"column passengers in {year}: expected a total of"):
        sarajevo_recovery.check({"sarajevo_recovery_points": points})


def test_a_year_of_which_nothing_is_left_has_no_passengers(points):
    points = points[points["year"] != 2020]
    with pytest.raises(RecipeError, match=r"passengers in 2020: .* 523,839 as published, found 0"):
        sarajevo_recovery.check({"sarajevo_recovery_points": points})


def test_other_measures_are_no_passengers(points):
    points.loc[points["measure"] != "airport_passengers", ["year", "value"]] = [2020, 1]
    sarajevo_recovery.check({"sarajevo_recovery_points": points})
