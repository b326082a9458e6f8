"""Charts of people and of money: what they show, and that each width has its room."""

import pandas as pd

from citiesfirst import charts


def test_the_parts_of_a_bar_of_places_make_a_whole():
    places = pd.DataFrame({"near": [0.2], "elsewhere": [0.3], "unknown": [0.5]}, ["Iraq"])
    fig = charts.money.located(places, ["near", "elsewhere", "unknown"])
    assert sum(trace.x[0] for trace in fig.data) == 100


def test_the_axis_of_the_largest_cities_has_room_for_every_dot():
    small = pd.DataFrame({1990: [0.2, 0.1], 2015: [0.3, 0.1]}, ["one", "other"])
    fig = charts.people.largest({"small": small, "large": 3 * small}, 1990, 2015, "Share, %")
    assert fig.layout.xaxis.range == (0, 62)
    assert fig.layout.updatemenus[0].buttons[1].args[1]["xaxis.range"] == [0, 102]


def test_lines_change_from_estimate_to_projection_without_a_gap():
    shares = pd.DataFrame({"World": [0.3, 0.4, 0.5]}, [2000, 2010, 2020])
    shown = {"World": ("World", charts.INK, 0)}
    fig = charts.people.urban_lines(shares, shown, projected=2010, report=2000)
    assert fig.data[0].x[-1] == fig.data[1].x[0] == 2010
    assert (fig.data[0].line.dash, fig.data[1].line.dash) == ("solid", "dot")
