"""What a figure with choices shows on paper, where nobody can press its buttons.

A figure with buttons, menus, sliders or frames has *states*, each under the label by which a reader
chooses it. Its chapter names the one that tells the finding on paper: ``figure: print: <label>``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go


def states(figure: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the states of a figure (plain JSON) by their labels: its frames, buttons and steps.

    Raises:
        ValueError: two states have the same label, so that it names neither of them.
    """
    found: dict[str, Mapping[str, Any]] = {
        frame["name"]: frame for frame in figure.get("frames") or () if frame.get("name")
    }
    layout = figure.get("layout", {})
    for control in [*(layout.get("updatemenus") or ()), *(layout.get("sliders") or ())]:
        for option in [*(control.get("buttons") or ()), *(control.get("steps") or ())]:
            label = " ".join(re.sub(r"<[^>]+>", " ", option.get("label") or "").split())
            if not label or option.get("method") == "animate":  # what it plays are the frames
                continue
            if label in found:
                raise ValueError(
                    f"two choices of this figure have the label {label!r}: the print state could "
                    "be either"
                )
            found[label] = option
    return found


def check(figure: Mapping[str, Any], chosen: Any) -> None:
    """Check that a figure with choices names one of its states, and that no other names any.

    Raises:
        ValueError: the sentence says what was found and what was expected.
    """
    labels = list(states(figure))
    if chosen is None:
        if labels:
            raise ValueError(
                "this figure has choices and no print state "
                f"('figure: print:', one of {', '.join(map(repr, labels))})"
            )
    elif not labels:
        raise ValueError(f"the print state {chosen!r} is unknown: this figure has no choices")
    elif chosen not in labels:
        raise ValueError(
            f"the print state {chosen!r} is unknown: expected one of {', '.join(map(repr, labels))}"
        )


def put(drawn: go.Figure, figure: Mapping[str, Any], chosen: str) -> None:
    """Put a figure into one of its states, as plotly.js would, and take its controls away."""
    state = states(figure)[chosen]
    match state.get("method"):
        case None:  # a frame
            which = state.get("traces") or range(len(state.get("data") or ()))
            for number, change in zip(which, state.get("data") or (), strict=False):
                drawn.data[number].update(change)
            drawn.update_layout(state.get("layout") or {})
        case "restyle":
            drawn.plotly_restyle(*state["args"])
        case "relayout":
            drawn.plotly_relayout(*state["args"])
        case _:  # update: of the traces, of the layout, of which traces
            drawn.plotly_update(*state["args"])
    drawn.layout.updatemenus = drawn.layout.sliders = ()
