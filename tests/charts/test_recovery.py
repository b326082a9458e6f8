"""Charts of what came after show every place and every interval, in each of their states."""

import pandas as pd
import pytest

from citiesfirst import charts, measures

VALUES = pd.Series({"Pale": 130.0, "Tuzla": 84.0, "Foča": 50.0, "Zenica": 76.0})
PEOPLE = pd.Series({"Pale": 16_000, "Tuzla": 131_000, "Foča": 40_000, "Zenica": 145_000})
BY_SIZE = pd.Series({"Pale": "small", "Tuzla": "large", "Foča": "small", "Zenica": "large"})
BY_DEATHS = pd.Series({"Pale": "many", "Tuzla": "few", "Foča": "many", "Zenica": "few"})
ROWS = {"Size": ["large", "small"], "Deaths": ["many", "few"]}
KEY = [[("●", charts.GREEN, "Tuzla"), ("●", charts.BLUE, "others")]]


@pytest.fixture
def strips():
    groups = {"Size": BY_SIZE, "Deaths": BY_DEATHS}
    spreads = {name: measures.spread(VALUES, by).loc[ROWS[name]] for name, by in groups.items()}
    return charts.recovery.strips(
        VALUES, groups, spreads, PEOPLE, {"Tuzla": charts.GREEN}, ["Pale"], KEY
    )


def dots(fig):
    return next(trace for trace in fig.data if trace.customdata is not None)


def test_every_place_is_a_dot_in_the_row_of_its_group(strips):
    found = dots(strips)
    rows = {name: round(y) for (name, _), y in zip(found.customdata, found.y, strict=True)}
    assert rows == {"Tuzla": 0, "Zenica": 0, "Pale": 1, "Foča": 1}
    places = {name: x for (name, _), x in zip(found.customdata, found.x, strict=True)}
    assert places == VALUES.to_dict()


def test_marked_places_have_their_colour_and_hollow_ones_are_rings(strips):
    found = dots(strips)
    names = [name for name, _ in found.customdata]
    assert found.marker.color[names.index("Tuzla")] == charts.GREEN
    assert found.marker.symbol[names.index("Pale")] == "circle-open"
    assert list(found.marker.symbol).count("circle-open") == 1


def test_rows_name_their_group_and_how_many_places_it_has(strips):
    assert list(strips.layout.yaxis.ticktext) == ["large<br>2 places", "small<br>2 places"]
    medians = strips.data[-1]
    assert list(medians.x) == [80, 90]


def test_a_button_moves_the_dots_and_renames_the_rows(strips):
    traces, layout = strips.layout.updatemenus[0].buttons[1].args
    assert layout["yaxis.ticktext"] == ["many<br>2 places", "few<br>2 places"]
    position = list(strips.data).index(dots(strips))
    names = [name for name, _ in dots(strips).customdata]
    rows = {name: round(y) for name, y in zip(names, traces["y"][position], strict=True)}
    assert rows == {"Pale": 0, "Foča": 0, "Tuzla": 1, "Zenica": 1}
    assert traces["x"][-1] == [90, 80]
    assert all(len(values) == len(strips.data) for values in traces.values())


def test_progress_shows_each_row_at_each_time_with_its_interval():
    rows = {"large": [(80, 78, 82), (57, 55, 60)], "small": [(50, 45, 56), (47, 41, 54)]}
    fig = charts.recovery.progress(rows, {"2010": charts.ORANGE, "2016": charts.BLUE}, "2004")
    early, late = (trace for trace in fig.data if trace.name)
    assert list(early.x) == [80, 50]
    assert list(late.error_x.array) == [3, 7]
    assert list(late.error_x.arrayminus) == [2, 6]
    assert list(fig.layout.yaxis.ticktext) == ["large", "small"]


@pytest.fixture
def around():
    years = pd.Index(range(-5, 6))
    frame = pd.DataFrame({"mean": 2.0, "low": 1.0, "high": 3.0, "peace": 0.5, "rows": 9}, years)
    views = {"lasting": {"violence": frame, "protest": 2 * frame}, "all": {"violence": frame / 2}}
    views["all"]["protest"] = frame
    return charts.panels.around(views, {"violence": charts.VERMILION, "protest": charts.BLUE})


def test_each_panel_has_a_band_a_line_and_cities_at_peace_on_an_axis_of_its_own(around):
    assert [trace.yaxis for trace in around.data] == ["y"] * 3 + ["y2"] * 3
    band, peace, line = around.data[:3]
    assert (max(band.y), min(band.y), set(peace.y), set(line.y)) == (3, 1, {0.5}, {2})
    assert {trace.line.color for trace in around.data[3:]} == {charts.BLUE}


def test_another_view_has_a_value_for_every_trace_on_the_same_axes(around):
    traces, layout = around.layout.updatemenus[0].buttons[1].args
    assert [set(values) for values in traces["y"][1:3]] == [{0.25}, {1}]
    assert all(len(values) == len(around.data) for values in traces.values())
    assert not any("axis" in key for key in layout)
    assert around.layout.yaxis.range[1] > 3
    assert around.layout.yaxis2.range[1] > 6


def test_lines_of_cities_stand_below_each_other_with_wars_and_counts():
    lines = pd.DataFrame({"Sarajevo": [339.0, 341.0], "Kabul": [1549.0, 1929.0]}, [1990, 1995])
    wars = {"Sarajevo": (1992.3, 1996.2, "siege")}
    fig = charts.panels.straight(lines, wars, {"Sarajevo": {1991: 362.0}})
    assert [trace.yaxis for trace in fig.data] == ["y", "y", "y2"]
    assert list(fig.data[1].x) == [1991]
    assert (fig.layout.shapes[0].x0, fig.layout.shapes[0].yref) == (1992.3, "y domain")
    words = [note.text for note in fig.layout.annotations]
    assert "siege" in words
    assert "<b>Kabul</b>" in words
    domains = [fig.layout.yaxis.domain, fig.layout.yaxis2.domain]
    assert domains[0][0] > domains[1][1]
