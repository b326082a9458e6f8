"""A time-line shows every event once, in its order, and says what came after the page."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import charts

MILLIMETRES = 0.209  # of paper, for a pixel of a printed chart
POINTS = 72 / 25.4  # in a millimetre

EVENTS = pd.DataFrame(
    {
        "date_start": pd.to_datetime(["2008-06-11", "1992-04-06", "2007-06-21"]),
        "date_end": pd.to_datetime(["2008-06-13", None, None]),
        "precision": ["day", "day", "month"],
        "event": ["World conference", "Recognition", "Names"],
        "detail": ["The Hague", None, "Sarajevo"],
    }
)


@pytest.fixture
def figure():
    return charts.timelines.timeline(EVENTS)


def test_events_stand_in_the_order_of_their_dates(figure):
    assert [note.text for note in figure.layout.annotations[:3]] == [
        "Recognition",
        "Names",
        "World conference",
    ]


def test_what_came_after_the_page_has_another_colour_and_another_mark(figure):
    marks = figure.data[0].marker
    assert marks.color == (charts.BLUE, charts.BLUE, charts.VERMILION)
    assert marks.symbol == ("circle", "circle", "diamond")


def test_an_event_that_lasted_has_a_bar(figure):
    (bar,) = figure.layout.shapes
    assert (pd.Timestamp(bar.x0), pd.Timestamp(bar.x1)) == (
        pd.Timestamp("2008-06-11"),
        pd.Timestamp("2008-06-13"),
    )


@pytest.mark.parametrize(
    ("precision", "said"), [("day", "6 Apr 1992"), ("month", "Apr 1992"), ("year", "1992")]
)
def test_a_date_is_said_as_exactly_as_it_is_known(precision, said):
    assert charts.timelines.when(pd.Timestamp("1992-04-06"), precision) == said


VAGUE = pd.DataFrame(
    {
        "date_start": pd.to_datetime(["2004-01-01", "2004-02-19", "2004-09-01", "2004-09-07"]),
        "date_end": pd.to_datetime([None, None, None, None]),
        "precision": ["year", "day", "month", "day"],
        "event": ["Prize of 2004", "Other prize", "March", "Freed"],
        "detail": [None, None, None, None],
    }
)


def test_an_event_stands_last_in_the_month_or_the_year_that_is_known_of_it():
    events = charts.timelines.in_order(VAGUE)["event"]
    assert list(events) == ["Other prize", "Freed", "March", "Prize of 2004"]


def test_where_only_the_year_is_known_the_mark_is_hollow_and_a_line_covers_the_year():
    figure = charts.timelines.timeline(VAGUE)
    assert figure.data[0].marker.symbol == ("circle", "circle", "circle", "circle-open")
    (line,) = figure.layout.shapes
    assert (pd.Timestamp(line.x0), pd.Timestamp(line.x1)) == (
        pd.Timestamp("2004-01-01"),
        pd.Timestamp("2004-12-31"),
    )
    middles = pd.to_datetime(list(figure.data[0].x[2:])).strftime("%B")
    assert list(middles) == ["September", "July"]


def test_a_span_of_years_is_no_date_that_is_not_known():
    events = VAGUE[:1].assign(date_end=pd.Timestamp("2006-12-31"))
    figure = charts.timelines.timeline(events)
    assert figure.data[0].marker.symbol == ("circle",)
    assert figure.data[0].customdata[0][0] == "2004 to 2006"


def test_on_paper_two_time_lines_share_a_page_and_letters_stay_legible():
    many = pd.concat([EVENTS] * 9, ignore_index=True)
    drawn = charts.timelines.timeline(many)
    paper = drawn.layout.meta["print"]["layout"]
    assert len(many) == 27
    assert paper["height"] * MILLIMETRES < 97
    sizes = [note["font"]["size"] for note in paper["annotations"]]
    assert len(sizes) == len(drawn.layout.annotations)
    assert min(sizes) * MILLIMETRES * POINTS > 7


def test_a_reader_can_choose_what_was_known_by_2007(figure):
    _, known, since = figure.layout.updatemenus[0].buttons
    assert known.args[1]["yaxis.range"] == [1.6, -0.6]
    assert since.args[1]["yaxis.range"] == [2.6, 1.4]
