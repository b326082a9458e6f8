"""Definitions beside each other: one row for each, with a mark on either side of a threshold.

Each test of a claim has a panel with an axis of its own. The side on which the claim holds is
shaded; a full mark and a word say that it does, a hollow mark and other words that it does not. All
rows stand on paper; on the page a menu keeps those with one choice in common, in the panels that
know the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from citiesfirst.charts import choices, rows, style

AXIS, GAP, EDGE = 46, 14, 8  # pixels for the axis of a panel, above the next one, around all


@dataclass(frozen=True)
class Row:
    """One definition: the choices that make it, what comes out, and whether the claim holds."""

    labels: tuple[str, ...]
    value: float
    written: str
    holds: bool

    @property
    def words(self) -> str:
        """The definition in words."""
        return ", ".join(self.labels)

    @property
    def outcome(self) -> str:
        """Whether the claim holds, in words."""
        return "holds" if self.holds else "does not hold"


@dataclass(frozen=True)
class Panel:
    """One test: its question, when it holds (in words, and from where to where), and its rows.

    ``limits`` are the numbers at which a line stands; ``low`` and ``high`` may be infinite.
    """

    question: str
    rule: str
    unit: str
    percent: bool
    low: float
    high: float
    limits: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Size:
    """How a view is laid out: pixels of a row and a line, characters of a line, parts of a row.

    ``unit`` are the characters of a line below an axis; ``ground`` is where in a row the shade and
    the limits begin.
    """

    row: int
    line: int
    text: int
    unit: int
    plot: tuple[float, float]
    label: float
    mark: float
    ground: float


# The shades of two rows overlap a little, so that no seam is seen between them.
WIDE = Size(row=22, line=18, text=88, unit=60, plot=(0.49, 0.78), label=0.5, mark=0.5, ground=-0.04)
# On a phone the words stand above the mark and its ground, so that they have the whole width.
NARROW = Size(
    row=42, line=17, text=46, unit=32, plot=(0.03, 0.6), label=0.26, mark=0.76, ground=0.52
)


@dataclass(frozen=True)
class Places:
    """Where everything stands in a view: the height of all, and for each panel its parts."""

    height: int
    domains: list[list[float]]
    tops: list[float]
    texts: list[str]


def strips(panels: Sequence[Panel]) -> go.Figure:
    """Return a panel for each test, with a row for each definition."""
    fig = go.Figure()
    views = {size: _places(panels, size) for size in (WIDE, NARROW)}
    layouts: dict[Size, dict[str, Any]] = {
        size: {"height": view.height + 2 * EDGE} for size, view in views.items()
    }
    for at, panel in enumerate(panels):
        _draw(fig, at, panel)
        for size, layout in layouts.items():
            layout[_axis(at, "yaxis")] = {
                "domain": views[size].domains[at],
                "range": [len(panel.rows), 0],
                "tickvals": [row + size.mark for row in range(len(panel.rows))],
            }
            layout[_axis(at, "xaxis")] = {
                "domain": list(size.plot),
                "title": {"text": "<br>".join(_unit(panel, size))},
            }
        _write(fig, at, panel, views)
    fig.update_layout(layouts[WIDE], margin=dict.fromkeys("tblr", EDGE))
    meta = dict(fig.layout.meta)
    grounds = [{"y0": y0} for y0 in _grounds(panels, NARROW)]
    meta["narrow"]["layout"] |= layouts[NARROW] | {"shapes": grounds}
    meta["narrow"]["data"] = [
        {"y": [row + NARROW.mark for row in range(len(panel.rows))]} for panel in panels
    ]
    fig.update_layout(meta=meta)
    return _menu(fig, panels)


def _axis(panel: int, name: str = "y") -> str:
    """What plotly calls the axis of a panel: y, y2, y3 and so on."""
    return f"{name}{panel + 1}" if panel else name


def _unit(panel: Panel, size: Size) -> list[str]:
    return rows.balanced(panel.unit, size.unit)


def _grounds(panels: Sequence[Panel], size: Size) -> list[float]:
    """Return where in its panel each shape begins, in the order in which `_draw` adds them."""
    return [
        row + size.ground
        for panel in panels
        for row in range(len(panel.rows))
        for _ in range(1 + len(panel.limits))
    ]


def _places(panels: Sequence[Panel], size: Size) -> Places:
    """Return where panels and headings stand, each heading in lines that fit."""
    asked = [rows.balanced(one.question, size.text) for one in panels]
    ruled = [rows.balanced(one.rule, size.text) for one in panels]
    heads = [len(a + b) * size.line + 4 for a, b in zip(asked, ruled, strict=True)]
    bodies = [len(panel.rows) * size.row for panel in panels]
    axes = [AXIS + (len(_unit(one, size)) - 1) * size.line for one in panels]
    whole = sum(heads) + sum(bodies) + sum(axes) + (len(panels) - 1) * GAP
    domains, tops, top = [], [], 0
    for head, body, axis in zip(heads, bodies, axes, strict=True):
        tops.append(1 - top / whole)
        start = top + head
        domains.append([max(0.0, 1 - (start + body) / whole), 1 - start / whole])
        top = start + body + axis + GAP
    texts = [
        "<br>".join([*(f"<b>{line}</b>" for line in asks), *rule])
        for asks, rule in zip(asked, ruled, strict=True)
    ]
    return Places(whole, domains, tops, texts)


def _draw(fig: go.Figure, at: int, panel: Panel) -> None:
    """Add the marks of a panel, its axes and its limits."""
    first, last = _range(panel)
    colours = [style.BLUE if one.holds else style.VERMILION for one in panel.rows]
    fig.add_scatter(
        x=[one.value for one in panel.rows],
        y=[row + WIDE.mark for row in range(len(panel.rows))],
        xaxis=_axis(at, "x"),
        yaxis=_axis(at),
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 11,
            "symbol": ["circle" if one.holds else "circle-open" for one in panel.rows],
            "color": colours,
            "line": {"width": 2, "color": colours},
        },
        customdata=[[one.words, one.written, one.outcome] for one in panel.rows],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}: %{customdata[2]}<extra></extra>",
    )
    fig.update_layout(
        {
            _axis(at, "xaxis"): {
                "anchor": _axis(at),
                "range": [first, last],
                "nticks": 5,
                "tickformat": ".0%" if panel.percent else ",",
                "title": {"standoff": 4, "font_size": style.SMALL},
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
    for row in range(len(panel.rows)):
        place = {"yref": _axis(at), "y0": row + WIDE.ground, "y1": row + 1, "xref": _axis(at, "x")}
        fig.add_shape(
            type="rect",
            x0=max(panel.low, first),
            x1=min(panel.high, last),
            fillcolor=style.SCALE[0],
            line_width=0,
            layer="below",
            **place,
        )
        for end in panel.limits:
            line = {"color": style.INK, "width": 1.5}
            fig.add_shape(type="line", x0=end, x1=end, line=line, **place)


def _range(panel: Panel) -> tuple[float, float]:
    """Return the ends of an axis that holds all values and the limits, with some room."""
    numbers = [*(one.value for one in panel.rows), *panel.limits]
    low, high = min(numbers), max(numbers)
    low = 0 if 0 <= low < 0.6 * high else low
    room = 0.07 * (high - low)
    return low - room, high + room


def _write(fig: go.Figure, at: int, panel: Panel, views: dict[Size, Places]) -> None:
    """Write the heading of a panel, and at both ends of each row its definition and outcome."""
    top = {"x": 0, "xref": "paper", "yref": "paper", "yanchor": "top", "borderpad": 0}
    wide, narrow = ({"text": one.texts[at], "y": one.tops[at]} for one in views.values())
    large, small = ({"font": {"size": size, "color": style.INK}} for size in (13, style.SMALL))
    style.annotate(fig, {**top, **wide, **large}, {**narrow, **small})
    place = {"xref": "paper", "yref": _axis(at), "yanchor": "middle", "borderpad": 0, **large}
    for row, one in enumerate(panel.rows):
        label = {"text": one.words, "x": 0, **place}
        style.annotate(fig, {**label, "y": row + WIDE.label}, {"y": row + NARROW.label, **small})
        said = f"<b>{one.outcome}</b>" if one.holds else one.outcome
        outcome = {"text": f"{one.written}: {said}", "x": 1, "xanchor": "right", "align": "right"}
        style.annotate(
            fig, {**place, **outcome, "y": row + WIDE.mark}, {"y": row + NARROW.mark, **small}
        )


def _menu(fig: go.Figure, panels: Sequence[Panel]) -> go.Figure:
    """Add a menu that keeps the rows with one choice in common."""
    every = [one for panel in panels for one in panel.rows]
    names = dict.fromkeys(label for one in every for label in one.labels)
    common = [name for name in names if sum(name in one.labels for one in every) > 1]
    if not common:
        return fig
    options = {"All definitions": _kept(panels, "")}
    options |= {name: _kept(panels, name) for name in common}
    return choices.menu(fig, options)


def _kept(panels: Sequence[Panel], name: str) -> choices.Change:
    """Return the change that shows the rows with a choice of this name alone, or all for none.

    A panel in which nobody can choose so keeps all its rows.
    """
    kept = []
    for panel in panels:
        named = [float(name in one.labels) for one in panel.rows]
        kept.append(named if any(named) else [1.0] * len(named))
    texts = [part for panel in kept for part in (1.0, *(n for one in panel for n in (one, one)))]
    changes = {f"annotations[{at}].opacity": opacity for at, opacity in enumerate(texts)}
    return {"marker.opacity": kept}, changes
