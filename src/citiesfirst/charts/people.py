"""Charts of where people live: urban shares over time, and how large the largest city is.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style

ROW = 40  # pixels: a row of dots, with two lines of name


def urban_lines(
    shares: pd.DataFrame, shown: Mapping[str, tuple[str, str, int]], projected: int, report: int
) -> go.Figure:
    """Return lines of urban shares: full where estimated, dotted where projected.

    Args:
        shares: shares between 0 and 1, by year, one column an area.
        shown: the areas that are named beside the chart; for each its words, its colour, and how
            many pixels they stand above its end. The other lines are grey, and the pointer names
            them.
        projected: the last estimated year.
        report: the year that is marked.
    """
    fig = go.Figure()
    for area in sorted(shares, key=lambda name: list(shown).index(name) if name in shown else -1):
        colour = shown[area][1] if area in shown else style.AXIS
        width = 3 if area in shown else 1
        for years, dash in (
            (shares.index <= projected, "solid"),
            (shares.index >= projected, "dot"),
        ):
            fig.add_scatter(
                x=shares.index[years],
                y=100 * shares.loc[years, area],
                mode="lines",
                line={"color": colour, "width": width, "dash": dash},
                hovertemplate=f"{area}, %{{x}}: %{{y:.0f}}%<extra></extra>",
            )
    for area, (words, colour, above) in shown.items():
        style.annotate(
            fig,
            {
                "text": words,
                "x": shares.index.max(),
                "y": 100 * shares[area].iloc[-1],
                "xshift": 6,
                "yshift": above,
                "yanchor": "middle",
                "font": {"color": colour},
            },
            {"font": {"size": style.SMALL}},
        )
    for year, words, side in (
        (report, "2007, the report", "right"),
        (projected, "projection", "left"),
    ):
        fig.add_shape(
            type="line",
            x0=year,
            x1=year,
            y0=0,
            y1=100,
            line={"color": style.AXIS, "width": 1, "dash": "dot"},
        )
        style.annotate(
            fig,
            {
                "text": words,
                "x": year,
                "y": 100,
                "yanchor": "top",
                "xanchor": side,
                "xshift": -5 if side == "right" else 5,
            },
            {"font": {"size": style.SMALL}},
        )
    fig.update_layout(
        height=480,
        margin={"t": 10, "r": 108, "b": 40},
        meta={
            **fig.layout.meta,
            "narrow": {
                "layout": {**fig.layout.meta["narrow"]["layout"], "margin": {"r": 84}},
            },
        },
    )
    fig.update_xaxes(range=[1950, 2050], dtick=25, tick0=1950)
    return fig.update_yaxes(title_text="Urban share of the population, %", range=[0, 100], dtick=25)


def largest(cities: Mapping[str, pd.DataFrame], early: int, late: int, title: str) -> go.Figure:
    """Return, by country, the share of its people in the largest city in an early and a late year.

    Args:
        cities: for each button, shares (0 to 1) with the two years as columns, by the words that
            name the row; all with one index, from the largest to the smallest.
        early, late: the two years.
        title: of the axis.
    """
    first = next(iter(cities.values()))
    names = list(first.index)
    views = {label: _ends(table, early, late) for label, table in cities.items()}
    start: list[list[Any]] = next(iter(views.values()))
    fig = go.Figure(
        [
            go.Scatter(
                x=start[0],
                y=[name for name in names for _ in range(3)],
                mode="lines",
                line={"color": style.AXIS, "width": 3},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=start[1],
                y=names,
                mode="markers",
                marker={
                    "size": 11,
                    "color": style.GROUND,
                    "line": {"color": style.VERMILION, "width": 2},
                },
                hovertemplate=f"%{{y}}, {early}: %{{x:.0f}}%<extra></extra>",
            ),
            go.Scatter(
                x=start[2],
                y=names,
                mode="markers",
                marker={"size": 11, "color": style.BLUE},
                hovertemplate=f"%{{y}}, {late}: %{{x:.0f}}%<extra></extra>",
            ),
        ]
    )
    fig.update_layout(height=ROW * len(names) + 60, margin={"t": 4, "b": 56})
    ends = [(early, style.VERMILION, start[1][0]), (late, style.BLUE, start[2][0])]
    for year, colour, x in ends:
        side, shift = ("left", 9) if x == max(start[1][0], start[2][0]) else ("right", -9)
        look = {"text": f"<b>{year}</b>", "font": {"color": colour}, "yanchor": "middle"}
        style.annotate(fig, {**look, "x": x, "y": 0, "xanchor": side, "xshift": shift}, {})
    fig.update_xaxes(title_text=title, range=_room(start), dtick=25)
    fig.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names,
        range=[len(names) - 0.4, -0.6],
        tickfont={"color": style.INK},
        ticklabelstandoff=4,
    )
    choices.buttons(
        fig,
        {
            label: (
                {"x": view},
                {
                    "xaxis.range": _room(view),
                    **{f"annotations[{at}].x": view[at + 1][0] for at in (0, 1)},
                },
            )
            for label, view in views.items()
        },
    )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"]["updatemenus"] = [{"x": -0.45}]  # above the names of the rows
    return fig.update_layout(meta=meta)


def _room(view: list[list[Any]]) -> list[float]:
    """The range of the axis: up to the next half of the whole."""
    return [0, 62 if max(view[1] + view[2]) < 50 else 102]


def _ends(table: pd.DataFrame, early: int, late: int) -> list[list[float | None]]:
    """The x of the three traces of `largest`: lines with gaps, early dots, late dots."""
    pairs = 100 * table[[early, late]]
    lines = [x for a, b in pairs.itertuples(index=False) for x in (a, b, None)]
    return [lines, pairs[early].tolist(), pairs[late].tolist()]


def place(city: str, country: str) -> str:
    """Return the name of a row: the city in bold above its country."""
    short = {"Bosnia and Herzegovina": "Bosnia and Herz."}.get(country, country)
    return f"<b>{city}</b><br>{short}"
