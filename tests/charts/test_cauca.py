"""Charts of northern Cauca: lines that stop where the population changes, and ranges."""

import pandas as pd

from citiesfirst import charts

YEARS = pd.Index(range(2015, 2021))
REGION = pd.DataFrame(
    {"rate": [60.0, 61, 62, 75, 95, 77], "low": [50.0] * 6, "high": [100.0] * 6}, index=YEARS
)
OTHERS = pd.DataFrame({"Country": [25.0] * 6}, index=YEARS)


def test_no_line_crosses_the_break_in_the_population():
    fig = charts.cauca.against(
        REGION, OTHERS, {"Region": charts.VERMILION, "Country": charts.INK}, "Region", break_at=2018
    )
    for trace in fig.data:
        assert all(year < 2018 for year in trace.x) or all(year >= 2018 for year in trace.x)
    drawn = [trace for trace in fig.data if trace.name == "Region"]
    assert [len(trace.x) for trace in drawn] == [3, 3]


def test_a_range_runs_from_the_low_to_the_high_end():
    frame = pd.DataFrame(
        {"count": [10, 4], "rate": [20.0, 8.0], "low": [15.0, 5.0], "high": [30.0, 12.0]},
        index=["Corinto", "Santander de Quilichao"],
    )
    fig = charts.cauca.ranges(frame, 2 * frame, ("before", "after"), "Colombia", (36, 26))
    assert list(fig.data[0].error_x.array) == [10, 4]
    assert list(fig.data[0].error_x.arrayminus) == [5, 3]
    assert list(fig.layout.yaxis.ticktext) == ["Corinto", "Santander<br>de Quilichao"]
    dots = [trace.marker.color for trace in fig.data]
    assert [(line.x0, line.line.color) for line in fig.layout.shapes] == [
        (36, dots[0]),
        (26, dots[1]),
    ]
