"""Charts of the three cities: what the book shows of mayors and of censuses."""

import pandas as pd
import pytest

from citiesfirst import charts

TERMS = pd.DataFrame(
    {
        "city": ["Tuzla", "Novi Sad", "Novi Sad"],
        "name": ["Selim Bešlagić", "Vlada Popović", "Vladimir Divjaković"],
        "party": ["Reformists", None, "Socialist Party of Serbia"],
        "party_short": ["UBSD", None, "SPS"],
        "family": ["non-national", "not seen", "socialist"],
        "start": pd.to_datetime(["1990-01-01", None, "1992-06-01"]),
        "end": pd.to_datetime([None, "1992-06-01", "1993-01-01"]),
    }
)
COLOURS = {
    "non-national": charts.GREEN,
    "not seen": charts.AXIS,
    "socialist": charts.ORANGE,
}
WARS = pd.DataFrame(
    {
        "city": ["Tuzla"],
        "start": pd.to_datetime(["1992-04-27"]),
        "end": pd.to_datetime(["1995-12-14"]),
        "label": ["war"],
    }
)
PAPERS = pd.DataFrame(
    {
        "date": pd.to_datetime(["2002-01-21", "2002-03-01"]),
        "text": ["Agreement", "Session"],
        "short": ["Agreement", "A session in another city"],
        "joint": [True, False],
    }
)
SPAN = ("1990-01-01", "2005-12-31")


def test_each_term_is_a_bar_and_an_open_term_runs_to_the_edge_of_the_chart():
    fig = charts.three_cities.lanes(TERMS, COLOURS, WARS, PAPERS, SPAN)
    ends = {trace.text.split("</b>")[0]: (trace.y[0], trace.y[2]) for trace in fig.data}
    assert ends == {
        "<b>Selim Bešlagić": ("1990-01-01", "2005-12-31"),
        "<b>Vlada Popović": ("1990-01-01", "1992-06-01"),
        "<b>Vladimir Divjaković": ("1992-06-01", "1993-01-01"),
    }


def test_the_joint_agreement_is_a_line_through_all_columns():
    fig = charts.three_cities.lanes(TERMS, COLOURS, WARS, PAPERS, SPAN)
    starts = {shape.y0: shape.x0 for shape in fig.layout.shapes if shape.type == "line"}
    assert starts["2002-01-21"] == 0
    assert starts["2002-03-01"] > 1


def test_a_mayor_without_a_colour_is_refused():
    with pytest.raises(ValueError, match="no colour for socialist"):
        charts.three_cities.lanes(TERMS, {"non-national": "", "not seen": ""}, WARS, PAPERS, SPAN)


def test_the_groups_of_a_census_stand_end_to_end():
    parts = pd.DataFrame({"A": [0.5, 0.2], "B": [0.3, None]}, index=["1991", "2013"])
    fig = charts.three_cities.compositions(
        parts, {"A": charts.BLUE, "B": charts.GREEN}, ["1991", "2013"], ["", ""]
    )
    assert list(fig.data[1].base) == [50, 20]
    assert list(fig.data[1].x) == [30, 0]
