"""Rows of horizontal bars, each under its own name and definition.

The labels stand above the bars and take the whole width, so that long definitions are as readable
on a phone as on a desk.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from citiesfirst.charts import style

BAR, GAP = 14, 12  # pixels: a bar, the space below it
WIDE_LINE, NARROW_LINE = 18, 16  # pixels: lines of text
TOP, BOTTOM = 32, 48  # pixels above the first row, and for the axis below the last
WIDE_TEXT, NARROW_TEXT = 92, 54  # characters that fit into a line


def benchmark(fig: go.Figure, value: float, text: str) -> None:
    """Mark a value on every row of horizontal bars; ``text`` above the chart says what it is."""
    rows = list(fig.data[0].y)
    fig.add_scatter(
        x=[value] * len(rows),
        y=rows,
        mode="markers",
        marker={"symbol": "line-ns", "size": BAR, "line": {"width": 2, "color": style.INK}},
        hoverinfo="skip",
    )
    top = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6}
    style.annotate(fig, {"text": f"<b>|</b> {text}", **top}, {"font": {"size": style.SMALL}})


def name(fig: go.Figure, names: Sequence[str], details: Sequence[str]) -> go.Figure:
    """Write a name and a detail above each horizontal bar, in as many lines as it takes.

    The labels take the whole width, so they are as readable on a phone as on a desk. The traces
    of ``fig`` stand at the heights 0, 1, 2, …, counted from the top; they are moved to their
    places in pixels, for each of the two widths.

    Args:
        names, details: one text a row; the names are printed bold.
    """
    rows = list(zip(names, details, strict=True))
    wide = _places([_label(*row, WIDE_TEXT) for row in rows], WIDE_LINE)
    narrow = _places([_label(*row, NARROW_TEXT) for row in rows], NARROW_LINE)
    place = {"x": 0, "xref": "paper", "yanchor": "bottom", "borderpad": 0}
    for row in range(len(rows)):
        texts = [{"text": view["texts"][row], "y": view["labels"][row]} for view in (wide, narrow)]
        style.annotate(
            fig,
            {**texts[0], **place, "font": {"color": style.INK}},
            {**texts[1], "font": {"size": style.SMALL}},
        )
    layouts = [
        {
            "height": view["height"] + TOP + BOTTOM,
            "yaxis": {"range": [view["height"], 0]},
            "margin": {"t": TOP, "b": BOTTOM},
        }
        for view in (wide, narrow)
    ]
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= layouts[1]
    meta["narrow"]["data"] = [{"y": [narrow["bars"][y] for y in trace.y]} for trace in fig.data]
    for trace in fig.data:
        trace.y = [wide["bars"][y] for y in trace.y]
    fig.update_traces(
        width=BAR,
        insidetextfont={"size": style.SMALL, "color": style.GROUND},
        outsidetextfont={"size": style.SMALL, "color": style.INK},
        insidetextanchor="start",
        constraintext="none",
        selector={"type": "bar"},
    )
    fig.update_yaxes(visible=False)
    return fig.update_layout(layouts[0], barmode="overlay", meta=meta)


def _label(name: str, detail: str, width: int) -> list[str]:
    return [*(f"<b>{line}</b>" for line in balanced(name, width)), *balanced(detail, width)]


def balanced(text: str, width: int) -> list[str]:
    """Return a text in as few lines as fit into ``width`` characters, about equally long."""
    lines = textwrap.wrap(text, width)
    for narrower in range(width - 1, 0, -1):
        tried = textwrap.wrap(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _places(labels: Sequence[Sequence[str]], line: int) -> dict[str, Any]:
    """Return where labels end and bars stand, in pixels from the top, and the height of all."""
    below, bars, height = [], [], 0
    for label in labels:
        below.append(height + len(label) * line)
        bars.append(below[-1] + 3 + BAR // 2)
        height = bars[-1] + BAR // 2 + GAP
    texts = ["<br>".join(label) for label in labels]
    return {"texts": texts, "labels": below, "bars": bars, "height": height}
