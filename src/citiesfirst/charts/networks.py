"""Charts of links between cities: a map, and bars by group.

Builders return plain plotly figures in the house style; they read no files.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, maps, rows, style
from citiesfirst.geometry import path, project, rings

CENTRE = (18.4, 43.9)  # Sarajevo: lines that end there are straight on the ground, too


def world(
    outlines: Mapping[str, Any],
    views: Mapping[str, pd.DataFrame],
    named: Mapping[str, tuple[float, float, int, int]],
    *,
    marked: Collection[str] = (),
) -> go.Figure:
    """Return a map of the world with a line for each link; a menu chooses which links.

    Areas are equal everywhere; the projection is centred on Sarajevo.

    Args:
        outlines: the countries of the world; Antarctica is left out.
        views: what the menu offers, the first of which is drawn at once: links with the columns
            of :func:`citiesfirst.measures.networks.links`, all with coordinates.
        named: places to be named: longitude, latitude, and pixels to the right and down from
            there to the words.
        marked: countries to be drawn darker than the others (ISO 3166 alpha-3).
    """
    shapes = [one for one in outlines["features"] if one["properties"]["iso3"] != "ATA"]
    ground = [
        _land([one for one in shapes if (one["properties"]["iso3"] in marked) == dark], colour)
        for dark, colour in ((False, style.GRID), (True, style.SCALE[1]))
    ]
    lines = [_links(found, shown=at == 0) for at, found in enumerate(views.values())]
    fig = go.Figure([*ground, *lines])
    fig.update_layout(
        maps.frame("", ([0, 1], [0, 1]), maps.extent(ground)),
        height=600,
        margin={"l": 4, "r": 4, "t": 8, "b": 4},
        meta={"narrow": {"layout": {"height": 385}}, "print": {"layout": {"height": 540}}},
    )
    for text, (lon, lat, right, down) in named.items():
        x, y = (float(way) for way in project(lon, lat, CENTRE))
        wide = {
            "text": text,
            "x": x,
            "y": y,
            "ax": right,
            "ay": down,
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": style.INK,
            "xanchor": "center",
            "font": {"color": style.INK},
            "bgcolor": style.GROUND,
            "borderpad": 1,
        }
        near = {"ax": right * 0.6, "ay": down * 0.6, "font": {"size": style.SMALL}}
        style.annotate(fig, wide, near)
    shown: dict[str, tuple[dict, dict]] = {
        label: ({"visible": [True, True, *(other == label for other in views)]}, {})
        for label in views
    }
    return choices.menu(fig, shown)


def _land(shapes: list[Any], colour: str) -> go.Scatter:
    """Return one trace with the outlines of some countries, filled."""
    land = {
        "type": "MultiPolygon",
        "coordinates": [[ring.tolist()] for one in shapes for ring in rings(one["geometry"])],
    }
    drawn = {
        way: [None if value is None else round(value) for value in values]
        for way, values in path(land, CENTRE).items()
    }
    return go.Scatter(
        drawn,
        mode="lines",
        fill="toself",
        fillcolor=colour,
        hoverinfo="skip",
        line={"color": style.GROUND, "width": 0.6},
    )


def _links(found: pd.DataFrame, *, shown: bool) -> go.Scatter:
    """Return one trace with all links: a line a pair, a gap after it, words at both ends."""
    ways: dict[str, list] = {"x": [], "y": []}
    many = len(found) > 500
    ends = [project(found[f"longitude_{end}"], found[f"latitude_{end}"], CENTRE) for end in "12"]
    for way, first, second in zip("xy", *ends, strict=True):
        gaps = np.full(len(found), None)
        flat = np.stack([first.round(), second.round(), gaps], axis=1).ravel()
        ways[way] = [None if value is None else int(value) for value in flat]
    text = []
    for row in found.itertuples():
        words = f"<b>{row.name_1}</b>, {row.degree_1} twins<br><b>{row.name_2}</b>, {row.degree_2}"
        text += [words, words, ""]
    return go.Scatter(
        **ways,
        mode="lines" if shown else "lines+markers",  # thousands of marks would weigh a megabyte
        visible=shown,
        text=text,
        hoverinfo="text",
        line={"color": style.BLUE, "width": 0.5 if many else 0.8},
        marker={"size": 3.5, "color": style.BLUE},
        opacity=0.3 if many else 0.9,
    )


HUES = {"Bosniaks": style.GREEN, "Croats": style.BLUE, "Serbs": style.VERMILION}


def by_group(links: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """Return a bar a neighbour: its links, divided by the largest group at the near end.

    Args:
        links: columns ``neighbour``, ``municipality``, ``partner`` and ``group``.
        names: the neighbours in their order, and how they are called.
    """
    fig, details = go.Figure(), []
    totals = links["neighbour"].value_counts()
    for row, there in enumerate(names):
        start = 0
        for group, hue in HUES.items():
            part = links[(links["neighbour"] == there) & (links["group"] == group)]
            if part.empty:
                continue
            pairs = (part["municipality"] + "–" + part["partner"]).tolist()
            listed = "<br>".join(textwrap.wrap("; ".join(pairs[:24]), 70))
            more = f"<br>and {len(pairs) - 24} more" if len(pairs) > 24 else ""
            wide_enough = len(part) / totals.max() > 0.04
            fig.add_bar(
                orientation="h",
                x=[len(part)],
                base=[start],
                y=[row],
                marker_color=hue,
                marker_line={"color": style.GROUND, "width": 1},
                text=[str(len(part)) if wide_enough else ""],
                textangle=0,
                textposition="inside",
                hovertext=[f"<b>{group} the largest group: {len(part)}</b><br>{listed}{more}"],
                hovertemplate="%{hovertext}<extra></extra>",
            )
            start += len(part)
        split = [
            f"<b>{group}</b> {(links[links['neighbour'] == there]['group'] == group).sum()}"
            for group in HUES
        ]
        details.append(", ".join(split).replace("<b>", "").replace("</b>", ""))
    rows.name(fig, [f"{name}: {totals[there]} links" for there, name in names.items()], details)
    fig.update_xaxes(title_text="Listed links", range=[0, totals.max() * 1.04])
    for at, (group, hue) in enumerate(HUES.items()):
        place = {"x": 0.16 * at, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom"}
        note = {"text": f"<b>■ {group}</b>", "font": {"color": hue}, "yshift": 8, **place}
        style.annotate(fig, note, {"x": 0.29 * at})
    return fig
