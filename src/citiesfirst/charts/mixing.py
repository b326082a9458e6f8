"""Charts of who lives where, and of how mixed that leaves a place.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, maps, rows, style

ROOM = {"Shares": 0.075, "People": 0.17}  # of the axis: the least that holds a number
LINE, NARROW = 18, 340  # pixels: a line of a key, and the width of a chart on a phone
CHANCE = "room left by chance"
ABOVE = {"xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "borderpad": 0}


def composition(
    people: pd.DataFrame,
    colours: Mapping[str, str],
    names: Sequence[str],
    details: Sequence[str],
) -> go.Figure:
    """Return bars that divide each population into groups; buttons turn shares into people.

    Args:
        people: residents by population (rows, in their order) and group (columns).
        colours: the colour of each group, in the order of the bars.
        names, details: what stands above each bar.
    """
    shares = 100 * people.div(people.sum(axis=1), axis=0)
    most = float(people.sum(axis=1).max())
    axis = {"Shares": ("Share of the residents, %", 100, 25), "People": ("Residents", most, 2e5)}
    options = {}
    for label, values in (("Shares", shares), ("People", people)):
        unit, span, step = axis[label]
        starts = values[list(colours)].cumsum(axis=1) - values[list(colours)]
        least = ROOM[label] * span
        texts = values.map(lambda n, least=least: f"{n:,.0f}" if n >= least else "")
        options[label] = (
            {
                "x": [values[group].tolist() for group in colours],
                "base": [starts[group].tolist() for group in colours],
                "text": [texts[group].tolist() for group in colours],
            },
            {"xaxis.title.text": unit, "xaxis.range": [0, span], "xaxis.dtick": step},
        )
    fig = go.Figure()
    for at, (group, colour) in enumerate(colours.items()):
        fig.add_bar(
            orientation="h",
            name=group,
            y=list(range(len(people))),
            marker={"color": colour, "line": {"color": style.GROUND, "width": 1}},
            customdata=list(zip(shares[group], people[group], strict=True)),
            hovertemplate="%{customdata[0]:.1f}%, %{customdata[1]:,.0f} people"
            "<extra>%{fullData.name}</extra>",
            textposition="inside",
            textangle=0,
            **{key: values[at] for key, values in options["Shares"][0].items()},
        )
    lines = key(fig, colours)
    rows.name(fig, names, details)
    fig.update_traces(insidetextanchor="middle")
    fig.update_xaxes(title_text=axis["Shares"][0], range=[0, 100], dtick=25, tickformat=",")
    choices.buttons(fig, options)
    return _room_on_a_phone(fig, lines)


def key(fig: go.Figure, colours: Mapping[str, str]) -> int:
    """Write names above a chart, each behind a square of its colour.

    Returns how many lines they take on a phone: one or two.
    """
    width = {name: 30 + round(6.4 * len(name)) for name in colours}
    lines = 1 if sum(width.values()) <= NARROW else 2
    wide, narrow, line = 0, 0, 1
    for name, colour in colours.items():
        if narrow + width[name] > NARROW and line < lines:
            narrow, line = 0, line + 1
        for text, shift, font in (("■", 0, {"color": colour}), (name, 15, {"color": style.INK})):
            style.annotate(
                fig,
                {"text": text, "x": 0, "xshift": wide + shift, "yshift": 6, "font": font, **ABOVE},
                {
                    "xshift": narrow + shift,
                    "yshift": 6 + (lines - line) * LINE,
                    "font": {"size": style.SMALL},
                },
            )
        wide += 36 + round(7.5 * len(name))
        narrow += width[name]
    return lines


def _room_on_a_phone(fig: go.Figure, lines: int) -> go.Figure:
    """Make room above a chart on a phone: for the lines of the key, and for buttons below it."""
    meta = dict(fig.layout.meta)
    layout = dict(meta["narrow"]["layout"])
    above = rows.TOP + (lines - 1) * LINE
    buttons = choices.ROOM if fig.layout.updatemenus else 0
    layout["margin"] = {"t": above + buttons, "b": rows.BOTTOM}
    # A pixel of the axis is a pixel of the chart.
    layout["height"] = layout["yaxis"]["range"][0] + above + buttons + rows.BOTTOM
    if buttons:
        layout["updatemenus"] = [{"pad": {"b": above + 2}}]
    meta["narrow"] = {**meta["narrow"], "layout": layout}
    return fig.update_layout(meta=meta)


def side_by_side(
    left: Mapping[str, Any],
    right: Mapping[str, Any],
    bounds: Sequence[float],
    *,
    key: str,
    unit: str,
    lined: Sequence[str],
) -> go.Figure:
    """Return two choropleth maps of the same ground side by side, or one below the other.

    Args:
        left, right: of each map its ``outlines`` (GeoJSON), ``values`` and ``hover`` by place, and
            its ``heading``.
        bounds: where one class ends and the next starts.
        key: the property that holds the name of a place.
        unit: what the colours mean, above their key.
        lined: places of the right map with a heavy line around each.
    """
    drawn = [
        maps.areas(
            one["outlines"],
            one["values"],
            bounds,
            key=key,
            hover=one["hover"],
            axis=axis,
            only=list(one["values"].keys()),
        )
        for one, axis in ((left, ""), (right, "2"))
    ]
    fig = go.Figure(
        [*drawn[0], *drawn[1], maps.borders(right["outlines"], lined, key=key, axis="2")]
    )

    def frames(one: tuple[list[float], list[float]], two: tuple[list[float], list[float]]) -> dict:
        return maps.frame("", one, maps.extent(drawn[0])) | maps.frame(
            "2", two, maps.extent(drawn[1])
        )

    fig.update_layout(
        frames(([0, 0.48], [0, 0.9]), ([0.52, 1], [0, 0.9])),
        height=425,
        margin={"l": 8, "r": 8, "t": 60, "b": 8},
    )
    maps.add_key(fig, bounds, unit)
    place = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "font": {"color": style.INK}}
    for one, wide, narrow in ((left, (0, 0.92), (0, 0.965)), (right, (0.52, 0.92), (0, 0.445))):
        style.annotate(
            fig,
            {"text": f"<b>{one['heading']}</b>", "x": wide[0], "y": wide[1], **place},
            {"x": narrow[0], "y": narrow[1]},
        )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {
        "height": 800,
        **frames(([0, 1], [0.52, 0.955]), ([0, 1], [0, 0.435])),
    }
    meta["print"] = {"layout": {"height": 385}}
    return fig.update_layout(meta=meta)


def against_chance(
    shares: pd.DataFrame, colours: Mapping[str, str], names: Sequence[str], details: Sequence[str]
) -> go.Figure:
    """Return rows with the share that chance would give, and over it the share observed.

    Args:
        shares: columns ``observed`` and ``chance``, between 0 and 1, and ``kind``.
        colours: the kinds of observation in the order of the key, and their colours.
        names, details: what stands above each row.
    """
    at = list(range(len(shares)))
    chance, observed = 100 * shares["chance"], 100 * shares["observed"]
    fig = go.Figure()
    fig.add_bar(
        orientation="h",
        name=CHANCE,
        x=chance,
        y=at,
        marker={"color": style.SCALE[0], "line": {"color": style.AXIS, "width": 1}},
        text=chance.map("{:.0f}".format),
        textposition="outside",
    )
    for kind, colour in colours.items():
        own = shares["kind"] == kind
        fig.add_bar(
            orientation="h",
            name=kind,
            x=observed.where(own),
            y=at,
            marker_color=colour,
            text=observed.map("{:.0f}".format).where(own, ""),
            textposition="inside",
            textangle=0,
        )
    lines = key(fig, {**colours, CHANCE: style.AXIS})
    rows.name(fig, names, details)
    fig.update_traces(
        insidetextanchor="end", hovertemplate="%{x:.1f}%<extra>%{fullData.name}</extra>"
    )
    fig.update_xaxes(title_text="Mixed marriages, % of all", range=[0, chance.max() + 6], dtick=20)
    return _room_on_a_phone(fig, lines)
