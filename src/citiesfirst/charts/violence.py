"""Charts of who is killed where: by type of violence, by distance from a city, by size of place.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style

ROW = 30  # pixels: a row of horizontal bars or of dots
KEY = {
    "showlegend": True,
    "legend": {
        "orientation": "h",
        "x": 0,
        "xref": "container",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": 13, "color": style.INK},
        "indentation": -6,
    },
}


def _rows(names: Sequence[str]) -> dict[str, Any]:
    """Return an axis whose categories are the rows of a chart, the first at the top."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(names),
        "range": [len(names) - 0.4, -0.6],
        "showgrid": False,
        "ticks": "",
        "tickfont": {"size": 13, "color": style.INK},
        "ticklabelstandoff": 4,
    }


def shares(
    parts: pd.DataFrame, colours: Mapping[str, str], people: pd.DataFrame, whose: str
) -> go.Figure:
    """Return bars that divide each row's whole, with a mark for a share of the population.

    Args:
        parts: shares between 0 and 1 by row and part; the parts of a row sum to 1.
        colours: the parts in their order, and their colours.
        people: columns ``low`` and ``high``, shares between 0 and 1, indexed like ``parts``.
        whose: what the mark means.
    """
    fig = go.Figure()
    for part, colour in colours.items():
        fig.add_bar(
            orientation="h",
            name=part,
            x=100 * parts[part],
            y=parts.index,
            marker={"color": colour, "line": {"color": style.GROUND, "width": 1}},
            hovertemplate=f"%{{y}}<br>%{{x:.1f}}% of the deaths: {part}<extra></extra>",
        )
    middle = 50 * (people["low"] + people["high"])
    fig.add_scatter(
        showlegend=False,
        x=middle,
        y=people.index,
        mode="markers",
        marker={"symbol": "diamond", "size": 7, "color": style.VERMILION},
        error_x={
            "array": 100 * people["high"] - middle,
            "color": style.VERMILION,
            "thickness": 1.5,
            "width": 4,
        },
        customdata=100 * people,
        hovertemplate="%{y}<br>%{customdata[0]:.0f} to %{customdata[1]:.0f}% of the country’s "
        "people<extra></extra>",
    )
    fig.update_layout(
        KEY,
        barmode="stack",
        bargap=0.25,
        height=ROW * len(parts) + 92,
        margin={"t": 36, "b": 52},
        xaxis={"title": {"text": "Share of the deaths, %"}, "range": [0, 100.5], "dtick": 25},
        yaxis=_rows(parts.index),
    )
    palest = int(parts[next(iter(colours))].argmin())  # where words on the bar can be read
    style.annotate(
        fig,
        {
            "text": whose,
            "x": 100 * people["high"].iloc[palest],
            "y": palest,
            "xshift": 6,
            "font": {"color": style.INK},
        },
        {"font": {"size": style.SMALL}},
    )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {"height": ROW * len(parts) + 140, "margin": {"t": 84}}
    return fig.update_layout(meta=meta)


def lines(
    views: Mapping[str, tuple[pd.DataFrame, str]], colours: Mapping[str, str], heading: str
) -> go.Figure:
    """Return one line a column over the years of the index, each with its name at its end.

    Names that would lie on each other are moved apart. Of several views the first is drawn, and
    the reader chooses by a row of buttons.

    Args:
        views: label of a button, its values (years by name), and what its axis is called.
        colours: the columns and their colours.
        heading: what the names are, above them.
    """
    names = list(colours)
    values, title = next(iter(views.values()))
    fig = go.Figure()
    for name in names:
        fig.add_scatter(
            name=name,
            x=values.index,
            y=values[name],
            mode="lines",
            line={"color": colours[name], "width": 2.5},
            hovertemplate="%{x}: %{y:.1f}<extra>%{fullData.name}</extra>",
        )
    fig.update_layout(
        height=420,
        margin={"t": 12, "r": 132, "b": 40},
        yaxis={"range": [0, _top(values)], "title": {"text": title}},
        xaxis={"range": [values.index[0], values.index[-1]], "dtick": 5, "tick0": 2000},
    )
    colours = {**colours, heading: style.MUTED}
    for name, y in _ends(values[names], heading).items():
        place = {"x": 1, "xref": "paper", "xshift": 5, "y": y, "yanchor": "middle", "borderpad": 0}
        style.annotate(
            fig,
            {"text": name, **place, "font": {"color": colours[name], "size": 13}},
            {"font": {"size": style.SMALL}},
        )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {"margin": {"r": 116}}
    fig.update_layout(meta=meta)
    options = {
        label: (
            {"y": [shown[name] for name in names]},
            {
                "yaxis.title.text": axis,
                "yaxis.range": [0, _top(shown)],
                **{
                    f"annotations[{at}].y": y
                    for at, y in enumerate(_ends(shown[names], heading).values())
                },
            },
        )
        for label, (shown, axis) in views.items()
    }
    return choices.buttons(fig, options) if len(options) > 1 else fig


