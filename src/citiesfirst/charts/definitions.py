"""Definitions beside each other: one row for each, with a mark on either side of a threshold.

Each test of a claim has a panel with an axis of its own. The side on which the claim holds is
shaded; a full mark and a word say that it does, a hollow mark and other words that it does not. All
rows stand on paper; on the page a menu keeps those with one choice in common.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from citiesfirst.charts import choices, rows, style

if TYPE_CHECKING:
    from citiesfirst.definitions import Outcome
    from citiesfirst.ledger import Test

WIDE = {"row": 23, "line": 18, "text": 88, "plot": (0.46, 0.78), "label": 0.5, "mark": 0.5}
# On a phone the words stand above the mark, so that both have the whole width.
NARROW = {"row": 40, "line": 17, "text": 46, "plot": (0.03, 0.6), "label": 0.3, "mark": 0.75}
AXIS, GAP, EDGE = 46, 20, 8  # pixels for the axis of a panel, above the next one, around all
READINGS = {
    "as worded": "The claim as worded holds",
    "weaker": "A weaker claim holds",
    "other": "Another claim holds",
}


def strips(outcomes: Sequence[Outcome]) -> go.Figure:
    """Return a panel for each test, with a row for each definition.

    Args:
        outcomes: of one claim, those of a test side by side.
    """
    panels = [list(found) for _, found in groupby(outcomes, key=lambda one: id(one.test))]
    fig = go.Figure()
    views = [_places(panels, view) for view in (WIDE, NARROW)]
    layouts: list[dict[str, Any]] = [{"height": view["height"] + 2 * EDGE} for view in views]
    for at, panel in enumerate(panels):
        _draw(fig, at, panel)
        for layout, view, size in zip(layouts, views, (WIDE, NARROW), strict=True):
            count, span = len(panel), {"domain": list(size["plot"])}
            layout[_axis(at, "yaxis")] = {
                "domain": view["domains"][at],
                "range": [count, 0],
                "tickvals": [row + size["mark"] for row in range(count)],
            }
            layout[_axis(at, "xaxis")] = span
        _write(fig, at, panel, views)
    fig.update_layout(layouts[0], margin=dict.fromkeys("tblr", EDGE))
    meta = dict(fig.layout.meta)
    meta["narrow"]["layout"] |= layouts[1]
    meta["narrow"]["data"] = [
        {"y": [row + NARROW["mark"] for row in range(len(panel))]} for panel in panels
    ]
    fig.update_layout(meta=meta)
    return _menu(fig, panels)


def _axis(panel: int, name: str = "y") -> str:
    """What plotly calls the axis of a panel: y, y2, y3 and so on."""
    return f"{name}{panel + 1}" if panel else name


def _places(panels: list[list[Outcome]], size: dict[str, Any]) -> dict[str, Any]:
    """Return the headings in lines, the height of all, and where each panel and heading stands."""
    headings = [rows.balanced(one[0].measure.asks, size["text"]) for one in panels]
    rules = [rows.balanced(_rule(one[0]), size["text"]) for one in panels]
    heads = [len(a + b) * size["line"] + 4 for a, b in zip(headings, rules, strict=True)]
    bodies = [len(panel) * size["row"] for panel in panels]
    whole = sum(heads) + sum(bodies) + len(panels) * AXIS + (len(panels) - 1) * GAP
    domains, tops, top = [], [], 0
    for head, body in zip(heads, bodies, strict=True):
        tops.append(1 - top / whole)
        start = top + head
        domains.append([max(0.0, 1 - (start + body) / whole), 1 - start / whole])
        top = start + body + AXIS + GAP
    texts = [
        "<br>".join([*(f"<b>{line}</b>" for line in asks), *rule])
        for asks, rule in zip(headings, rules, strict=True)
    ]
    return {"height": whole, "domains": domains, "tops": tops, "texts": texts}


def _rule(outcome: Outcome) -> str:
    """Say in words when a test holds."""
    limits = (outcome.measure.write(end) for end in outcome.test.threshold)
    ends = " to ".join(re.sub(r"\.0+(?=%|$)", "", limit) for limit in limits)
    words = {"at least": f"at {ends} or more", "at most": f"at {ends} or less"}
    where = words.get(outcome.test.holds_when, f"from {ends}")
    return f"{READINGS[outcome.test.reading]} {where} (shaded)."


def _draw(fig: go.Figure, at: int, panel: list[Outcome]) -> None:
    """Add the marks of a panel, its axes and its threshold."""
    first, last = _range(panel)
    held = [one.holds for one in panel]
    fig.add_scatter(
        x=[one.value for one in panel],
        y=[row + WIDE["mark"] for row in range(len(panel))],
        xaxis=_axis(at, "x"),
        yaxis=_axis(at),
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 11,
            "symbol": ["circle" if one else "circle-open" for one in held],
            "color": [style.BLUE if one else style.VERMILION for one in held],
            "line": {"width": 2, "color": [style.BLUE if one else style.VERMILION for one in held]},
        },
        customdata=[[one.definition, one.written, _word(one)] for one in panel],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}: %{customdata[2]}<extra></extra>",
    )
    fig.update_layout(
        {
            _axis(at, "xaxis"): {
                "anchor": _axis(at),
                "range": [first, last],
                "nticks": 5,
                "tickformat": ".0%" if panel[0].measure.write(0.5).endswith("%") else ",",
                "title": {"text": panel[0].measure.unit, "standoff": 4, "font_size": style.SMALL},
                "tickfont_size": style.SMALL,
                "automargin": False,
                "ticklen": 3,
            },
            _axis(at, "yaxis"): {
                "anchor": _axis(at, "x"),
                "showticklabels": False,
                "automargin": False,
            },
        }
    )
    place = {"yref": f"{_axis(at)} domain", "y0": 0, "y1": 1, "xref": _axis(at, "x")}
    low, high = _holding(panel[0].test)
    fig.add_shape(
        type="rect",
        x0=max(low, first),
        x1=min(high, last),
        fillcolor=style.SCALE[0],
        line_width=0,
        layer="below",
        **place,
    )
    for end in panel[0].test.threshold:
        fig.add_shape(type="line", x0=end, x1=end, line={"color": style.INK, "width": 1.5}, **place)


def _holding(test: Test) -> tuple[float, float]:
    """Return the range in which a test holds."""
    low = -math.inf if test.holds_when == "at most" else test.threshold[0]
    return low, math.inf if test.holds_when == "at least" else test.threshold[-1]


def _range(panel: list[Outcome]) -> tuple[float, float]:
    """Return the ends of an axis that holds all values and the threshold, with some room."""
    numbers = [*(one.value for one in panel), *panel[0].test.threshold]
    low, high = min(numbers), max(numbers)
    low = 0 if 0 <= low < 0.6 * high else low
    room = 0.07 * (high - low)
    return low - room, high + room


def _word(outcome: Outcome) -> str:
    return "holds" if outcome.holds else "does not hold"


def _write(fig: go.Figure, at: int, panel: list[Outcome], views: list[dict[str, Any]]) -> None:
    """Write the heading of a panel, and at both ends of each row its definition and outcome."""
    top = {"x": 0, "xref": "paper", "yref": "paper", "yanchor": "top", "borderpad": 0}
    wide, narrow = ({"text": one["texts"][at], "y": one["tops"][at]} for one in views)
    fonts = [{"font": {"size": size, "color": style.INK}} for size in (13, style.SMALL)]
    style.annotate(fig, {**top, **wide, **fonts[0]}, {**narrow, **fonts[1]})
    place = {"xref": "paper", "yref": _axis(at), "yanchor": "middle", "borderpad": 0}
    for row, one in enumerate(panel):
        label = {"text": one.definition, "x": 0, **place, **fonts[0]}
        said = f"{one.written}: " + (f"<b>{_word(one)}</b>" if one.holds else _word(one))
        outcome = {"text": said, "x": 1, "xanchor": "right", "align": "right", **place, **fonts[0]}
        for words, key in ((label, "label"), (outcome, "mark")):
            style.annotate(
                fig, {**words, "y": row + WIDE[key]}, {"y": row + NARROW[key], **fonts[1]}
            )


def _menu(fig: go.Figure, panels: list[list[Outcome]]) -> go.Figure:
    """Add a menu that keeps the rows with one choice in common."""
    every = [one for panel in panels for one in panel]
    names = dict.fromkeys(label for one in every for label in one.labels)
    common = [name for name in names if sum(name in one.labels for one in every) > 1]
    if not common:
        return fig
    options = {}
    for name in (None, *common):
        kept = [[name is None or name in one.labels for one in panel] for panel in panels]
        opacity = [[float(one) for one in panel] for panel in kept]
        changes, annotation = {}, 0
        for panel in kept:
            annotation += 1  # the heading stays
            for one in panel:
                for _ in ("label", "outcome"):
                    changes[f"annotations[{annotation}].opacity"] = float(one)
                    annotation += 1
        options[name or "All definitions"] = ({"marker.opacity": opacity}, changes)
    return choices.menu(fig, options)
