"""Charts of northern Cauca: homicide against the country, and municipality by municipality.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import style

ROW = 34  # pixels: a row of two ranges


def against(
    region: pd.DataFrame,
    others: pd.DataFrame,
    colours: Mapping[str, str],
    name: str,
    *,
    break_at: int,
) -> go.Figure:
    """Return a region's yearly rate with its interval, beside the rates of others.

    Lines are interrupted where the population changes its basis.

    Args:
        region: columns ``rate``, ``low`` and ``high``, by year.
        others: a column a comparison, by year.
        colours: of the region, by ``name``, and of the others.
        break_at: the first year on the new basis.
    """
    fig = go.Figure()
    eras = [region.index[region.index < break_at], region.index[region.index >= break_at]]
    for years in eras:
        part = region.loc[years]
        fig.add_scatter(
            x=[*years, *years[::-1]],
            y=[*part["low"], *part["high"][::-1]],
            mode="lines",
            fill="toself",
            fillcolor=style.GRID,
            line={"width": 0, "color": style.GRID},
            hoverinfo="skip",
        )
    lines = {**{label: others[label] for label in others}, name: region["rate"]}
    for label, values in lines.items():
        for years in eras:
            fig.add_scatter(
                x=years,
                y=values[years],
                mode="lines",
                name=label,
                line={"color": colours[label], "width": 3 if label == name else 2.25},
                customdata=region.loc[years, ["low", "high"]],
                hovertemplate=f"<b>{label}</b>, %{{x}}: %{{y:.1f}}"
                + ("<br>%{customdata[0]:.0f} to %{customdata[1]:.0f}" if label == name else "")
                + "<extra></extra>",
            )
    last = region.index[-1]
    top = float(region["high"].max()) * 1.03
    fig.update_layout(
        height=440,
        margin={"t": 12, "r": 128, "b": 40},
        xaxis={"range": [region.index[0] - 0.3, last], "dtick": 5, "tick0": 2005},
        yaxis={"range": [0, top], "title": {"text": "Homicides a year per 100,000 residents"}},
    )
    fig.add_shape(
        type="line",
        x0=break_at - 0.5,
        x1=break_at - 0.5,
        y0=0,
        y1=top,
        line={"color": style.AXIS, "width": 1, "dash": "dot"},
    )
    style.annotate(
        fig,
        {
            "text": "new population<br>figures",
            "x": break_at - 0.5,
            "y": 0.02 * top,
            "yanchor": "bottom",
            "xanchor": "right",
            "align": "right",
            "xshift": -3,
            "font": {"size": style.SMALL},
        },
        {"font": {"size": 11}},
    )
    ends = {label: float(values[last]) for label, values in lines.items()}
    spaced = _spaced(ends, gap=0.105 * top)
    for label, y in spaced.items():
        style.annotate(
            fig,
            {
                "text": label.replace(" ", "<br>", 1),
                "x": 1,
                "xref": "paper",
                "xshift": 5,
                "y": y,
                "yanchor": "middle",
                "borderpad": 0,
                "font": {"color": colours[label], "size": 13},
            },
            {"font": {"size": style.SMALL, "color": colours[label]}},
        )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {
        "margin": {"r": 92},
        "yaxis": {"title": {"text": "Homicides per 100,000"}},
    }
    return fig.update_layout(meta=meta)


def _spaced(ends: Mapping[str, float], gap: float) -> dict[str, float]:
    """Return places of labels, from low to high, at least ``gap`` from each other."""
    placed: dict[str, float] = {}
    floor = float("-inf")
    for label, value in sorted(ends.items(), key=lambda item: item[1]):
        placed[label] = max(value, floor)
        floor = placed[label] + gap
    return placed


def ranges(
    before: pd.DataFrame,
    after: pd.DataFrame,
    names: tuple[str, str],
    country: str,
    levels: tuple[float, float],
) -> go.Figure:
    """Return two rates a place, earlier and later, each a dot with its interval.

    Args:
        before, after: columns ``count``, ``rate``, ``low`` and ``high``, by place in one order.
        names: what the two are called.
        country: the name of that to which places are compared.
        levels: its earlier and its later rate, each marked by a line in the colour of its dots.
    """
    fig = go.Figure()
    widest = int((after["rate"] - before["rate"]).abs().to_numpy().argmax())  # to be labelled
    styles = ((names[0], before, style.BLUE, -0.14), (names[1], after, style.VERMILION, 0.14))
    for label, frame, colour, lift in styles:
        fig.add_scatter(
            name=label,
            x=frame["rate"],
            y=[row + lift for row in range(len(frame))],
            mode="markers",
            marker={"size": 10, "color": colour},
            error_x={
                "array": frame["high"] - frame["rate"],
                "arrayminus": frame["rate"] - frame["low"],
                "color": colour,
                "thickness": 1.5,
                "width": 0,
            },
            customdata=list(
                zip(frame.index, frame["count"], frame["low"], frame["high"], strict=True)
            ),
            hovertemplate="<b>%{customdata[0]}</b>, "
            + label
            + "<br>%{x:.0f} a year per 100,000 (%{customdata[2]:.0f} to %{customdata[3]:.0f})"
            "<br>%{customdata[1]:,} homicides<extra></extra>",
        )
        style.annotate(
            fig,
            {
                "text": f"<b>{label}</b>",
                "x": float(frame["low"].iloc[widest]),
                "y": widest + lift,
                "xanchor": "right",
                "yanchor": "middle",
                "xshift": -2,
                "bgcolor": style.GROUND,
                "borderpad": 0,
                "font": {"color": colour},
            },
            {"font": {"size": style.SMALL, "color": colour}},
        )
    for value, name, colour in zip(levels, names, (style.BLUE, style.VERMILION), strict=True):
        higher = value == max(levels)
        fig.add_shape(
            type="line",
            x0=value,
            x1=value,
            yref="paper",
            y0=0,
            y1=1,
            line={"color": colour, "width": 1.5, "dash": "dot"},
            layer="below",
        )
        style.annotate(
            fig,
            {
                "text": f"{country}<br>{name}",
                "x": value,
                "xanchor": "left" if higher else "right",
                "align": "left" if higher else "right",
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "borderpad": 0,
                "font": {"size": style.SMALL, "color": colour},
            },
            {"font": {"size": 11, "color": colour}},
        )
    fig.update_layout(
        height=ROW * len(before) + 108,
        margin={"t": 40, "b": 52},
        xaxis={
            "title": {"text": "Homicides a year per 100,000 residents"},
            "range": [0, 1.04 * float(after["high"].max())],
            "showgrid": True,
            "gridcolor": style.GRID,
        },
        yaxis={
            "range": [len(before) - 0.3, -0.6],
            "tickvals": list(range(len(before))),
            "ticktext": [name.replace(" de ", "<br>de ") for name in before.index],
            "showgrid": False,
            "tickfont": {"size": 13, "color": style.INK},
            "ticklabelstandoff": 4,
        },
    )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {"xaxis": {"title": {"text": "Homicides per 100,000"}}}
    return fig.update_layout(meta=meta)
