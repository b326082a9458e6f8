"""A chart of programmes by their years: one lane each. It reads no files."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import style

PURPOSES = {
    "peace": ("Peace or solidarity", style.VERMILION),
    "local": ("Local government and services", style.BLUE),
    "hazards": ("Hazards and shocks", style.GREEN),
}
LANE, NARROW_LANE = 40, 54  # pixels: the height of a lane
TOP, BOTTOM = 54, 40


def purpose_of(purpose: str) -> str:
    """Return the class of a programme's purpose: ``peace``, ``local`` or ``hazards``."""
    if "peace" in purpose or "solidarity" in purpose:
        return "peace"
    return "hazards" if "hazards" in purpose else "local"


def lanes(found: pd.DataFrame, named: Sequence[str], *, report: int, until: int) -> go.Figure:
    """Return a lane a programme from its first to its last year, with its name above.

    A round end is a year that the sources give. A triangle stands at the one year that they give
    and points to the end that was not seen.

    Args:
        found: columns ``programme``, ``organisation``, ``purpose``, ``first_year``, ``last_year``
            (one of the two may be missing), ``countries``, ``reach`` and ``note``; in the order
            of the lanes.
        named: countries to be named beside a programme that lists them.
        report: the year of the passage, to be marked.
        until: the year at which the axis ends.

    Raises:
        ValueError: a programme has neither a first nor a last year.
    """
    fig = go.Figure()
    for row, one in enumerate(found.itertuples()):
        first, last = one.first_year, one.last_year
        begins, ends = not pd.isna(first), not pd.isna(last)
        if not begins and not ends:
            raise ValueError(f"{one.programme}: expected a first or a last year, found neither")
        start, stop = first if begins else last, last if ends else first
        symbol = "circle" if begins and ends else "triangle-right" if begins else "triangle-left"
        hue = PURPOSES[purpose_of(one.purpose)][1]
        years = f"{first if begins else 'start not seen'} to {last if ends else 'end not seen'}"
        hover = (
            f"<b>{one.programme}</b>, {one.organisation}<br>{years}<br>{one.purpose}; {one.reach}"
        )
        if isinstance(one.note, str):
            hover += "<br>" + "<br>".join(textwrap.wrap(one.note, 60))
        fig.add_scatter(
            x=[start, stop],
            y=[row, row],
            mode="lines+markers",
            line={"color": hue, "width": 6},
            marker={
                "size": 11 if begins and ends else 14,
                "color": hue,
                "symbol": symbol,
            },
            hovertext=[hover] * 2,
            hovertemplate="%{hovertext}<extra></extra>",
        )
        hits = [land for land in named if isinstance(one.countries, str) and land in one.countries]
        tail = f": {', '.join(hits)}" if hits else ""
        short = "<br>".join(textwrap.wrap(f"{one.programme}{tail}", 50))
        style.annotate(
            fig,
            {
                "text": f"<b>{one.programme}</b> · {one.organisation}<b>{tail}</b>",
                "x": 0,
                "xref": "paper",
                "y": row,
                "yanchor": "bottom",
                "yshift": 7,
                "borderpad": 0,
                "bgcolor": style.GROUND,
                "font": {"color": style.INK},
            },
            {"text": short, "font": {"size": style.SMALL}},
        )
    fig.add_shape(
        type="line",
        x0=report,
        x1=report,
        yref="paper",
        y0=0,
        y1=1,
        layer="below",
        line={"color": style.AXIS, "width": 1, "dash": "dot"},
    )
    fig.add_annotation(
        x=report,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="center",
        text=str(report),
    )
    for at, (text, hue) in enumerate(PURPOSES.values()):
        place = {"x": (0, 0.26, 0.64)[at], "xref": "paper", "y": 1, "yref": "paper"}
        note = {"text": f"<b>{text}</b>", "font": {"color": hue}, "yanchor": "bottom", **place}
        style.annotate(
            fig,
            {**note, "yshift": 22},
            {
                "text": f"<b>{text.split(' and ')[0]}</b>",
                "x": (0, 0.36, 0.72)[at],
                "font": {"size": style.SMALL},
            },
        )
    fig.update_xaxes(range=[1985.5, until + 0.5], dtick=5, tick0=1985, tickformat="d")
    fig.update_yaxes(range=[len(found) - 0.5, -0.9], visible=False)
    fig.update_layout(height=LANE * len(found) + TOP + BOTTOM, margin={"t": TOP, "b": BOTTOM})
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"]["height"] = NARROW_LANE * len(found) + TOP + BOTTOM
    meta["print"] = {"layout": {"height": (LANE - 3) * len(found) + TOP + BOTTOM}}
    return fig.update_layout(meta=meta)
