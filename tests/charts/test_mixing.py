"""Charts of mixing: what they show, at every width."""

import pandas as pd
import pytest

from citiesfirst import charts
from tests.charts.test_style import assert_house_colours

COLOURS = {"one": charts.BLUE, "two": charts.VERMILION, "the rest of them": charts.MUTED}
PEOPLE = pd.DataFrame(
    [[60, 30, 10], [20, 0, 0]], columns=list(COLOURS), index=["before", "after"]
).rename_axis("year")


def composition():
    return charts.mixing.composition(PEOPLE, COLOURS, list(PEOPLE.index), ["", "much smaller"])


def test_a_population_is_divided_into_shares_that_fill_the_axis():
    figure = composition()
    for at in range(len(PEOPLE)):
        ends = [trace.base[at] + trace.x[at] for trace in figure.data]
        starts = [trace.base[at] for trace in figure.data]
        assert starts == pytest.approx([0, *ends[:-1]])
        assert ends[-1] == pytest.approx(100)


def test_the_second_button_shows_people_instead_of_shares():
    _, people = composition().layout.updatemenus[0].buttons
    values, layout = people.args
    assert values["x"] == [[60, 20], [30, 0], [10, 0]]
    assert layout["xaxis.range"] == [0, 100]  # the larger of the two populations


def test_small_parts_carry_no_number():
    figure = composition()
    assert [trace.text[1] for trace in figure.data] == ["100", "", ""]


def test_on_a_phone_buttons_key_and_rows_have_room():
    narrow = composition().layout.meta["narrow"]["layout"]
    above = narrow["margin"]["t"]
    assert above >= charts.rows.TOP + charts.choices.ROOM
    span = narrow["yaxis"]["range"][0]
    assert narrow["height"] == span + above + narrow["margin"]["b"]


def test_a_key_takes_a_second_line_on_a_phone_only_if_it_must():
    figure = charts.mixing.go.Figure()
    assert charts.mixing.key(figure, {"a": charts.BLUE, "b": charts.GREEN}) == 1
    long = {f"a long name, number {at}": charts.BLUE for at in range(3)}
    assert charts.mixing.key(figure, long) == 2


def test_observed_shares_lie_over_the_room_that_chance_leaves():
    shares = pd.DataFrame(
        {"observed": [0.15, 0.2], "chance": [0.6, 0.4], "kind": ["counted", "guessed"]}
    )
    kinds = {"counted": charts.BLUE, "guessed": charts.GREEN}
    figure = charts.mixing.against_chance(shares, kinds, ["A", "B"], ["", ""])
    room, counted, guessed = figure.data
    assert list(room.x) == [60, 40]
    assert counted.x[0] == 15 and pd.isna(counted.x[1])
    assert pd.isna(guessed.x[0]) and guessed.x[1] == 20
    assert figure.layout.barmode == "overlay"


def test_all_of_them_keep_to_the_colours_of_the_house():
    assert_house_colours(composition())
