"""A chart of one city over time: its part in the deaths of a country.

The builder returns a plain plotly figure in the house style; it reads no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style


def part_of_the_whole(
    deaths: pd.DataFrame, people: pd.DataFrame, city: str, events: Mapping[date, str]
) -> go.Figure:
    """Return yearly deaths in a city and elsewhere, and at a button the city's share of them.

    Args:
        deaths: columns ``city`` and ``rest``, by year.
        people: columns ``low`` and ``high``, shares of the country's people between 0 and 1, by
            year; years without an estimate are left out.
        city: its name.
        events: dates and words of flags above the chart.
    """
    years = pd.to_datetime(deaths.index.astype(str))
    share = 100 * deaths["city"] / deaths.sum(axis=1)
    middle = 50 * (people["low"] + people["high"])
    bar = {"x": years, "xperiod": "M12", "xhoverformat": "%Y"}
    hover = "%{x}: %{y:,} deaths%{fullData.name}<extra></extra>"
    fig = go.Figure(
        [
            go.Bar(bar, name=f" in {city}", y=deaths["city"], hovertemplate=hover),
            go.Bar(bar, name=" elsewhere", y=deaths["rest"], hovertemplate=hover),
            go.Scatter(
                x=pd.to_datetime(people.index.astype(str)) + pd.DateOffset(months=6),
                y=middle,
                mode="markers",
                visible=False,
                marker={"symbol": "diamond", "size": 8, "color": style.INK},
                error_y={
                    "array": 100 * people["high"] - middle,
                    "color": style.INK,
                    "thickness": 2,
                    "width": 4,
                },
                customdata=100 * people,
                xhoverformat="%Y",
                hovertemplate="%{x}: %{customdata[0]:.0f} to %{customdata[1]:.0f}% of the people"
                "<extra></extra>",
            ),
        ]
    )
    fig.data[0].marker.color, fig.data[1].marker.color = style.VERMILION, style.SCALE[2]
    fig.update_layout(barmode="stack", bargap=0.15, height=470, margin={"t": 8, "b": 36})
    fig.update_yaxes(title_text="Deaths a year", tickformat=",")
    late = [pd.Timestamp(day).year > 2010 for day in events]
    style.flags(fig, list(events), list(events.values()), leftward=late, short={})
    flagged = len(events)
    _name(fig, f"in {city}", deaths["city"].idxmax(), deaths.sum(axis=1), style.VERMILION)
    _name(fig, "elsewhere", deaths.index[2 * len(deaths) // 3], deaths.sum(axis=1), style.MUTED)
    named = [f"annotations[{flagged + at}].visible" for at in (0, 1)]
    counts = [deaths["city"], deaths["rest"], middle]
    template = "%{x}: %{y:.1f}% of the deaths<extra></extra>"
    return choices.buttons(
        fig,
        {
            "Deaths": (
                {
                    "y": counts,
                    "visible": [True, True, False],
                    "hovertemplate": [one.hovertemplate for one in fig.data],
                },
                {
                    "yaxis.title.text": "Deaths a year",
                    "yaxis.autorange": True,
                    **dict.fromkeys(named, True),
                },
            ),
            f"{city}’s share": (
                {
                    "y": [share, None, middle],
                    "visible": [True, False, True],
                    "hovertemplate": [template, None, fig.data[2].hovertemplate],
                },
                {
                    "yaxis.title.text": f"Share of the deaths in {city}; ◆ share of the people, %",
                    "yaxis.range": [0, 100],
                    **dict.fromkeys(named, False),
                },
            ),
        },
    )


def _name(fig: go.Figure, text: str, year: int, heights: pd.Series, colour: str) -> None:
    """Write what a part of the bars is, above the bar of a year."""
    place = {"x": f"{year}-07-01", "y": heights[year], "xanchor": "center", "yanchor": "bottom"}
    style.annotate(fig, {"text": text, **place, "font": {"color": colour}}, {})
