"""Charts of Tuzla, Osijek and Novi Sad: who governed when, and how many of whom lived there.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import rows, style

BAR, INDENT, WIDTH = 0.06, 0.1, 0.96  # parts of a city's column: its bar, its words, its war
WIDE_YEAR, NARROW_YEAR = 42, 56  # pixels a year
WIDE_CHARACTERS, NARROW_CHARACTERS = 17, 12
NARROW_LINE = 15  # pixels: a line of small text


def key(top: float = 1) -> dict[str, Any]:
    """Return the layout of a key above a chart, in as many lines as it takes."""
    return {
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "y": top,
            "yref": "container",
            "yanchor": "top",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 13, "color": style.INK},
            "indentation": -6,
        },
    }


def lanes(
    terms: pd.DataFrame,
    colours: Mapping[str, str],
    wars: pd.DataFrame,
    papers: pd.DataFrame,
    span: tuple[str, str],
) -> go.Figure:
    """Return a column a city, time running down it: who governed, and what was signed beside it.

    Args:
        terms: columns ``city``, ``name``, ``party``, ``party_short``, ``family``, ``start`` and
            ``end``, a term a row; cities stand in the order of their first rows. A term without
            start or end runs to the edge of the chart.
        colours: the families in the order of the key, and their colours.
        wars: columns ``city``, ``start``, ``end`` and ``label``: the grey grounds.
        papers: columns ``date``, ``text``, ``short`` (on a phone) and ``joint`` (whether a line
            through all columns marks it), in order of time.
        span: the first and the last day of the chart.

    Raises:
        ValueError: a family has no colour.
    """
    if lost := set(terms["family"]) - set(colours):
        raise ValueError(f"no colour for {', '.join(sorted(lost))}")
    first, last = (pd.Timestamp(day) for day in span)
    columns = {city: at for at, city in enumerate(dict.fromkeys(terms["city"]))}
    fig = go.Figure()
    years = (last - first).days / 365.2425
    fig.update_layout(
        key(),
        height=round(WIDE_YEAR * years) + 106,
        margin={"t": 98, "b": 8, "l": 8, "r": 8},
        xaxis={"visible": False, "range": [-0.04, len(columns) + 1.5]},
        yaxis={
            "type": "date",
            "range": [f"{last:%Y-%m-%d}", f"{first:%Y-%m-%d}"],
            "tickvals": [f"{year}-01-01" for year in range(first.year, last.year + 1)],
            "ticktext": [str(year) for year in range(first.year, last.year + 1)],
            "tickfont": {"size": style.SMALL},
        },
        meta={
            "narrow": {
                "layout": {
                    "height": round(NARROW_YEAR * years) + 172,
                    "margin": {"t": 162, "l": 4, "r": 4},
                    "xaxis": {"range": [-0.04, len(columns) + 1.08]},
                }
            }
        },
    )
    _grounds(fig, wars, columns)
    terms = terms.assign(start=terms["start"].fillna(first), end=terms["end"].fillna(last))
    for family, colour in colours.items():
        chosen = terms[terms["family"] == family]
        for number, term in enumerate(chosen.itertuples()):
            fig.add_trace(_bar(term, columns[term.city], colour, family, number == 0))
    for term in terms.itertuples():
        _who(fig, term, columns[term.city] + INDENT)
    for city, at in columns.items():
        _heading(fig, city, at)
    _heading(fig, "Signed and shared", len(columns) + 0.1, "Signed")
    _papers(fig, papers, len(columns))
    return fig


def _grounds(fig: go.Figure, wars: pd.DataFrame, columns: Mapping[str, int]) -> None:
    for war in wars.itertuples():
        at = columns[war.city]
        ends = {"y0": f"{war.start:%Y-%m-%d}", "y1": f"{war.end:%Y-%m-%d}"}
        fig.add_shape(
            type="rect",
            x0=at,
            x1=at + WIDTH,
            **ends,
            fillcolor=style.GRID,
            line_width=0,
            layer="below",
        )
        place = {"x": at + WIDTH, "xanchor": "right", "y": ends["y1"], "yanchor": "bottom"}
        small = {"size": style.SMALL, "color": style.INK}
        style.annotate(
            fig,
            {"text": f"<i>{war.label}</i>", **place, "font": small},
            {"text": "<i>war</i>", "font": {"size": 11}},
        )


def _bar(term: Any, at: float, colour: str, family: str, shown: bool) -> go.Scatter:
    start, end = f"{term.start:%Y-%m-%d}", f"{term.end:%Y-%m-%d}"
    party = term.party if isinstance(term.party, str) else "party not seen"
    return go.Scatter(
        x=[at, at + BAR, at + BAR, at, at],
        y=[start, start, end, end, start],
        mode="lines",
        fill="toself",
        fillcolor=colour,
        line={"color": style.GROUND, "width": 1.5},
        name=family,
        legendgroup=family,
        showlegend=shown,
        hoveron="fills",
        hoverinfo="text",
        text=f"<b>{term.name}</b>, {term.city}<br>{'<br>'.join(textwrap.wrap(party, 40))}"
        f"<br>{term.start:%B %Y} to {term.end:%B %Y}",
    )


def _who(fig: go.Figure, term: Any, x: float) -> None:
    surname = term.name.split()[-1]
    party = term.party_short if isinstance(term.party_short, str) else "party not seen"
    # A line is bold as a whole or stands alone: paper loses what follows bold in several lines.
    wide = [f"<b>{surname}</b>, {party}"]
    if len(surname) + len(party) + 2 > WIDE_CHARACTERS:
        wide = [f"<b>{surname}</b>", *textwrap.wrap(party, WIDE_CHARACTERS)]
    one_line = len(surname) + len(party) < NARROW_CHARACTERS - 1
    small = [f"{surname} {party}"]
    if not one_line:
        small = [surname, *textwrap.wrap(party, NARROW_CHARACTERS)]
    style.annotate(
        fig,
        {
            "text": "<br>".join(wide),
            "x": x,
            "y": f"{term.start:%Y-%m-%d}",
            "yanchor": "top",
            "borderpad": 0,
            "yshift": -1,
            "font": {"color": style.INK},
        },
        {"text": "<br>".join(small), "font": {"size": 11}},
    )


def _heading(fig: go.Figure, text: str, x: float, short: str = "") -> None:
    style.annotate(
        fig,
        {
            "text": f"<b>{text}</b>",
            "x": x,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 4,
            "font": {"color": style.INK, "size": 14},
        },
        {"text": f"<b>{short or text}</b>", "font": {"size": 13}},
    )


def _papers(fig: go.Figure, papers: pd.DataFrame, at: float) -> None:
    below = pd.Timestamp.min  # in the narrow view, where the words before end
    for paper in papers.itertuples():
        when = f"{paper.date:%Y-%m-%d}"
        fig.add_shape(
            type="line",
            x0=0 if paper.joint else at - 0.02,
            x1=at + 0.08,
            y0=when,
            y1=when,
            line={"color": style.INK, "width": 2 if paper.joint else 1},
        )
        lines = textwrap.wrap(paper.short, NARROW_CHARACTERS + 1)
        deep = pd.Timedelta(days=365.2425 * NARROW_LINE * len(lines) / NARROW_YEAR)
        middle = paper.date if paper.date - deep / 2 >= below else below + deep / 2
        below = middle + deep / 2 + pd.Timedelta(days=30)
        bold = "<b>{}</b>" if paper.joint else "{}"
        style.annotate(
            fig,
            {
                "text": bold.format(paper.text),
                "x": at + 0.1,
                "y": when,
                "yanchor": "middle",
                "borderpad": 0,
                "font": {"color": style.INK},
            },
            {
                "text": "<br>".join(bold.format(line) for line in lines),
                "y": f"{middle:%Y-%m-%d}",
                "font": {"size": 11},
            },
        )


def compositions(
    parts: pd.DataFrame, colours: Mapping[str, str], names: Sequence[str], details: Sequence[str]
) -> go.Figure:
    """Return a bar a census, divided into the groups of the population.

    Args:
        parts: shares between 0 and 1: a census a row, a group a column; missing where the source
            prints no share of the group.
        colours: the groups in their order, and their colours; what is left to 1 stays empty.
        names, details: the words above each bar.
    """
    fig = go.Figure()
    left = pd.Series(0.0, parts.index)
    for group, colour in colours.items():
        share = parts[group].fillna(0)
        fig.add_bar(
            orientation="h",
            name=group,
            x=100 * share,
            base=100 * left,
            y=list(range(len(parts))),
            marker={"color": colour, "line": {"color": style.GROUND, "width": 1}},
            text=[f"{value:.0%}" if value >= 0.12 else "" for value in share],
            textposition="inside",
            customdata=100 * share,
            hovertemplate=f"{group}: %{{customdata:.1f}}%<extra></extra>",
        )
        left += share
    fig.update_xaxes(title_text="Share of the population, %", range=[0, 100.5], dtick=25)
    rows.name(fig, names, details)
    fig.update_layout(key(), margin_t=64, height=fig.layout.height + 32)
    meta = dict(fig.layout.meta)
    narrow = meta["narrow"]["layout"]
    meta["narrow"]["layout"] = {
        **narrow,
        "height": narrow["height"] + 44,
        "margin": {**narrow["margin"], "t": 76},
    }
    return fig.update_layout(meta=meta)
