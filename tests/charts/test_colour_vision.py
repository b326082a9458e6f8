"""The house colours stay apart for people who see fewer colours, in both themes."""

import itertools

import pytest

from citiesfirst import charts
from tests.colour_vision import SIGHT, TWO_COLOURS, difference

THEMES = {"light": lambda colour: colour, "dark": charts.DARK_COLOURS.get}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_colours_of_series_become_one(theme, sight):
    seen = [THEMES[theme](colour) for colour in (*charts.COLOURS, charts.INK)]
    apart = [difference(one, other, sight) for one, other in itertools.combinations(seen, 2)]
    assert min(apart) >= TWO_COLOURS


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
def test_each_step_of_the_scale_differs_from_the_next_by_twice_as_much(theme, sight):
    seen = [THEMES[theme](colour) for colour in charts.SCALE]
    assert min(difference(*two, sight) for two in itertools.pairwise(seen)) >= 2 * TWO_COLOURS


def test_the_simulation_leaves_grey_as_it_is_and_takes_red_from_green():
    for sight in SIGHT:
        assert difference("#000000", "#ffffff", sight) == pytest.approx(100, abs=0.1)
    red, green = "#c04000", "#706000"
    assert difference(red, green, "full") > 40
    assert difference(red, green, "deuteranopia") < difference(red, green, "full") / 2
    assert difference(red, green, "tritanopia") > 40
