"""Maps as ordinary charts: outlines in an equal-area projection, drawn to scale.

Outlines are GeoJSON in degrees (WGS 84). They become filled traces on cartesian axes in kilometres:
a map needs no base map from elsewhere, and equal areas on paper are equal areas on the ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from citiesfirst.charts import style
from citiesfirst.geometry import area, middle, path, polygons, project, rings


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Return the class of a value: 0 below the first bound, 1 from it on, and so forth."""
    return int(np.searchsorted(bounds, value, side="right"))


def areas(
    outlines: Mapping[str, Any],
    values: Mapping[str, float],
    bounds: Sequence[float],
    *,
    key: str,
    hover: Mapping[str, str],
    axis: str = "",
    only: Iterable[str] = (),
) -> list[go.Scatter]:
    """Return the filled traces of a choropleth map, one a place.

    Args:
        outlines: a GeoJSON feature collection.
        values: a number for every place.
        bounds: where one class ends and the next starts; one fewer than there are colours.
        key: the property that holds the name of a feature.
        hover: what a place says under the pointer.
        axis: the pair of axes to draw on: ``""`` or ``"2"``.
        only: the places to draw; all of them if none are named.

    Raises:
        ValueError: a place has no value or no outline, or the bounds do not fit the colours.
    """
    if len(bounds) != len(style.SCALE) - 1 or list(bounds) != sorted(bounds):
        raise ValueError(f"expected {len(style.SCALE) - 1} rising bounds, found {list(bounds)}")
    shapes = {one["properties"][key]: one["geometry"] for one in outlines["features"]}
    wanted = list(only) or list(shapes)
    lost = [name for name in wanted if name not in shapes or name not in values]
    if lost:
        raise ValueError(f"no outline or no value for {', '.join(sorted(lost))}")
    centre = middle(outlines)
    return [
        go.Scatter(
            path(shapes[name], centre),
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
            name=name,
            mode="lines",
            fill="toself",
            fillcolor=style.SCALE[class_of(values[name], bounds)],
            line={"color": style.GROUND, "width": 0.8},
            hoveron="fills",
            hoverinfo="text",
            text=hover[name],
        )
        for name in wanted
    ]


def borders(
    outlines: Mapping[str, Any], names: Sequence[str], *, key: str, axis: str = ""
) -> go.Scatter:
    """Return the heavy outlines of some places, to be drawn over a map.

    Raises:
        ValueError: a place has no outline.
    """
    shapes = {one["properties"][key]: one["geometry"] for one in outlines["features"]}
    if lost := set(names) - set(shapes):
        raise ValueError(f"no outline for {', '.join(sorted(lost))}")
    pieces = [piece for name in names for piece in polygons(shapes[name])]
    return go.Scatter(
        path({"type": "MultiPolygon", "coordinates": pieces}, middle(outlines)),
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        mode="lines",
        line={"color": style.INK, "width": 1.4},
        hoverinfo="skip",
    )


def label_points(outlines: Mapping[str, Any], *, key: str) -> dict[str, tuple[float, float]]:
    """Return for each place x and y in kilometres of the centroid of its largest ring."""
    centre = middle(outlines)
    found: dict[str, tuple[float, float]] = {}
    for one in outlines["features"]:
        projected = [project(ring[:, 0], ring[:, 1], centre) for ring in rings(one["geometry"])]
        x, y = max(projected, key=lambda ring: area(*ring))
        cross = (x * np.roll(y, -1) - np.roll(x, -1) * y) / (6 * area(x, y))
        east, north = (float(np.sum((along + np.roll(along, -1)) * cross)) for along in (x, y))
        found[one["properties"][key]] = (east, north)
    return found


def extent(traces: Iterable[go.Scatter]) -> dict[str, list[float]]:
    """Return the ranges of x and y that hold all outlines, and a little room around them."""
    found = {}
    traces = list(traces)
    for way in "xy":
        values = [value for trace in traces for value in trace[way] if value is not None]
        room = 0.01 * (max(values) - min(values))
        found[way] = [min(values) - room, max(values) + room]
    return found


