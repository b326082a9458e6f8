"""The house style of the charts, and the builders that chapters share.

A chart is a plain plotly figure: quiet ground, one light grid, text where the eye is, and the
finding as its title. Every colour is named here and has a twin for the dark theme. A figure looks
right at three widths: its own (720 px), ``narrow`` (a phone, 360 px) and ``print`` (paper, 640 px);
:func:`finish` stores how the latter two differ.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

# Signs in the keys of charts (dots, squares) and the minus come from others of the same family.
FONT = (
    '"Noto Sans", "Noto Sans Math", "Noto Sans Symbols2", "Noto Sans Symbols 2", '
    '"Source Sans 3", "Helvetica Neue", Arial, sans-serif'
)
SIZE, SMALL = 14, 12

INK, MUTED, AXIS, GRID, GROUND = "#1d2733", "#55606c", "#838c96", "#e3e6ea", "#ffffff"
PURPLE, BLUE, GREEN, VERMILION, ORANGE = "#55235f", "#0a5393", "#00715a", "#c2520f", "#c88400"
# From dark to light: hues after Okabe and Ito (2008), told apart by lightness alone if need be.
COLOURS = (PURPLE, BLUE, GREEN, VERMILION, ORANGE)
# From little to much; in the dark theme the scale runs from dark to bright.
SCALE = ("#dce6f0", "#aac6e0", "#6f9fcb", "#356fa8", "#0a3a6b")
CLEAR = "rgba(0,0,0,0)"

DARK_COLOURS: dict[str, str] = {
    INK: "#e6eaf0",
    MUTED: "#aab4bf",
    AXIS: "#7b8590",
    GRID: "#2f3741",
    GROUND: "#14181e",
    PURPLE: "#9d72ba",
    BLUE: "#5b9bd8",
    GREEN: "#4db894",
    VERMILION: "#f4a27c",
    ORANGE: "#f6cf78",
    **dict(zip(SCALE, ("#22303f", "#35536f", "#4f7fab", "#82b1dc", "#c3e0f7"), strict=True)),
}

# On paper, which may be grey: at least eight steps of lightness (L*) between any two, and from
# the greys and the middle of the scale, beside which they stand.
PAPER_COLOURS: dict[str, str] = {
    INK: "#000000",
    AXIS: "#b6bfca",
    PURPLE: "#45134f",
    BLUE: "#00467e",
    GREEN: "#208169",
    VERMILION: "#da6625",
    ORANGE: "#dc951e",
    SCALE[2]: "#73a3cf",
}

_AXIS = {
    "automargin": True,
    "zeroline": False,
    "tickcolor": AXIS,
    "tickfont": {"size": 13, "color": MUTED},
    "title": {"font": {"size": 13, "color": MUTED}, "standoff": 10},
}

pio.templates["citiesfirst"] = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": SIZE, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": list(COLOURS),
        "separators": ".,",
        "margin": {"l": 8, "r": 12, "t": 16, "b": 36},
        "bargap": 0.2,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": GROUND,
            "bordercolor": AXIS,
            "font": {"family": FONT, "size": 13, "color": INK},
            "align": "left",
        },
        "showlegend": False,
        # The figure node prints the title as a caption; in a notebook it makes its own room.
        "title": {
            "automargin": True,
            "font": {"size": 18},
            "pad": {"b": 12, "t": 4},
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "yref": "container",
        },
        "xaxis": {
            **_AXIS,
            "showgrid": False,
            "showline": True,
            "linecolor": AXIS,
            "ticks": "outside",
        },
        "yaxis": {**_AXIS, "showgrid": True, "gridcolor": GRID, "showline": False, "ticks": ""},
        "annotationdefaults": {
            "showarrow": False,
            "align": "left",
            "xanchor": "left",
            "font": {"size": 13, "color": MUTED},
        },
    }
)
pio.templates.default = "citiesfirst"


def finish(
    fig: go.Figure,
    *,
    title: str,
    table: pd.DataFrame,
    described: Mapping[str, Any] | None = None,
    narrow: Mapping[str, Any] | None = None,
    paper: Mapping[str, Any] | None = None,
) -> go.Figure:
    """Give a figure its finding, the data it shows and its form on a phone and on paper.

    Args:
        fig: the figure; ``layout.height`` is set and ``layout.width`` is not.
        title: the finding, as a sentence without full stop.
        table: the data shown. A column goes by its title in ``described``; one that is not
            described goes by its own name, so the name must say what it holds.
        described: the description of the table in the data package.
        narrow, paper: patches ``{"layout": {...}, "data": [...]}``; they are added to those that
            a builder has left in ``layout.meta``.

    Raises:
        ValueError: the figure has no height, or a width.
    """
    if fig.layout.height is None or fig.layout.width is not None:
        raise ValueError("a chart has a height and no width: the page decides on the width")
    meta = dict(fig.layout.meta or {})
    for view, patch in (("narrow", narrow), ("print", paper)):
        if patch:
            meta[view] = {**meta.get(view, {}), **patch}
    narrow_notes = meta.get("narrow", {}).get("layout", {}).get("annotations")
    if narrow_notes:  # plotly repeats a list of patches that is too short
        narrow_notes += [{}] * (len(fig.layout.annotations) - len(narrow_notes))
    fields = (described or {}).get("schema", {}).get("fields", [])
    headings = {field["name"]: field["title"] for field in fields}
    meta["table"] = {
        "columns": [headings.get(column, str(column)) for column in table.columns],
        "rows": [[_plain(cell) for cell in row] for row in table.itertuples(index=False)],
    }
    fig.update_layout(title_text="<br>".join(textwrap.wrap(title, 72)), meta=meta)
    return fig


def _plain(cell: Any) -> Any:
    """Return a cell as JSON knows it: text, number or nothing; dates in ISO form."""
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:
        return None
    if isinstance(cell, date):  # a Timestamp is one, too
        return pd.Timestamp(cell).date().isoformat()
    return cell.item() if hasattr(cell, "item") else cell


def annotate(fig: go.Figure, wide: Mapping[str, Any], narrow: Mapping[str, Any]) -> None:
    """Add an annotation and the way in which it differs on a phone (``{}`` for not at all)."""
    meta = dict(fig.layout.meta or {})
    patch = dict(meta.get("narrow", {}))
    layout = dict(patch.get("layout", {}))
    known = list(layout.get("annotations", []))
    known += [{}] * (len(fig.layout.annotations) - len(known))
    layout["annotations"] = [*known, dict(narrow)]
    fig.add_annotation(wide)
    fig.update_layout(meta={**meta, "narrow": {**patch, "layout": layout}})


def years_axis(
    fig: go.Figure, first: date | str, last: date | str, notes: Mapping[int, str]
) -> None:
    """Give a figure a time axis that names each year once, beside the first of its days.

    Args:
        first, last: the first and the last day of the axis.
        notes: for each year, a few words to stand below its name.
    """
    first, last = pd.Timestamp(first), pd.Timestamp(last)
    starts = [max(first, pd.Timestamp(year, 1, 1)) for year in notes]
    fig.update_xaxes(
        type="date",
        range=[f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"],
        tickvals=[f"{start:%Y-%m-%d}" for start in starts],
        ticktext=[f"{year}<br>{note}" for year, note in notes.items()],
        tickangle=0,
        ticklabelposition="outside right",
        ticklen=38,
        automargin=False,
    )


LINE = 18  # pixels: a line of text


def counts(x: pd.Series, best: pd.Series, low: pd.Series, high: pd.Series, *, when: str) -> go.Bar:
    """Return bars of counts with a thin line from the low to the high estimate of each.

    Args:
        x: the first days of the months or years.
        when: how the pointer names them, in d3's form: ``"%B %Y"``.
    """
    return go.Bar(
        x=x,
        y=best,
        xperiod="M1" if "%B" in when else "M12",
        marker_color=BLUE,
        error_y={
            "array": high - best,
            "arrayminus": best - low,
            "color": MUTED,
            "thickness": 1,
            "width": 0,
        },
        customdata=pd.concat([low, high], axis=1),
        xhoverformat=when,
        hovertemplate=(
            "%{x}: %{y:,}<br>low %{customdata[0]:,}, high %{customdata[1]:,}<extra></extra>"
        ),
    )


def flags(
    fig: go.Figure,
    dates: Sequence[date],
    texts: Sequence[str],
    *,
    leftward: Sequence[bool],
    short: Mapping[str, str],
) -> go.Figure:
    """Mark dated events above a chart over time: a thin line up from the axis, words at its top.

    Each flag has a line of text of its own. Flags that fly to the right stand first and descend,
    those that fly to the left ascend to the end, so no line crosses another flag's words.

    Args:
        fig: the chart; its height and its margins above and below are set.
        dates, texts: the events in their order.
        leftward: for each flag, whether its words stand to the left of its line.
        short: shorter words on a phone, for some of the texts.
    """
    rightward = len(leftward) - sum(leftward)
    heights = iter([*reversed(range(rightward)), *range(rightward, len(leftward))])
    line = LINE / (fig.layout.height - fig.layout.margin.t - fig.layout.margin.b)
    top = 1 - len(leftward) * line
    for day, text, flies_left in zip(dates, texts, leftward, strict=True):
        y = top + (next(heights) + 0.5) * line
        when = f"{day:%Y-%m-%d}"
        fig.add_shape(
            type="line",
            x0=when,
            x1=when,
            yref="paper",
            y0=0,
            y1=y,
            line={"color": AXIS, "width": 1},
        )
        side = ("right", -3) if flies_left else ("left", 3)
        place = {"x": when, "y": y, "yref": "paper", "yanchor": "middle", "borderpad": 0}
        annotate(
            fig,
            {"text": text, **place, "xanchor": side[0], "align": side[0], "xshift": side[1]},
            {"text": short.get(text, text), "font": {"size": SMALL}},
        )
    return fig.update_yaxes(domain=[0, top])
