"""Charts below each other over one axis of years: around an end, and line by line.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style

PANEL, BETWEEN = 170, 40  # pixels: the height of a panel, and the room above it
LEFT = 46  # pixels for the numbers of the axes


def panels(
    headings: Mapping[str, str], note: str, short: str = "", height: int = PANEL
) -> go.Figure:
    """Return empty panels below each other with one axis of years, each under its heading.

    Args:
        headings: for each panel, from the top, its heading and the colour of it.
        note: what the axes count, at the right above each panel.
        short: the same on a phone, if it must be shorter.
        height: of a panel, in pixels.
    """
    fig = go.Figure()
    whole = len(headings) * (height + BETWEEN)
    layout: dict[str, Any] = {"height": whole + 58, "margin": {"t": 2, "b": 56, "l": LEFT}}
    for at, (words, colour) in enumerate(headings.items()):
        top = 1 - (at * (height + BETWEEN) + BETWEEN) / whole
        layout[_axis(at, "yaxis")] = {
            "domain": [max(0, top - height / whole), top],
            "anchor": "x",
            "rangemode": "tozero",
            "automargin": False,
        }
        above = {"xref": "paper", "y": top, "yref": "paper", "yanchor": "bottom", "yshift": 7}
        style.annotate(
            fig,
            {
                "text": f"<b>{words}</b>",
                "x": 0,
                "xshift": -LEFT + 2,
                "borderpad": 0,
                "font": {"color": colour},
                **above,
            },
            {"font": {"size": 13, "color": colour}},
        )
        style.annotate(
            fig,
            {"text": note, "x": 1, "xanchor": "right", "borderpad": 0, **above},
            {"text": short or note, "font": {"size": style.SMALL}},
        )
    return fig.update_layout(layout, xaxis_anchor=_axis(len(headings) - 1))


def _axis(panel: int, name: str = "y") -> str:
    """What plotly calls the axis of a panel: y, y2, y3 and so on."""
    return f"{name}{panel + 1}" if panel else name


def around(
    views: Mapping[str, Mapping[str, pd.DataFrame]], colours: Mapping[str, str]
) -> go.Figure:
    """Return means in the years around an end, each with its interval and cities at peace.

    Args:
        views: for each button and each panel, columns ``mean``, ``low``, ``high`` and ``peace``
            by years from the end, and ``rows``, the cities that the mean is of.
        colours: of the panels.
    """
    fig = panels(colours, "events a city and year; dotted: cities at peace", "dotted: at peace")
    traces = {label: _around(view) for label, view in views.items()}
    first = next(iter(traces.values()))
    for at, (words, colour) in enumerate(colours.items()):
        looks = (
            {"fill": "toself", "opacity": 0.2, "line": {"width": 0}, "hoverinfo": "skip"},
            {"line": {"dash": "dot", "width": 2}},
            {"mode": "lines+markers", "line": {"width": 2.5}, "marker": {"size": 6}},
        )
        for data, look in zip(first[3 * at : 3 * at + 3], looks, strict=True):
            fig.add_scatter(mode="lines", line_color=colour, yaxis=_axis(at))
            fig.data[-1].update(data).update(look)
        axis = {
            "range": [0, 1.04 * max(float(view[words]["high"].max()) for view in views.values())]
        }
        fig.update_layout({_axis(at, "yaxis"): {**axis, "nticks": 5}})
        line = {"color": style.AXIS, "width": 1}
        fig.add_shape(x0=0.5, x1=0.5, y0=0, y1=1, yref=f"{_axis(at)} domain", line=line)
    fig.update_xaxes(dtick=1, range=[-5.2, 5.2])
    changed = ("x", "y", "customdata")
    choices.buttons(
        fig,
        {
            label: ({key: [trace[key] for trace in found] for key in changed}, {})
            for label, found in traces.items()
        },
    )
    fig.layout.updatemenus[0].x = -LEFT / (720 - LEFT - 12)
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"]["updatemenus"] = [{"x": -LEFT / (360 - LEFT - 12)}]
    return fig.update_layout(meta=meta)


def _around(view: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """For each panel its band, the line of cities at peace, and the line itself."""
    found = []
    for frame in view.values():
        years = frame.index.tolist()
        found += [
            {
                "x": [*years, *years[::-1]],
                "y": [*frame["low"], *frame["high"][::-1]],
                "customdata": None,
            },
            {
                "x": years,
                "y": frame["peace"].tolist(),
                "customdata": None,
                "hovertemplate": "year %{x}: %{y:.1f} in cities at peace<extra></extra>",
            },
            {
                "x": years,
                "y": frame["mean"].tolist(),
                "customdata": frame[["low", "high", "rows"]].to_numpy().tolist(),
                "hovertemplate": "year %{x}: %{y:.1f} a city<br>%{customdata[0]:.1f} to "
                "%{customdata[1]:.1f}, %{customdata[2]} cities<extra></extra>",
            },
        ]
    return found


def straight(
    lines: pd.DataFrame,
    wars: Mapping[str, tuple[float, float, str]],
    counted: Mapping[str, Mapping[int, float]],
) -> go.Figure:
    """Return a small chart of population for each city, with wars shaded and counts beside.

    Args:
        lines: thousands of people by year, one column a city.
        wars: for some cities the years that are shaded, and what they are called.
        counted: for some cities people that were counted, by year, in thousands.
    """
    fig = panels(dict.fromkeys(lines, style.INK), "thousand people", height=104)
    small = {"yanchor": "middle", "borderpad": 0}
    for at, city in enumerate(lines):
        axis = _axis(at)
        fig.add_scatter(
            x=lines.index,
            y=lines[city],
            yaxis=axis,
            mode="lines+markers",
            line={"color": style.BLUE, "width": 2.5},
            marker={"size": 6},
            hovertemplate=f"{city}, %{{x}}: %{{y:,.0f}} thousand<extra></extra>",
        )
        if city in wars:
            start, end, words = wars[city]
            fig.add_shape(
                type="rect",
                x0=start,
                x1=end,
                y0=0,
                y1=1,
                yref=f"{axis} domain",
                fillcolor=style.SCALE[0],
                line={"width": 0},
                layer="below",
            )
            note = {"text": words, "x": end, "y": 0.14, "yref": f"{axis} domain", "xshift": 4}
            style.annotate(fig, {**note, **small}, {"font": {"size": style.SMALL}})
        found = counted.get(city, {})
        for year, people in found.items():
            fig.add_scatter(
                x=[year],
                y=[people],
                yaxis=axis,
                mode="markers",
                marker={"symbol": "diamond", "size": 11, "color": style.VERMILION},
                hovertemplate="counted in %{x}: %{y:,.0f} thousand<extra></extra>",
            )
        if found:
            year = max(found)
            note = {"text": "counted", "x": year, "y": found[year], "yref": axis, "xshift": -9}
            font = {"color": style.VERMILION}
            style.annotate(
                fig,
                {**note, **small, "xanchor": "right", "font": font},
                {"font": {"size": style.SMALL, **font}},
            )
    most = {_axis(at, "yaxis"): float(lines[city].max()) for at, city in enumerate(lines)}
    fig.update_layout({axis: {"range": [0, 1.2 * value]} for axis, value in most.items()})
    fig.update_yaxes(nticks=4, tickformat=",")
    fig.update_layout(height=fig.layout.height - 24, margin_b=32)  # the years need no title
    return fig.update_xaxes(dtick=10, tick0=1970)
