"""A figure with choices says which of them is printed, and the printer follows it."""

from __future__ import annotations

import copy

import plotly.graph_objects as go
import pytest

from citiesfirst.sphinxext import pictures, print_state

PAPER = pictures.PAPER[0]
BUTTONS = {
    "type": "buttons",
    "buttons": [
        {"label": "<b>Dead</b>", "method": "update", "args": [{"y": [[1, 2]]}, {}]},
        {
            "label": "Share",
            "method": "update",
            "args": [{"y": [[10, 20]]}, {"yaxis.title.text": "per cent"}],
        },
        {"label": "Red", "method": "restyle", "args": [{"marker.color": "red"}]},
        {"label": "Late", "method": "relayout", "args": [{"xaxis.range": [5, 6]}]},
    ],
}
YEARS = [{"label": "1991", "method": "animate", "args": [["1991"]]}]
FRAMES = [
    {"name": "1991", "data": [{"y": [7, 8]}], "layout": {"xaxis": {"title": {"text": "1991"}}}},
    {"name": "2013", "data": [{"y": [8, 9]}]},
]


def chart(**layout: object) -> dict:
    data = [{"type": "scatter", "x": [1, 2], "y": [1, 2]}]
    return {"data": data, "layout": {"height": 300, **layout}}


MANY = chart(updatemenus=[BUTTONS])
MOVING = chart(sliders=[{"steps": YEARS}]) | {"frames": FRAMES}


def printed(figure: dict, state: str | None) -> go.Figure:
    return go.Figure(pictures.in_view(figure, PAPER, {}, state))


@pytest.mark.parametrize(
    ("figure", "state", "y", "title"),
    [
        (MANY, "Dead", (1, 2), None),
        (MANY, "Share", (10, 20), None),
        (MOVING, "1991", (7, 8), "1991"),
        (MOVING, "2013", (8, 9), None),
    ],
)
def test_the_state_that_is_named_is_printed(figure, state, y, title):
    before = copy.deepcopy(figure)
    drawn = printed(figure, state)
    assert drawn.data[0].y == y
    assert drawn.layout.xaxis.title.text == title
    assert figure == before


def test_a_state_changes_axes_and_colours_too():
    assert printed(MANY, "Share").layout.yaxis.title.text == "per cent"
    assert printed(MANY, "Red").data[0].marker.color == "red"
    assert printed(MANY, "Late").layout.xaxis.range == (5, 6)


def test_nothing_to_press_is_printed():
    assert not printed(MANY, "Dead").layout.updatemenus
    assert not printed(MOVING, "2013").layout.sliders


@pytest.mark.parametrize(
    ("figure", "state", "said"),
    [
        (MANY, None, "this figure has choices and no print state.*one of 'Dead', 'Share'"),
        (MOVING, None, "this figure has choices and no print state.*one of '1991', '2013'"),
        (MANY, "Wounded", "the print state 'Wounded' is unknown: expected one of 'Dead'"),
        (MOVING, "1992", "the print state '1992' is unknown: expected one of '1991', '2013'"),
        (chart(), "1991", "the print state '1991' is unknown: this figure has no choices"),
    ],
)
def test_a_state_that_is_missing_or_unknown_is_named(figure, state, said):
    with pytest.raises(ValueError, match=said):
        print_state.check(figure, state)


def test_a_figure_without_choices_needs_no_state():
    print_state.check(chart(), None)


@pytest.mark.parametrize(
    "figure",
    [
        chart(updatemenus=[BUTTONS, {"buttons": [{"label": "Share", "method": "restyle"}]}]),
        chart(updatemenus=[{"buttons": [{"label": "Share"}, {"label": "<i>Share</i>"}]}]),
        chart(sliders=[{"steps": [{"label": "Share", "method": "relayout"}]}])
        | {"frames": [{"name": "Share"}]},
    ],
    ids=["two menus", "one menu", "a frame and a step"],
)
def test_a_label_names_one_state_only(figure):
    with pytest.raises(ValueError, match="two choices of this figure have the label 'Share'"):
        print_state.check(figure, "Share")
