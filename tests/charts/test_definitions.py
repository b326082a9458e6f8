"""Rows of definitions: a mark and words on either side of a limit, and a menu that keeps some."""

from __future__ import annotations

import math

import pytest

from citiesfirst.charts import definitions
from citiesfirst.charts.definitions import Panel, Row

NEAR = Panel(
    question="How far is the bridge?",
    rule="The claim holds at 5 or less (shaded).",
    unit="Kilometres",
    percent=False,
    low=-math.inf,
    high=5.0,
    limits=(5.0,),
    rows=(
        Row(("by road", "in summer"), 4.0, "4.0", True),
        Row(("by road", "in winter"), 7.0, "7.0", False),
        Row(("by boat", "in summer"), 3.0, "3.0", True),
    ),
)
PAID = Panel(
    question="What share of the fare is paid?",
    rule="The claim holds from 20% to 40% (shaded).",
    unit="Share",
    percent=True,
    low=0.2,
    high=0.4,
    limits=(0.2, 0.4),
    rows=(Row(("in summer",), 0.5, "50%", False), Row(("in winter",), 0.3, "30%", True)),
)


@pytest.fixture(scope="module")
def fig():
    return definitions.strips([NEAR, PAID])


def said(fig) -> list[str]:
    return [note.text for note in fig.layout.annotations]


def test_a_row_says_its_definition_and_its_outcome_in_words(fig):
    words = said(fig)
    assert words[0].startswith("<b>How far is the bridge?</b><br>The claim holds at 5 or less")
    assert words[1:5] == [
        "by road, in summer",
        "4.0: <b>holds</b>",
        "by road, in winter",
        "7.0: does not hold",
    ]


def test_a_mark_is_full_where_the_claim_holds_and_hollow_where_it_does_not(fig):
    assert list(fig.data[0].marker.symbol) == ["circle", "circle-open", "circle"]
    assert list(fig.data[0].x) == [4, 7, 3]
    assert list(fig.data[1].marker.symbol) == ["circle-open", "circle"]


def test_the_side_on_which_the_claim_holds_is_shaded_up_to_the_limit_in_every_row(fig):
    shades = [shape for shape in fig.layout.shapes if shape.type == "rect"]
    first = fig.layout.xaxis.range[0]
    assert [(one.x0, one.x1) for one in shades] == [(first, 5)] * 3 + [(0.2, 0.4)] * 2
    lines = [shape.x0 for shape in fig.layout.shapes if shape.type == "line"]
    assert lines == [5] * 3 + [0.2, 0.4] * 2


def test_shade_and_limit_keep_away_from_the_words_on_a_phone(fig):
    narrow = fig.layout.meta["narrow"]["layout"]
    assert len(narrow["shapes"]) == len(fig.layout.shapes)
    below = {
        shape.y1 - patch["y0"]
        for shape, patch in zip(fig.layout.shapes, narrow["shapes"], strict=True)
    }
    (part,) = {round(one, 3) for one in below}
    assert 1 - part > narrow["annotations"][1]["y"] + 0.2  # a row has 42 pixels, letters have 12


def test_a_long_title_of_an_axis_is_broken_into_lines_on_a_phone():
    long = "Part kept by the cities over part kept by small places"
    fig = definitions.strips([Panel(**{**vars(NEAR), "unit": long})])
    assert fig.layout.xaxis.title.text == long
    lines = fig.layout.meta["narrow"]["layout"]["xaxis"]["title"]["text"].split("<br>")
    assert " ".join(lines) == long and max(map(len, lines)) <= definitions.NARROW.unit


def test_all_values_and_limits_lie_on_the_axis_of_their_panel(fig):
    for panel, trace, axis in zip((NEAR, PAID), fig.data, ("xaxis", "xaxis2"), strict=True):
        first, last = fig.layout[axis].range
        assert first < min([*trace.x, *panel.limits])
        assert max([*trace.x, *panel.limits]) < last
    assert fig.layout.xaxis2.tickformat == ".0%"


def test_panels_stand_below_each_other_and_do_not_touch_in_either_view(fig):
    for layout in (fig.layout, fig.layout.meta["narrow"]["layout"]):
        above, below = (layout[axis]["domain"] for axis in ("yaxis", "yaxis2"))
        assert 0 <= below[0] < below[1] < above[0] < above[1] <= 1


def test_on_a_phone_the_words_stand_above_their_mark(fig):
    narrow = fig.layout.meta["narrow"]
    label, outcome = (narrow["layout"]["annotations"][at]["y"] for at in (1, 2))
    assert label < narrow["data"][0]["y"][0] == outcome
    assert narrow["layout"]["height"] > fig.layout.height


def test_the_menu_keeps_the_rows_with_one_choice_in_common(fig):
    buttons = {one.label: one.args for one in fig.layout.updatemenus[0].buttons}
    assert list(buttons) == ["All definitions", "by road", "in summer", "in winter"]
    traces, layout = buttons["in summer"]
    assert [list(one) for one in traces["marker.opacity"]] == [[1, 0, 1], [1, 0]]
    shown = [layout[f"annotations[{at}].opacity"] for at in range(len(said(fig)))]
    assert shown == [1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0]
    assert set(buttons["All definitions"][1].values()) == {1}


def test_a_panel_that_does_not_know_a_choice_keeps_its_rows(fig):
    (by_road,) = (one for one in fig.layout.updatemenus[0].buttons if one.label == "by road")
    assert [list(one) for one in by_road.args[0]["marker.opacity"]] == [[1, 1, 0], [1, 1]]


def test_without_a_choice_in_common_there_is_no_menu():
    single = Panel(**{**vars(PAID), "rows": PAID.rows})
    assert not definitions.strips([single]).layout.updatemenus