def _top(values: pd.DataFrame) -> float:
    return float(values.max().max()) * 1.05


def _ends(values: pd.DataFrame, heading: str) -> dict[str, float]:
    """Return where the names of lines stand, in the order of the columns, and their heading."""
    gap = _top(values) * 0.052
    found = apart(values.iloc[-1], gap)
    return {name: found[name] for name in values} | {heading: max(found.values()) + gap}


def apart(places: pd.Series, gap: float) -> dict[str, float]:
    """Return places on an axis moved up or down until all are at least ``gap`` from each other.

    The order is kept; a group of names that had to move stays centred where its members were.
    """
    groups: list[list[Any]] = []  # of each: its names from low to high, and its middle
    for name, place in places.sort_values(kind="stable").items():
        groups.append([[name], float(place)])
        while len(groups) > 1:
            (low, below), (high, above) = groups[-2:]
            if above - below >= gap * (len(low) + len(high)) / 2:
                break
            together = (below * len(low) + above * len(high)) / (len(low) + len(high))
            groups[-2:] = [[low + high, together]]
    return {
        name: middle + (position - (len(names) - 1) / 2) * gap
        for names, middle in groups
        for position, name in enumerate(names)
    }


TYPES = {
    "state-based": ("Conflict with a state", style.BLUE),
    "one-sided": ("Violence against civilians", style.VERMILION),
    "non-state": ("Conflict without a state", style.ORANGE),
}


def by_type(deaths: pd.DataFrame, cut: tuple[int, float, str] | None = None) -> go.Figure:
    """Return yearly deaths by type of violence as stacked bars, with a menu of countries.

    A thin line runs from the low to the high estimate of all types together.

    Args:
        deaths: columns ``country``, ``year``, ``violence`` (the keys of ``TYPES``, and "all"),
            ``deaths_best``, ``deaths_low`` and ``deaths_high``; the first country is drawn.
        cut: a year whose bar is cut off in the first country, where the axis ends, and the words
            that say so beside the bar.
    """
    countries = list(deaths["country"].unique())
    states = {country: _by_type(deaths[deaths["country"] == country]) for country in countries}
    fig = go.Figure()
    years = sorted(deaths["year"].unique())
    for at, (name, colour) in enumerate(TYPES.values()):
        fig.add_bar(
            name=name,
            x=years,
            y=states[countries[0]]["y"][at],
            marker_color=colour,
            hovertemplate=f"%{{x}}: %{{y:,}} deaths<extra>{name}</extra>",
        )
    total = {key: values[-1] for key, values in states[countries[0]].items()}
    fig.add_scatter(
        x=years,
        y=total["y"],
        mode="markers",
        showlegend=False,
        marker={"size": 8, "color": style.CLEAR},
        error_y={
            "array": total["error_y.array"],
            "arrayminus": total["error_y.arrayminus"],
            "color": style.INK,
            "thickness": 1,
            "width": 0,
        },
        hovertemplate="%{x}: %{y:,} deaths in all<extra></extra>",
    )
    fig.update_layout(KEY, barmode="stack", bargap=0.15, height=440, margin={"t": 8, "b": 66})
    fig.update_layout(legend={"y": 0, "yanchor": "bottom"})
    first = countries[0]
    ranges: dict[str, dict[str, Any]] = {one: {"yaxis.autorange": True} for one in countries}
    if cut:
        year, top, words = cut
        ranges[first] = {"yaxis.range": [0, top]}
        place = {"x": year, "y": 1, "yref": "paper", "yanchor": "top", "borderpad": 0}
        style.annotate(fig, {"text": words, "xshift": 8, **place}, {"font": {"size": 11}})
        fig.update_yaxes(range=[0, top])
        for country in countries:
            ranges[country]["annotations[0].visible"] = country == first
    fig.update_yaxes(title_text="Deaths a year", tickformat=",", rangemode="tozero")
    meta = dict(fig.layout.meta or {})
    patch = meta.setdefault("narrow", {"layout": {}})
    patch["layout"] |= {"margin": {"b": 106}}
    fig.update_layout(meta=meta)
    return choices.menu(fig, {country: (states[country], ranges[country]) for country in countries})


def _by_type(deaths: pd.DataFrame) -> dict[str, list[Any]]:
    """Return what the traces of one country show, as the menu sets it."""
    by = deaths.set_index(["violence", "year"]).sort_index()
    bars = [by.loc[kind, "deaths_best"].to_list() for kind in TYPES]
    best, low, high = (by.loc["all", f"deaths_{which}"] for which in ("best", "low", "high"))
    # The publisher's bounds are out of order in a few rows: such a line has no length.
    above, below = ((gap).clip(lower=0).to_list() for gap in (high - best, best - low))
    empty: list[Any] = [None] * len(TYPES)
    return {
        "y": [*bars, best.to_list()],
        "error_y.array": [*empty, above],
        "error_y.arrayminus": [*empty, below],
    }
