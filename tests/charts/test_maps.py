"""Maps: every place once, in the class of its value, to scale."""

import plotly.graph_objects as go
import pytest

from citiesfirst import charts

BOUNDS = [10, 20, 40, 80]


def box(west, south, size=1.0):
    ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    return [[[west + size * x, south + size * y] for x, y in ring]]


def country():
    """Three square places around 18° E 44° N; the last one comes in two pieces."""
    pieces = [box(19, 44), box(20.2, 44, 0.2)]
    shapes = {
        "Alpha": {"type": "Polygon", "coordinates": box(17, 43)},
        "Beta": {"type": "Polygon", "coordinates": box(18, 43)},
        "Gamma": {"type": "MultiPolygon", "coordinates": pieces},
    }
    features = [{"properties": {"name": k}, "geometry": shape} for k, shape in shapes.items()]
    return {"type": "FeatureCollection", "features": features}


VALUES = {"Alpha": 5, "Beta": 40, "Gamma": 210}
SAID = {"key": "name", "hover": {name: f"{name}!" for name in VALUES}}


def test_a_value_on_a_bound_belongs_to_the_class_above_it():
    assert [charts.maps.class_of(value, BOUNDS) for value in (0, 9.9, 10, 40, 79, 80, 210)] == [
        *(0, 0, 1),
        *(3, 3),
        *(4, 4),
    ]


def test_every_place_is_drawn_once_in_the_colour_of_its_class():
    traces = charts.maps.areas(country(), VALUES, BOUNDS, **SAID)
    assert {trace.name: trace.fillcolor for trace in traces} == {
        "Alpha": charts.SCALE[0],
        "Beta": charts.SCALE[3],
        "Gamma": charts.SCALE[4],
    }
    assert {trace.text for trace in traces} == {"Alpha!", "Beta!", "Gamma!"}


def test_maps_are_ordinary_traces_that_fetch_nothing():
    figure = charts.maps.with_inset(
        country(), VALUES, BOUNDS, **SAID, unit="deaths", inset=["Beta"], heading="Beta"
    )
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert figure.layout.yaxis.scaleanchor == "x"
    assert figure.layout.yaxis2.scaleanchor == "x2"


def test_a_place_without_a_value_or_an_outline_is_named():
    with pytest.raises(ValueError, match="no outline or no value for Gamma"):
        charts.maps.areas(country(), {"Alpha": 1, "Beta": 2}, BOUNDS, **SAID)
    with pytest.raises(ValueError, match="no outline or no value for Delta"):
        charts.maps.areas(country(), VALUES, BOUNDS, **SAID, only=["Alpha", "Delta"])
    with pytest.raises(ValueError, match="no outline for Delta"):
        charts.maps.borders(country(), ["Delta"], key="name")


@pytest.mark.parametrize("bounds", [[10, 20], [40, 20, 10, 80]])
def test_bounds_rise_and_fit_the_colours(bounds):
    with pytest.raises(ValueError, match="expected 4 rising bounds"):
        charts.maps.areas(country(), VALUES, bounds, **SAID)


def test_the_enlarged_part_shows_its_places_alone_and_stands_below_on_a_phone():
    figure = charts.maps.with_inset(
        country(), VALUES, BOUNDS, **SAID, unit="deaths", inset=["Beta"], heading="Beta"
    )
    assert [trace.name for trace in figure.data if trace.xaxis == "x2" and trace.name] == ["Beta"]
    narrow = figure.layout.meta["narrow"]["layout"]
    assert narrow["yaxis2"]["domain"][1] < narrow["yaxis"]["domain"][0]
    assert narrow["height"] > figure.layout.height


def test_a_label_stands_in_the_middle_of_the_largest_piece():
    points = charts.maps.label_points(country(), key="name")
    # 111.2 km to a degree of latitude: from the middle of the map (44° N) to that of Gamma (44.5°).
    assert points["Gamma"][1] == pytest.approx(0.5 * 111.2, abs=1)
    assert points["Alpha"][0] < points["Beta"][0] < points["Gamma"][0]


def test_words_that_do_not_fit_stand_away_at_the_end_of_a_line():
    figure, points = go.Figure(), charts.maps.label_points(country(), key="name")
    charts.maps.name_places(
        figure, points, {"Alpha": "A", "Beta": "B"}, light=["Alpha"], away={"Beta": (9, 7)}
    )
    inside, outside = figure.layout.annotations
    assert not inside.showarrow
    assert inside.font.color == charts.GROUND
    assert (outside.showarrow, outside.ax, outside.ay) == (True, 9, 7)


def test_the_key_has_a_box_a_class_and_names_the_bounds():
    figure = go.Figure()
    charts.maps.add_key(figure, BOUNDS, "Deaths per 1,000 residents")
    assert [shape.fillcolor for shape in figure.layout.shapes] == list(charts.SCALE)
    assert [one.text for one in figure.layout.annotations] == [
        "Deaths per 1,000 residents",
        *("10", "20", "40", "80"),
    ]
