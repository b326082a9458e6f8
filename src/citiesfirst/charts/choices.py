"""Buttons and menus with which a reader chooses what a chart shows.

The chosen button is the bold one: plotly's own mark is a light ground, on which the words of the
dark theme could not be read. On paper there is nothing to press: the chart stands there in the
state that its chapter chooses (``figure: print:``), without buttons and the room that they take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from citiesfirst.charts import style

ROOM = 40  # pixels above a chart, for a row of buttons

Change = tuple[Mapping[str, Any], Mapping[str, Any]]  # of the traces, of the layout


def buttons(fig: go.Figure, options: Mapping[str, Change]) -> go.Figure:
    """Add a row of buttons above a chart, the first of which is the state that the chart is in.

    Args:
        fig: the chart; its height and its margin above are set, and grow by a row of buttons.
        options: for each button's label, what it changes: an attribute of the traces and a list
            of its values, one a trace; and an attribute of the layout and its value.
    """
    labels = list(options)
    return _add(
        fig,
        type="buttons",
        direction="right",
        buttons=[
            {
                "label": _bold(label) if position == 0 else label,
                "method": "update",
                "args": [dict(traces), {**layout, **_labels(labels, position)}],
            }
            for position, (label, (traces, layout)) in enumerate(options.items())
        ],
    )


def menu(fig: go.Figure, options: Mapping[str, Change]) -> go.Figure:
    """Add a menu above a chart, for more choices than a row of buttons holds; see `buttons`."""
    return _add(
        fig,
        type="dropdown",
        direction="down",
        buttons=[
            {"label": label, "method": "update", "args": [dict(traces), dict(layout)]}
            for label, (traces, layout) in options.items()
        ],
    )


def _bold(label: str) -> str:
    return f"<b>{label}</b>"


def _labels(labels: Sequence[str], chosen: int) -> dict[str, str]:
    """Return the changes of the layout that make one label bold and the others plain."""
    return {
        f"updatemenus[0].buttons[{position}].label": _bold(label) if position == chosen else label
        for position, label in enumerate(labels)
    }


def _add(fig: go.Figure, **kind: Any) -> go.Figure:
    if fig.layout.height is None or fig.layout.margin.t is None:
        raise ValueError("buttons need a chart whose height and margin above are set")
    height, top = fig.layout.height, fig.layout.margin.t
    meta = dict(fig.layout.meta or {})
    for view in ("narrow", "print"):
        patch = dict(meta.get(view, {}))
        layout = dict(patch.get("layout", {}))
        if view == "print":
            layout = {"height": height, "margin": {"t": top}, **layout}
        elif "height" in layout:
            layout["height"] += ROOM
        meta[view] = {**patch, "layout": layout}
    return fig.update_layout(
        updatemenus=[
            {
                "x": 0,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "pad": {"b": top + 2, "l": 0, "r": 0, "t": 0},
                "bgcolor": style.GROUND,
                "bordercolor": style.AXIS,
                "font": {"size": 13, "color": style.INK},
                "showactive": False,
                **kind,
            }
        ],
        height=height + ROOM,
        margin_t=top + ROOM,
        meta=meta,
    )
