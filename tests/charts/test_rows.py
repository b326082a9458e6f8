"""Rows of bars: every bar under its own words, at every width."""

import plotly.graph_objects as go

from citiesfirst import charts

NAMES = ["14,385", "4,352"]
DETAILS = [
    "people killed in military action, by name; Sarajevo, bounds not stated; 1991 to 1995",
    "violent deaths; inside the front lines",
]


def chart():
    figure = go.Figure(go.Bar(orientation="h", x=[14385, 4352], y=[0, 1]))
    charts.rows.benchmark(figure, 11_000, "marks 11,000")
    return charts.rows.name(figure, NAMES, DETAILS)


def words(text):
    return text.replace("<b>", "").replace("</b>", "").replace("<br>", " ").split()


def test_every_row_keeps_all_its_words_at_both_widths():
    figure = chart()
    narrow = figure.layout.meta["narrow"]["layout"]["annotations"]
    for at, (name, detail) in enumerate(zip(NAMES, DETAILS, strict=True), start=1):
        assert words(figure.layout.annotations[at].text) == words(f"{name} {detail}")
        assert words(narrow[at]["text"]) == words(f"{name} {detail}")


def test_bars_and_marks_stand_below_their_words_and_above_the_next():
    figure = chart()
    for labels, bars in (
        (figure.layout.annotations, figure.data),
        (
            [
                go.layout.Annotation(one)
                for one in figure.layout.meta["narrow"]["layout"]["annotations"]
            ],
            [go.Bar(patch) for patch in figure.layout.meta["narrow"]["data"]],
        ),
    ):
        assert list(bars[0].y) == list(bars[1].y)  # the mark stands on its bar
        first, second = bars[0].y
        assert labels[1].y < first - charts.rows.BAR / 2
        assert first + charts.rows.BAR / 2 < labels[2].y < second - charts.rows.BAR / 2


def test_a_phone_gets_more_lines_and_a_taller_figure():
    figure = chart()
    assert figure.layout.meta["narrow"]["layout"]["height"] > figure.layout.height


def test_the_figure_is_as_tall_as_its_rows_so_that_a_pixel_is_a_pixel():
    figure = chart()
    bottom, top = figure.layout.yaxis.range
    margins = figure.layout.margin
    assert bottom - top == figure.layout.height - margins.t - margins.b


def test_lines_are_about_equally_long_and_no_more_than_needed():
    text = "violent deaths of soldiers and civilians; inside the front lines; to 10 August 1994"
    lines = charts.rows.balanced(text, 60)
    assert " ".join(lines) == text
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= len("soldiers")
    assert charts.rows.balanced("short", 60) == ["short"]
