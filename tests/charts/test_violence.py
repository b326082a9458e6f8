"""Charts of who is killed where keep the house rules, and their buttons say what they show."""

import json

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst import charts
from citiesfirst.sphinxext import pictures, print_state
from tests.charts.test_style import assert_house_colours

SPAN = ["1992–1996", "2002–2005"]
RANGES = pd.DataFrame({"low": [1.0, 2.0], "high": [1.5, 4.0]}, index=SPAN)


def by_type():
    years = range(1989, 1992)
    rows = [
        (country, year, kind, count, count - 1, count + 5)
        for country in ("World", "Here")
        for year in years
        for kind, count in (("state-based", 5), ("one-sided", 3), ("non-state", 2), ("all", 10))
    ]
    columns = ["country", "year", "violence", "deaths_best", "deaths_low", "deaths_high"]
    frame = pd.DataFrame(rows, columns=columns)
    return charts.violence.by_type(frame, cut=(1990, 8, "cut off"))


def shares():
    parts = pd.DataFrame({"near": [0.7, 0.1], "far": [0.3, 0.9]}, index=SPAN)
    colours = {"near": charts.SCALE[4], "far": charts.SCALE[0]}
    return charts.violence.shares(parts, colours, RANGES / 10, "its part of the people")


def lines():
    values = pd.DataFrame({"large": [50.0, 20.0], "small": [55.0, 19.0]}, index=[2003, 2024])
    views = {"Rate": (values, "Rate"), "Index": (values / values.iloc[0] * 100, "Index")}
    return charts.violence.lines(views, {"large": charts.BLUE, "small": charts.GREEN}, "Size")


def part_of_the_whole():
    years = [1992, 2002, 2021]
    deaths = pd.DataFrame({"city": [4, 1, 2], "rest": [1, 9, 30]}, index=years)
    people = pd.DataFrame({"low": [0.1], "high": [0.12]}, index=[2002])
    events = {pd.Timestamp("2006-03-15"): "article", pd.Timestamp("2021-08-15"): "return"}
    return charts.kabul.part_of_the_whole(deaths, people, "Kabul", events)


def strips():
    deaths = pd.DataFrame({"Kabul": [8, 40], "Bamyan": [0, 4], "Helmand": [400, 90]}, index=SPAN)
    return charts.places.strips(deaths, dict.fromkeys(SPAN, 4), "Kabul", dict.fromkeys(SPAN, "2nd"))


def rates():
    return charts.places.rates(RANGES, RANGES * 30, ("Kabul", "the rest of Afghanistan"))


WITH_BUTTONS = [by_type, lines, part_of_the_whole]


@pytest.mark.parametrize("build", [*WITH_BUTTONS, shares, strips, rates])
def test_every_chart_wears_the_house_colours_and_can_be_drawn_in_every_view(build):
    fig = charts.finish(build(), title="A finding", table=pd.DataFrame({"a": [1]}))
    assert_house_colours(fig)
    plain = json.loads(fig.to_json())
    for view in (*pictures.SCREEN, *pictures.PAPER):
        assert pictures.in_view(plain, view, charts.DARK_COLOURS)["layout"]["width"] == view.width


@pytest.mark.parametrize("build", WITH_BUTTONS)
def test_the_first_button_is_the_state_that_the_chart_is_in(build):
    fig = build()
    traces, layout = fig.layout.updatemenus[0].buttons[0].args
    for name, values in traces.items():
        assert len(values) == len(fig.data)
        shown = [json.loads(one.to_json()).get(name) for one in fig.data]
        for value, now in zip(values, shown, strict=True):
            if name == "y":
                assert list(pd.Series(value)) == list(pd.Series(_decoded(now)))
    for name, value in layout.items():
        assert name in ("yaxis.range", "yaxis.title.text", "yaxis.autorange") or "[" in name, value


def _decoded(value):
    """The plain values of what plotly writes: it packs numbers."""
    if isinstance(value, dict):
        import base64

        import numpy as np

        return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
    return value


@pytest.mark.parametrize("build", WITH_BUTTONS)
def test_on_paper_there_is_nothing_to_press_and_no_room_left_for_it(build):
    plain = json.loads(charts.finish(build(), title="x", table=pd.DataFrame({"a": [1]})).to_json())
    for state in print_state.states(plain):
        printed = pictures.in_view(plain, pictures.PAPER[0], {}, state)
        assert not printed["layout"].get("updatemenus")
    assert printed["layout"]["height"] < plain["layout"]["height"]


def test_the_chosen_button_is_the_bold_one():
    fig = go.Figure(go.Bar(x=[1], y=[2]), layout={"height": 300, "margin": {"t": 8}})
    charts.choices.buttons(fig, {"one": ({}, {}), "two": ({}, {})})
    first, second = fig.layout.updatemenus[0].buttons
    assert (first.label, second.label) == ("<b>one</b>", "two")
    assert second.args[1] == {
        "updatemenus[0].buttons[0].label": "one",
        "updatemenus[0].buttons[1].label": "<b>two</b>",
    }


def test_buttons_need_a_chart_of_known_height():
    with pytest.raises(ValueError, match="height and margin above"):
        charts.choices.buttons(go.Figure(), {"one": ({}, {})})


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=8).map(pd.Series),
    st.floats(0.5, 10),
)
def test_names_moved_apart_keep_their_order_and_their_middle(places, gap):
    moved = pd.Series(charts.violence.apart(places, gap))
    in_order = moved[places.sort_values(kind="stable").index]
    assert (in_order.diff().dropna() >= gap * (1 - 1e-9)).all()
    assert moved.mean() == pytest.approx(places.mean(), abs=1e-6)


def test_names_that_do_not_touch_stay_where_they_are():
    assert charts.violence.apart(pd.Series({"a": 1.0, "b": 9.0}), 2) == {"a": 1.0, "b": 9.0}


def test_a_place_without_deaths_stands_apart_at_the_left():
    fig = strips()
    none = [trace for trace in fig.data if "No deaths" in (trace.hovertext or [""])[0]]
    assert [trace.hovertext[0] for trace in none] == ["No deaths, 1992–1996:<br>Bamyan"]
