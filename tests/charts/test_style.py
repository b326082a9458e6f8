"""The house style: colours that everyone can tell apart, and figures that keep their promises."""

import itertools
import json
import re
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from citiesfirst import charts
from citiesfirst.sphinxext import pictures

DARK_GROUNDS = ("#14181e", "#121212")


def luminance(colour):
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def lightness(colour):
    """CIE L* of a colour, 0 to 100."""
    return 116 * luminance(colour) ** (1 / 3) - 16


def dark(colour):
    return charts.DARK_COLOURS[colour]


def strings(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def assert_house_colours(figure):
    """Every colour of the figure and of its template is one of the palette, in lower case."""
    found = {
        text
        for text in strings(json.loads(figure.to_json()))
        if re.match(r"#[0-9a-fA-F]{3,8}$|rgba?\(", text)
    }
    assert found <= {*charts.DARK_COLOURS, charts.CLEAR}


@pytest.mark.parametrize("colour", [*charts.COLOURS, charts.AXIS])
def test_graphic_colours_stand_out_from_the_page_in_both_themes(colour):
    assert contrast(colour, charts.GROUND) >= 3
    assert all(contrast(dark(colour), ground) >= 3 for ground in DARK_GROUNDS)


@pytest.mark.parametrize("colour", [charts.INK, charts.MUTED])
def test_text_colours_are_readable_in_both_themes(colour):
    assert contrast(colour, charts.GROUND) >= 4.5
    assert all(contrast(dark(colour), ground) >= 4.5 for ground in DARK_GROUNDS)


def test_words_inside_bars_and_strong_areas_are_readable_in_both_themes():
    for colour in (charts.BLUE, charts.VERMILION, *charts.SCALE[3:]):
        assert contrast(colour, charts.GROUND) >= 4.5
        assert contrast(dark(colour), dark(charts.GROUND)) >= 4.5


@pytest.mark.parametrize("theme", [lambda colour: colour, dark], ids=["light", "dark"])
def test_colours_can_be_told_apart_in_grey(theme):
    """Five steps of lightness are more than twice the difference that an eye just notices."""
    for scale in (charts.COLOURS, charts.SCALE):
        steps = [lightness(theme(colour)) for colour in scale]
        assert min(abs(a - b) for a, b in itertools.combinations(steps, 2)) >= 5


def test_the_scale_goes_one_way_away_from_the_ground():
    light = [contrast(colour, charts.GROUND) for colour in charts.SCALE]
    night = [contrast(dark(colour), dark(charts.GROUND)) for colour in charts.SCALE]
    assert light == sorted(light)
    assert night == sorted(night)


def test_no_two_colours_become_one_in_the_dark():
    assert len(set(charts.DARK_COLOURS.values())) == len(charts.DARK_COLOURS)
    assert all(colour == colour.lower() for colour in charts.DARK_COLOURS)


def test_a_new_figure_has_the_house_style_on_a_clear_ground():
    figure = go.Figure(go.Bar(x=[1], y=[2]))
    assert figure.layout.template.layout.paper_bgcolor == charts.CLEAR
    assert figure.layout.template.layout.font.size == 14
    assert_house_colours(figure)


def finished(figure=None, **more):
    figure = figure or go.Figure(go.Bar(x=[1], y=[2]), layout={"height": 300})
    table = more.pop("table", pd.DataFrame({"Year": [1992], "Deaths": [2]}))
    return charts.finish(figure, title="A finding", table=table, **more)


def test_a_finished_figure_carries_the_data_it_shows():
    table = pd.DataFrame(
        {
            "month": pd.to_datetime(["1992-04-01", "1992-05-01"]),
            "deaths": pd.array([3, None], dtype="Int64"),
            "rate": [0.5, float("nan")],
            "note": ["first", None],
        }
    )
    described = {"schema": {"fields": [{"name": "deaths", "title": "Deaths (best estimate)"}]}}
    figure = json.loads(finished(table=table, described=described).to_json())
    assert pictures.meta(figure)["table"] == {
        "columns": ["month", "Deaths (best estimate)", "rate", "note"],
        "rows": [["1992-04-01", 3, 0.5, "first"], ["1992-05-01", None, None, None]],
    }


def test_a_long_title_is_broken_and_stays_the_same_sentence():
    finding = "The totals differ because they count different people in different places and years"
    figure = go.Figure(layout={"height": 300})
    charts.finish(figure, title=finding, table=pd.DataFrame({"a": [1]}))
    assert "<br>" in figure.layout.title.text
    assert pictures.title(json.loads(figure.to_json())) == finding


@pytest.mark.parametrize("layout", [{}, {"height": 300, "width": 700}])
def test_a_chart_says_its_height_and_leaves_its_width_to_the_page(layout):
    with pytest.raises(ValueError, match="a height and no width"):
        finished(go.Figure(layout=layout))


def test_patches_for_phone_and_paper_are_stored_as_the_figure_node_reads_them():
    figure = finished(narrow={"layout": {"height": 200}}, paper={"layout": {"height": 250}})
    plain = json.loads(figure.to_json())
    sizes = {view.name: pictures.size(plain, view) for view in (*pictures.SCREEN, *pictures.PAPER)}
    assert sizes["light"] == (720, 300)
    assert sizes["narrow-light"] == (360, 200)
    assert sizes["print"] == (640, 250)


def test_an_annotation_changes_on_a_phone_and_the_others_do_not():
    figure = go.Figure(go.Bar(x=[1], y=[2]), layout={"height": 300})
    figure.add_annotation(text="before", x=1)
    charts.annotate(figure, {"text": "a long text", "x": 2}, {"text": "short"})
    for name in ("after", "long after"):
        figure.add_annotation(text=name, x=3)
    plain = json.loads(finished(figure).to_json())
    texts = {
        view.name: [
            one["text"] for one in pictures.in_view(plain, view, {})["layout"]["annotations"]
        ]
        for view in pictures.SCREEN
    }
    assert texts["light"] == ["before", "a long text", "after", "long after"]
    assert texts["narrow-light"] == ["before", "short", "after", "long after"]


def test_bars_of_counts_reach_from_their_low_to_their_high_estimate():
    best, low, high = (pd.Series(values) for values in ([10, 20], [8, 20], [15, 21]))
    bars = charts.counts(pd.Series(["1992-04-01", "1992-05-01"]), best, low, high, when="%B %Y")
    assert list(bars.y + bars.error_y.array) == [15, 21]
    assert list(bars.y - bars.error_y.arrayminus) == [8, 20]
    assert bars.xperiod == "M1"
    assert charts.counts(pd.Series(["1992-01-01"]), best, low, high, when="%Y").xperiod == "M12"


def test_each_flag_has_a_height_of_its_own_and_no_line_crosses_the_words_of_another():
    figure = go.Figure(go.Bar(x=["1992-05-01"], y=[2]))
    figure.update_layout(height=400, margin={"t": 0, "b": 40})
    dates = [date(1992, 4, 6), date(1993, 5, 6), date(1994, 2, 5), date(1995, 8, 28)]
    charts.flags(figure, dates, list("abcd"), leftward=[False, False, True, True], short={"a": "A"})
    tops = [shape.y1 for shape in figure.layout.shapes]
    assert tops[0] > tops[1]  # flying right: later flags stand lower
    assert tops[2] < tops[3]  # flying left: later flags stand higher
    assert len(set(tops)) == 4
    assert max(tops) < 1
    assert figure.layout.yaxis.domain[1] < min(tops)
    assert figure.layout.meta["narrow"]["layout"]["annotations"][0]["text"] == "A"


def test_the_years_stand_at_their_first_days_within_the_axis():
    figure = go.Figure()
    charts.years_axis(figure, "1992-04-01", "1995-12-31", {1992: "2 deaths", 1993: "1 death"})
    assert list(figure.layout.xaxis.tickvals) == ["1992-04-01", "1993-01-01"]
    assert figure.layout.xaxis.ticktext[0] == "1992<br>2 deaths"
