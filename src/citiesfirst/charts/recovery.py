"""Charts of what came after: places by group, and rates against their start.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style

ROW, DOTS = 62, 0.62  # pixels: a row of dots; how much of it the dots take up
LEFT, NARROW_LEFT = 124, 104  # pixels for the names of rows
WIDTHS = ((LEFT, 720), (NARROW_LEFT, 360))
LINE = 19  # pixels: a line of the key above a chart
NUMBER = 0.46  # of a row: how far above its middle the number stands
SCATTER = 0.618  # the golden section spreads neighbours without chance and without a pattern

Key = Sequence[Sequence[tuple[str, str, str]]]  # lines of a key: symbol, colour and words


def strips(
    values: pd.Series,
    groups: Mapping[str, pd.Series],
    spreads: Mapping[str, pd.DataFrame],
    people: pd.Series,
    marked: Mapping[str, str],
    hollow: Collection[str],
    key: Key,
) -> go.Figure:
    """Return a row of dots for each group of places, with its median and its middle half.

    Args:
        values: one number a place.
        groups: for each button, the group of every place.
        spreads: for each button, `measures.spread` of the groups, the topmost row first; all
            buttons have the same number of rows.
        people: residents of each place, drawn as areas.
        marked: the colour of places that are not blue.
        hollow: places that are drawn as rings.
        key: what the colours and signs mean.
    """
    order = values.sort_values().index
    views = {
        label: _strip(values[order], by[order], spreads[label]) for label, by in groups.items()
    }
    first = next(iter(views.values()))
    fig = go.Figure()
    for half in first["halves"]:
        line = {"color": style.GRID, "width": 34}
        fig.add_scatter(**half, mode="lines", line=line, hoverinfo="skip")
    fig.add_scatter(
        x=first["x"],
        y=first["y"],
        mode="markers",
        marker={
            "color": [marked.get(place, style.BLUE) for place in order],
            "size": people[order].tolist(),
            "sizemode": "area",
            "sizeref": float(people.max()) / 190,
            "sizemin": 2.5,
            "symbol": ["circle-open" if place in hollow else "circle" for place in order],
            "opacity": 0.8,
            "line": {"width": 2, "color": style.GROUND},
        },
        customdata=list(zip(order, people[order], strict=True)),
        hovertemplate="<b>%{customdata[0]}</b>: %{x:.0f}<br>%{customdata[1]:,} people in 1991"
        "<extra></extra>",
    )
    fig.add_scatter(
        x=first["medians"],
        y=first["rows"],
        mode="markers",
        marker={"symbol": "line-ns", "size": 34, "line": {"width": 3, "color": style.INK}},
        hovertemplate="middle of the row: %{x:.0f}<extra></extra>",
    )
    fig.add_scatter(  # the number above the middle, on a ground that keeps dots from it
        x=first["medians"],
        y=[at - NUMBER for at in first["rows"]],
        mode="markers+text",
        marker={"symbol": "circle", "size": 16, "color": style.GROUND, "opacity": 0.85},
        texttemplate="%{x:.0f}",
        textposition="middle center",
        textfont={"size": 13, "color": style.INK},
        hoverinfo="skip",
    )
    rows = len(first["rows"])
    fig.update_layout(
        height=ROW * rows + LINE * len(key) + 66,
        margin={"t": LINE * len(key) + 10, "b": 56, "l": LEFT},
        yaxis={"range": [rows - 0.45, -0.72], "tickvals": first["rows"], **_names(first["names"])},
        xaxis={"showgrid": True, "gridcolor": style.GRID},
    )
    _write_key(fig, key)
    if len(views) > 1:
        choices.buttons(fig, {label: _restyled(view) for label, view in views.items()})
        to_the_edge = [-margin / (width - margin - 12) for margin, width in WIDTHS]
        fig.layout.updatemenus[0].x = to_the_edge[0]
        meta = dict(fig.layout.meta)  # a phone's own margins must hold the buttons, too
        meta["narrow"]["layout"] |= {
            "margin": {"l": NARROW_LEFT, "t": fig.layout.margin.t},
            "updatemenus": [{"x": to_the_edge[1]}],
        }
        fig.update_layout(meta=meta)
    return fig


def _strip(values: pd.Series, by: pd.Series, spread: pd.DataFrame) -> dict[str, Any]:
    """Where the dots, the medians and the middle halves of one view stand."""
    names = list(spread.index)
    return {
        "x": values.tolist(),
        "y": [
            names.index(group) + (place * SCATTER % 1 - 0.5) * DOTS
            for place, group in enumerate(by)
        ],
        "rows": list(range(len(names))),
        "medians": spread["median"].tolist(),
        "halves": [
            {"x": [row.lower, row.upper], "y": [at, at]}
            for at, row in enumerate(spread.itertuples())
        ],
        "names": [f"{name}<br>{spread.at[name, 'places']} places" for name in names],
    }


def _restyled(view: Mapping[str, Any]) -> choices.Change:
    """What a button changes: where everything stands, and the names of the rows."""
    medians = {"x": view["medians"], "y": view["rows"]}
    numbers = {"x": view["medians"], "y": [at - NUMBER for at in view["rows"]]}
    parts = [*view["halves"], view, medians, numbers]
    traces = {axis: [part[axis] for part in parts] for axis in "xy"}
    return traces, {"yaxis.ticktext": view["names"]}


def _names(names: Sequence[str]) -> dict[str, Any]:
    """The look of an axis whose ticks are the names of rows."""
    return {
        "ticktext": list(names),
        "tickfont": {"size": 13, "color": style.INK},
        "ticklabelstandoff": 6,
        "showgrid": False,
        "automargin": False,
    }


def _write_key(fig: go.Figure, key: Key) -> None:
    """Write the lines of a key above a chart, from its left edge on."""
    above = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "borderpad": 0}
    for line, entries in enumerate(key):
        wide = narrow = 0
        lift = 6 + LINE * (len(key) - 1 - line)
        for symbol, colour, words in entries:
            for text, shift, font in ((symbol, 0, colour), (words, 14, style.INK)):
                style.annotate(
                    fig,
                    {
                        "text": text,
                        "xshift": wide + shift - LEFT,
                        "yshift": lift,
                        "font": {"color": font},
                        **above,
                    },
                    {
                        "xshift": narrow + shift - NARROW_LEFT,
                        "font": {"size": style.SMALL, "color": font},
                    },
                )
            wide += 34 + round(7.0 * len(words))
            narrow += 27 + round(6.1 * len(words))
    meta = dict(fig.layout.meta)
    layout = meta["narrow"]["layout"]
    layout |= {"margin": {"l": NARROW_LEFT}, "yaxis": {"tickfont": {"size": style.SMALL}}}
    fig.update_layout(meta=meta)


def mark(fig: go.Figure, value: float) -> None:
    """Draw a dotted line through all rows at a value."""
    line = {"color": style.MUTED, "width": 1.5, "dash": "dot"}
    fig.add_shape(type="line", x0=value, x1=value, y0=0, y1=1, yref="paper", line=line)


def progress(
    rows: Mapping[str, Sequence[tuple[float, float, float]]],
    times: Mapping[str, str],
    start: str,
) -> go.Figure:
    """Return for each row where its rate stood at later times, as a part of its start (100).

    Args:
        rows: for each row, from the top, at each time: the value, its lower and its upper end.
        times: the times in their order, and their colours.
        start: words for the line at 100.
    """
    fig = go.Figure()
    beside = {"xanchor": "center", "xshift": 0}  # on a phone the line at 100 is near
    for at, found in enumerate(rows.values()):
        fig.add_scatter(
            x=[100, *(value for value, _, _ in found)],
            y=[at] * (len(found) + 1),
            mode="lines",
            line={"color": style.GRID, "width": 5},
            hoverinfo="skip",
        )
    for position, (time, colour) in enumerate(times.items()):
        here = [found[position] for found in rows.values()]
        fig.add_scatter(
            name=time,
            x=[value for value, _, _ in here],
            y=list(range(len(rows))),
            mode="markers",
            marker={"size": 12, "color": colour, "line": {"width": 1, "color": style.GROUND}},
            error_x={
                "array": [high - value for value, _, high in here],
                "arrayminus": [value - low for value, low, _ in here],
                "color": colour,
                "thickness": 2,
                "width": 5,
            },
            customdata=[[name, low, high] for name, (_, low, high) in zip(rows, here, strict=True)],
            hovertemplate=f"<b>%{{customdata[0]}}</b>, {time}<br>%{{x:.0f}} "
            "(%{customdata[1]:.0f} to %{customdata[2]:.0f})<extra></extra>",
        )
        style.annotate(
            fig,
            {
                "text": f"<b>{time}</b>",
                "x": here[0][0],
                "y": 0,
                "yshift": 17,
                "xshift": 12 if position else -12,
                "xanchor": "right" if position else "left",
                "yanchor": "middle",
                "font": {"color": colour},
            },
            {"font": {"size": style.SMALL, "color": colour}, **({} if position else beside)},
        )
    mark(fig, 100)
    top = {"x": 100, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "center", "yshift": 2}
    style.annotate(fig, {"text": start, **top}, {"font": {"size": style.SMALL}})
    fig.update_layout(
        height=44 * len(rows) + 96,
        margin={"t": 28, "b": 56, "l": 148},
        yaxis={
            "range": [len(rows) - 0.45, -0.75],
            "tickvals": list(range(len(rows))),
            **_names(list(rows)),
        },
        xaxis={"showgrid": True, "gridcolor": style.GRID},
    )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {
        "margin": {"l": 122},
        "yaxis": {"tickfont": {"size": style.SMALL}},
    }
    return fig.update_layout(meta=meta)
