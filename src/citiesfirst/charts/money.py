"""Charts of where aid goes: themes of projects, sectors of aid, and places.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style

ROW = 26  # pixels: a row of horizontal bars or of dots
LINE = 20  # pixels: a line of the key above a chart
EARLY, LATE = style.VERMILION, style.BLUE


def thresholds(rates: pd.DataFrame, counts: pd.DataFrame, words: dict[str, str]) -> go.Figure:
    """Return, as steps, how many of 1,000 projects reach a threshold in two themes at once.

    Args:
        rates: projects in 1,000, indexed by threshold (per cent), one column a span of years.
        counts: the projects themselves, with the same index and columns.
        words: for two of the thresholds (as text), what stands beside their upright line.
    """
    fig = go.Figure()
    for span, colour in zip(rates.columns, (EARLY, LATE), strict=True):
        fig.add_scatter(
            x=rates.index,
            y=rates[span],
            mode="lines",
            line={"shape": "vh", "color": colour, "width": 3},
            customdata=counts[span],
            hovertemplate=(
                f"at least %{{x}}% of each: %{{y:.1f}} in 1,000 projects, %{{customdata}} of {span}"
                "<extra></extra>"
            ),
        )
    top, mark = 18, 9
    for threshold, text in words.items():
        fig.add_shape(
            type="line",
            x0=float(threshold),
            x1=float(threshold),
            y0=0,
            y1=mark,
            line={"color": style.AXIS, "width": 1, "dash": "dot"},
        )
        style.annotate(
            fig,
            {"text": text, "x": float(threshold), "y": mark, "xshift": 5, "yanchor": "top"},
            {"font": {"size": style.SMALL}},
        )
    early, late = rates.columns
    for span, colour, x, y in ((early, EARLY, 2, rates.loc[2, early]), (late, LATE, 62, 3.4)):
        place = {"x": x, "y": y, "yanchor": "bottom", "xshift": 6, "yshift": 4}
        style.annotate(
            fig, {"text": f"<b>{span}</b>", **place, "font": {"color": colour, "size": 14}}, {}
        )
    fig.update_layout(height=380, margin={"t": 12, "b": 56}, hovermode="closest")
    fig.update_xaxes(
        title_text="Both themes at least, % of the project", range=[0, 101], dtick=25, tick0=0
    )
    return fig.update_yaxes(
        title_text="Projects in 1,000 that are both", range=[0, top], dtick=5, rangemode="tozero"
    )


def sectors(spans: dict[str, pd.DataFrame], key: Sequence[str]) -> go.Figure:
    """Return the share of sector 15 as a dot and that of sector 43 as a bar, by recipient.

    Args:
        spans: for each button, shares (0 to 1) ``governance`` and ``multisector`` by recipient,
            all with one index; the rows of the chart keep its order.
        key: what the dot and the bar mean.
    """
    names = [_folded(name) for name in next(iter(spans.values())).index]
    shares = {label: [100 * rows[one] for one in _SECTORS] for label, rows in spans.items()}
    bar, dot = next(iter(shares.values()))
    fig = go.Figure(
        [
            go.Bar(
                orientation="h",
                x=bar,
                y=names,
                width=0.5,
                marker_color=style.ORANGE,
                hovertemplate="%{y}: at most %{x:.1f}%<extra></extra>",
            ),
            go.Scatter(
                x=dot,
                y=names,
                mode="markers",
                marker={"size": 11, "color": style.BLUE},
                hovertemplate="%{y}: %{x:.1f}%<extra></extra>",
            ),
        ]
    )
    fig.update_layout(
        height=ROW * len(names) + 56 + 2 * LINE + 16, margin={"t": 2 * LINE + 8, "b": 52}
    )
    fig.update_xaxes(title_text="Share of aid commitments, %", range=[0, 42], dtick=10)
    fig.update_yaxes(**_rows(names))
    _key(fig, [("●", key[0], style.BLUE), ("▬", key[1], style.ORANGE)])
    return choices.buttons(
        fig, {label: ({"x": [one.tolist() for one in both]}, {}) for label, both in shares.items()}
    )


_SECTORS = ("multisector", "governance")  # in the order in which they are drawn


def located(places: pd.DataFrame, key: Sequence[str]) -> go.Figure:
    """Return bars that divide the locations of aid into near a city, elsewhere and unknown.

    Args:
        places: shares (0 to 1) ``near``, ``elsewhere`` and ``unknown``, by country.
        key: what the three mean.
    """
    names = [_folded(name) for name in places.index]
    parts = ("near", "elsewhere", "unknown")
    colours = (style.VERMILION, style.BLUE, style.GRID)
    fig = go.Figure(
        [
            go.Bar(
                orientation="h",
                x=100 * places[part],
                y=names,
                marker={"color": colour, "line": {"color": style.GROUND, "width": 1}},
                hovertemplate=f"%{{y}}: %{{x:.1f}}% {text[0].lower()}{text[1:]}<extra></extra>",
            )
            for part, colour, text in zip(parts, colours, key, strict=True)
        ]
    )
    fig.update_layout(
        barmode="stack",
        bargap=0.3,
        height=(ROW + 4) * len(names) + 56 + 3 * LINE + 8,
        margin={"t": 3 * LINE + 4, "b": 52},
    )
    fig.update_xaxes(title_text="Share of project locations, %", range=[0, 100.5], dtick=25)
    fig.update_yaxes(**_rows(names))
    _key(fig, [("■", text, colour) for text, colour in zip(key, colours, strict=True)])
    return fig


def _key(fig: go.Figure, entries: Sequence[tuple[str, str, str]]) -> None:
    """Say above a chart, a line each, what its marks mean; phones get smaller letters."""
    for line, (mark, text, colour) in enumerate(reversed(entries)):
        place = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom"}
        place["yshift"] = 4 + line * LINE
        for words, x, shift, ink in ((mark, 0, 0, colour), (text, 0, 18, style.INK)):
            look = {"text": words, "x": x, "xshift": shift, "font": {"color": ink}}
            # The row labels stand left of the axis: words that start further left have more room.
            style.annotate(
                fig,
                {**place, **look, "xref": "paper"},
                {"font": {"size": style.SMALL}, "xshift": shift - 82},
            )


def _rows(names: Sequence[str]) -> dict[str, Any]:
    """Return an axis whose categories are the rows of a chart, the first at the top."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(names),
        "range": [len(names) - 0.4, -0.6],
        "showgrid": False,
        "tickfont": {"size": 13, "color": style.INK},
        "ticklabelstandoff": 4,
    }


def _folded(name: str) -> str:
    """Return a long name in two lines."""
    return {
        "Bosnia and Herzegovina": "Bosnia and<br>Herzegovina",
        "Democratic Republic of the Congo": "DR Congo",
    }.get(name, name)
