"""Charts of places through periods: ranges of rates, and where one place stands among many.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import style


def rates(city: pd.DataFrame, rest: pd.DataFrame, names: tuple[str, str]) -> go.Figure:
    """Return the range of two yearly rates in each row, on an axis that multiplies by ten.

    Args:
        city, rest: columns ``low`` and ``high``, per 100,000 a year, one row a period.
        names: what the two are called, where they lie farthest from each other.
    """
    fig = go.Figure()
    middles = [np.log10(frame["low"] * frame["high"]) / 2 for frame in (city, rest)]
    widest = int((middles[0] - middles[1]).abs().argmax())
    styles = ((names[0], city, style.VERMILION, -0.12), (names[1], rest, style.BLUE, 0.12))
    for (name, frame, colour, lift), middle in zip(styles, middles, strict=True):
        for row, (period, ends) in enumerate(frame.iterrows()):
            fig.add_scatter(
                name=name,
                x=[ends["low"], ends["high"]],
                y=[row + lift] * 2,
                mode="lines+markers",
                line={"color": colour, "width": 8},
                marker={"size": 8, "color": colour},
                hovertemplate=f"{name}, {period}<br>{ends['low']:.1f} to {ends['high']:.1f} deaths "
                "a year per 100,000 residents<extra></extra>",
            )
        place = {"x": middle.iloc[widest], "y": widest, "xanchor": "center", "yshift": 15}
        short = " ".join(name.split()[:2])  # the rest of …
        style.annotate(
            fig,
            {"text": f"<b>{name}</b>", "font": {"color": colour}, **place},
            {"text": f"<b>{short}</b>"},
        )
    fig.update_layout(
        height=38 * len(city) + 72,
        margin={"t": 12, "b": 56},
        xaxis={
            "type": "log",
            "title": {"text": "Deaths a year per 100,000 residents; each step is ten times more"},
            "range": [-0.6, 2.6],
            "tickvals": [1, 10, 100],
            "showgrid": True,
            "gridcolor": style.GRID,
        },
        yaxis=_numbered(city.index),
    )
    meta = dict(fig.layout.meta)
    narrow = {"xaxis": {"title": {"text": "Deaths a year per 100,000, ×10 a step"}}}
    meta["narrow"]["layout"] |= narrow
    fig.update_layout(meta=meta)
    return fig


def _numbered(names: Sequence[str]) -> dict[str, Any]:
    """Return an axis with the rows of a chart at 0, 1, 2, …, counted from the top."""
    return {
        "range": [len(names) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "showgrid": False,
        "tickfont": {"size": 13, "color": style.INK},
        "ticklabelstandoff": 4,
    }


BELOW = {"xanchor": "center", "yshift": -18, "font": {"size": style.SMALL}}
NONE = -1.0  # where "none" stands on an axis of powers of ten


def strips(
    deaths: pd.DataFrame, years: Mapping[str, int], place: str, ranks: Mapping[str, str]
) -> go.Figure:
    """Return a row of dots a period: one dot a place, at its deaths a year; one place marked.

    The axis multiplies by ten; places without deaths stand together at its left end.

    Args:
        deaths: periods (rows) by place (columns).
        years: the length of each period.
        place: the place to be marked, and
        ranks: in each period its rank, in words at the right.
    """
    fig = go.Figure()
    for row, (period, found) in enumerate(deaths.iterrows()):
        yearly = found / years[period]
        some = yearly[(yearly > 0) & (yearly.index != place)]
        none = sorted(yearly.index[yearly == 0])
        text = [f"{name}, {period}<br>{value:,.1f} deaths a year" for name, value in some.items()]
        fig.add_scatter(
            **_dots(np.log10(some), row, text),
            marker={"size": 9, "color": style.BLUE, "opacity": 0.55},
        )
        if none:
            fig.add_scatter(
                **_dots([NONE], row, [f"No deaths, {period}:<br>{'<br>'.join(none)}"]),
                marker={"size": 9 + len(none), "color": style.BLUE, "opacity": 0.55},
            )
            label = f"{len(none)} provinces" if len(none) > 1 else none[0]
            fig.add_annotation(x=NONE, y=row, text=label, **BELOW)
        own = yearly[place]
        fig.add_scatter(
            **_dots([np.log10(own)], row, [f"{place}, {period}<br>{own:,.1f} deaths a year"]),
            marker={
                "size": 13,
                "color": style.VERMILION,
                "line": {"color": style.GROUND, "width": 1.5},
            },
        )
        most, least = some.idxmax(), some.idxmin()
        end = {"xanchor": "right", "xshift": 12}  # the row's end is near the edge
        fig.add_annotation(x=np.log10(some[most]), y=row, text=most, **(BELOW | end))
        if not none:
            fig.add_annotation(x=np.log10(some[least]), y=row, text=least, **BELOW)
        fig.add_annotation(
            x=np.log10(own),
            y=row,
            text=f"<b>{place}</b>",
            xanchor="center",
            yshift=17,
            font={"color": style.VERMILION},
        )
        style.annotate(
            fig,
            {
                "x": 1,
                "xref": "paper",
                "xshift": 8,
                "y": row,
                "text": ranks[period],
                "font": {"color": style.INK},
            },
            {"font": {"size": style.SMALL, "color": style.INK}},
        )
    heading = {"x": 1, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "xshift": 8}
    narrow = {"text": "Place", "font": {"size": style.SMALL}}
    style.annotate(fig, {**heading, "text": f"{place}’s place"}, narrow)
    ticks = {NONE: "none", 0.0: "1", 1.0: "10", 2.0: "100", 3.0: "1,000"}
    fig.update_layout(
        height=62 * len(deaths) + 70,
        margin={"t": 26, "b": 56, "r": 92},
        xaxis={
            "title": {"text": "Deaths a year in each province; each step is ten times more"},
            "range": [NONE - 0.35, 3.75],
            "tickvals": list(ticks),
            "ticktext": list(ticks.values()),
            "showgrid": True,
            "gridcolor": style.GRID,
        },
        yaxis=_numbered(deaths.index),
    )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {
        "margin": {"r": 80},
        "xaxis": {"title": {"text": "Deaths a year, ×10 a step"}},
    }
    return fig.update_layout(meta=meta)


def _dots(x: Any, row: int, text: Sequence[str]) -> dict[str, Any]:
    return {
        "x": list(x),
        "y": [row] * len(text),
        "mode": "markers",
        "hovertext": list(text),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