def frame(
    axis: str, domain: tuple[list[float], list[float]], ranges: Mapping[str, list[float]]
) -> dict[str, Any]:
    """Return the layout of a pair of axes (``""`` or ``"2"``): hidden, to scale, in its place.

    Args:
        domain: the parts of the figure's width and height to stay within.
        ranges: what to show, from :func:`extent`; words at the end of a line do not change it.
    """
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    x = {"domain": domain[0], "range": ranges["x"], "constraintoward": "left", "anchor": f"y{axis}"}
    y = {"domain": domain[1], "range": ranges["y"], "constraintoward": "top", "anchor": f"x{axis}"}
    return {
        f"xaxis{axis}": {**hidden, **x},
        f"yaxis{axis}": {**hidden, **y, "scaleanchor": f"x{axis}"},
    }


def name_places(
    fig: go.Figure,
    points: Mapping[str, tuple[float, float]],
    texts: Mapping[str, str],
    *,
    light: Iterable[str] = (),
    away: Mapping[str, tuple[int, int]] | None = None,
    axis: str = "",
) -> None:
    """Write texts on a map, at their places or some pixels away at the end of a thin line.

    Args:
        points: x and y of every place, from :func:`label_points`.
        texts: what to write at which place.
        light: places whose fill is so strong that the words take the colour of the ground.
        away: pixels to the right and down, for words that do not fit into their place.
    """
    for name, text in texts.items():
        moved = (away or {}).get(name)
        line = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": style.INK}
        fig.add_annotation(
            text=text,
            x=points[name][0],
            y=points[name][1],
            xref=f"x{axis}",
            yref=f"y{axis}",
            xanchor="center",
            align="center",
            font={
                "size": style.SMALL,
                "color": style.GROUND if name in set(light) else style.INK,
            },
            **({**line, "ax": moved[0], "ay": moved[1]} if moved else {}),
        )


def add_key(fig: go.Figure, bounds: Sequence[float], unit: str, *, box: int = 62) -> None:
    """Draw the key of a choropleth at its top left: a box a class, the bounds between the boxes."""
    fig.add_annotation(text=unit, x=0, y=1, xref="paper", yref="paper", yanchor="bottom", yshift=32)
    for position, colour in enumerate(style.SCALE):
        fig.add_shape(
            type="rect",
            xref="paper",
            yref="paper",
            xsizemode="pixel",
            ysizemode="pixel",
            xanchor=0,
            yanchor=1,
            x0=position * box,
            x1=(position + 1) * box,
            y0=20,
            y1=32,
            fillcolor=colour,
            line={"color": style.AXIS, "width": 1},
        )
    for position, bound in enumerate(bounds, start=1):
        fig.add_annotation(
            text=f"{bound:g}",
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="center",
            yanchor="bottom",
            xshift=position * box,
        )


def with_inset(
    outlines: Mapping[str, Any],
    values: Mapping[str, float],
    bounds: Sequence[float],
    *,
    key: str,
    hover: Mapping[str, str],
    unit: str,
    inset: Sequence[str],
    heading: str,
) -> go.Figure:
    """Return a choropleth map with some of its places outlined, and enlarged beside it.

    On a phone the enlarged part stands below the map. Arguments are those of :func:`areas`, and

    Args:
        unit: what the colours mean, above their key.
        inset: the places to outline and to enlarge.
        heading: what the enlarged part shows.
    """
    whole = areas(outlines, values, bounds, key=key, hover=hover)
    part = areas(outlines, values, bounds, key=key, hover=hover, axis="2", only=inset)
    lines = [borders(outlines, inset, key=key, axis=axis) for axis in ("", "2")]
    fig = go.Figure([*whole, lines[0], *part, lines[1]])

    def frames(*domains: tuple[list[float], list[float]]) -> dict[str, Any]:
        return frame("", domains[0], extent(whole)) | frame("2", domains[1], extent(part))

    fig.update_layout(
        frames(([0, 0.55], [0, 0.93]), ([0.6, 0.98], [0, 0.68])),
        height=490,
        margin={"l": 8, "r": 8, "t": 60, "b": 8},
    )
    add_key(fig, bounds, unit)
    place = {"xref": "paper", "yref": "paper", "yanchor": "top", "font": {"color": style.INK}}
    style.annotate(
        fig,
        {"text": f"<b>{heading}</b>", "x": 0.6, "y": 0.9, **place},
        {"x": 0, "y": 0.5},
    )
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= {
        "height": 770,
        **frames(([0, 0.93], [0.5, 0.96]), ([0, 0.94], [0, 0.37])),
    }
    meta["print"] = {"layout": {"height": 440}}
    return fig.update_layout(meta=meta)
