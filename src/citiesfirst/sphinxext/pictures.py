"""Still pictures of plotly figures: which ones there are, and how they are drawn.

A figure is shown in several *views*: a wide screen, a narrow one, and paper. Every view is the same
figure with a patch applied, drawn as SVG by one start of a browser and kept in a cache under the
digest of all that decides how it looks (see :class:`Still`). For the dark theme a picture is not
drawn again: its colours are exchanged (see :func:`in_the_dark`).

A figure says how it differs in a view under ``layout.meta``::

    {"narrow": {"layout": {...}, "data": [{...}, None]}, "print": {"layout": {...}}}

``layout`` is a patch in plotly's own form (nested or ``xaxis_title``), ``data`` has one patch or
nothing for every trace.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import json
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from citiesfirst.sphinxext import print_state
from citiesfirst.sphinxext import slim as slimming

DEFAULT_HEIGHT = 420
RGB = re.compile(r"rgb\(\d+, \d+, \d+\)")


class DrawingError(Exception):
    """The pictures could not be drawn; the message says what to do about it."""


@dataclass(frozen=True)
class View:
    """One way to show a figure: ``patch`` names the key of ``layout.meta`` that adapts it."""

    name: str
    width: int
    patch: str | None = None


# The dark theme's pictures come of the light ones: `in_the_dark`.
SCREEN = (View("light", 720), View("narrow-light", 360, "narrow"))
PAPER = (View("print", 640, "print"),)


def recolour(value: Any, colours: Mapping[str, str]) -> Any:
    """Return ``value`` (plain JSON) with every string that is a colour of ``colours`` replaced."""
    if isinstance(value, str):
        return colours.get(value.lower(), value)
    if isinstance(value, list):
        return [recolour(item, colours) for item in value]
    if isinstance(value, dict):
        return {key: recolour(item, colours) for key, item in value.items()}
    return value


def in_the_dark(svg: str, colours: Mapping[str, str]) -> str:
    """Return a picture of plotly's with the colours of the dark theme.

    Args:
        svg: as :func:`draw` writes it, in which plotly has put every colour as ``rgb(1, 2, 3)``.
        colours: which colour (``#rrggbb``) stands in the dark for one of the figure.
    """
    numbers = {_numbers(light): _numbers(dark) for light, dark in colours.items()}
    return RGB.sub(lambda found: numbers.get(found[0], found[0]), svg)


def _numbers(colour: str) -> str:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"


def meta(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a figure says of itself under ``layout.meta`` (empty when it says nothing)."""
    found = figure.get("layout", {}).get("meta")
    return found if isinstance(found, dict) else {}


def title(figure: Mapping[str, Any]) -> str:
    """Return the text of a figure's title, without line breaks or tags."""
    found = figure.get("layout", {}).get("title") or {}
    text = found if isinstance(found, str) else found.get("text") or ""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def payload(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a live chart needs: the figure without its title, its table and its print state.

    The title stands in the caption above the chart, the table below it.
    """
    live = {"data": copy.deepcopy(figure["data"]), "layout": copy.deepcopy(figure["layout"])}
    live["layout"].pop("title", None)
    live["layout"].pop("meta", None)
    if "narrow" in meta(figure):
        live["layout"]["meta"] = {"narrow": spelt_out(meta(figure)["narrow"], figure["data"])}
    if figure.get("frames"):
        live["frames"] = copy.deepcopy(figure["frames"])
    return live


def spelt_out(patch: Mapping[str, Any], traces: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a patch in plotly's nested form (``xaxis_title`` becomes ``xaxis: {title: …}``)."""
    import plotly.graph_objects as go

    changes = patch.get("data", [])
    types = [trace.get("type", "scatter") for trace in traces]
    patched = [
        go.Figure({"data": [{"type": kind}]}).update_traces(change or {}).data[0].to_plotly_json()
        for kind, change in zip(types, changes, strict=False)
    ]
    for trace in patched:
        trace.pop("type", None)
    return {
        "layout": go.Layout(patch.get("layout", {})).to_plotly_json(),
        "data": [trace or None for trace in patched],
    }


def in_view(
    figure: Mapping[str, Any],
    view: View,
    colours: Mapping[str, str],
    state: str | None = None,
) -> dict:
    """Return the figure (plain JSON) as it is drawn in ``view``, put into one of its states.

    Args:
        figure: plain JSON, as it stands in a cell's output.
        view: where it is to be shown.
        colours: which colour stands in this view for one of the figure.
        state: one of the labels that :func:`print_state.states` finds.

    Raises:
        ValueError: a patch that plotly does not understand.
    """
    import plotly.graph_objects as go

    patch = meta(figure).get(view.patch, {}) if view.patch else {}
    plain = payload(figure)
    plain["layout"].pop("meta", None)
    drawn = go.Figure({"data": plain["data"], "layout": plain["layout"]}, skip_invalid=False)
    if state is not None:
        print_state.put(drawn, figure, state)
    drawn.update_layout(patch.get("layout", {}))
    for trace, change in zip(drawn.data, patch.get("data", []), strict=False):
        if change:
            trace.update(change)
    drawn.update_layout(width=view.width)
    if drawn.layout.height is None:
        drawn.update_layout(height=DEFAULT_HEIGHT)
    return recolour(json.loads(drawn.to_json()), colours)


@dataclass(frozen=True)
class Still:
    """A picture that the book needs: a figure in one view and state, with the colours of both."""

    figure: Mapping[str, Any]
    view: View
    colours: Mapping[str, str]
    state: str | None = None

    @functools.cached_property
    def key(self) -> str:
        """The name under which it is kept: equal pictures by equal programs, equal names."""
        plain = [self.figure, vars(self.view), dict(self.colours), self.state]
        recipe = [json.dumps(plain, sort_keys=True), version("plotly"), version("kaleido")]
        return hashlib.sha256("\n".join([*recipe, _own_code()]).encode()).hexdigest()[:24]

    def as_drawn(self) -> dict:
        """Return what is drawn (plain JSON); :func:`in_view` says what it raises."""
        return in_view(self.figure, self.view, self.colours, self.state)


@functools.cache
def _own_code() -> str:
    """Return a digest of the code that decides how a picture looks."""
    modules = (__file__, print_state.__file__, slimming.__file__)
    return hashlib.sha256(b"".join(Path(one).read_bytes() for one in modules)).hexdigest()


def size(figure: Mapping[str, Any], view: View) -> tuple[int, int]:
    """Return width and height of a view in CSS pixels."""
    height = figure["layout"].get("height") or DEFAULT_HEIGHT
    patch = meta(figure).get(view.patch, {}) if view.patch else {}
    return view.width, int(patch.get("layout", {}).get("height", height))


def settle(svg: str, key: str) -> str:
    """Return an SVG in which plotly's random ids are replaced, so that two drawings are equal."""
    found = re.search(r'id="(?:defs|topdefs)-([0-9a-f]{6})"', svg)
    if found:
        svg = svg.replace(found.group(1), key[:6])
    traces = dict.fromkeys(re.findall(r"\btrace([0-9a-f]{6})\b", svg))
    for number, trace in enumerate(traces):
        svg = re.sub(rf"\btrace{trace}\b", f"trace-{number}", svg)
    return svg


def draw(figures: Mapping[Path, Mapping[str, Any]]) -> None:
    """Draw figures as SVG, all in one start of a browser, as many at a time as there are cores.

    Args:
        figures: where each picture goes, and the figure as :func:`in_view` returns it.

    Raises:
        DrawingError: no browser was found, or a figure could not be drawn.
    """
    if not figures:
        return
    import kaleido
    from choreographer.errors import BrowserFailedError, ChromeNotFoundError

    logging.getLogger("kaleido").setLevel(logging.ERROR)
    logging.getLogger("choreographer").setLevel(logging.ERROR)
    parts = {path: path.with_suffix(".part.svg") for path in figures}
    for folder in {path.parent for path in figures}:
        folder.mkdir(parents=True, exist_ok=True)
    jobs = [
        {
            "fig": figure,
            "path": parts[path],
            "opts": {
                "format": "svg",
                "width": figure["layout"]["width"],
                "height": figure["layout"]["height"],
            },
        }
        for path, figure in figures.items()
    ]
    try:
        errors = kaleido.write_fig_from_object_sync(
            jobs, kopts={"n": os.cpu_count() or 1, "mathjax": False}, cancel_on_error=False
        )
    except ChromeNotFoundError as error:
        raise DrawingError(
            "No Chrome or Chromium was found to draw the charts: install one "
            "(Debian and Ubuntu: 'apt-get install chromium'; elsewhere: 'plotly_get_chrome')."
        ) from error
    except BrowserFailedError as error:
        raise DrawingError(
            "The browser that draws the charts did not start: try 'chromium --headless "
            "--no-sandbox --version', and set BROWSER_PATH to one that works."
        ) from error
    for path, part in parts.items():
        if not part.is_file():
            raise DrawingError(f"A chart could not be drawn: {errors[0] if errors else 'no file'}")
        svg = slimming.slim(settle(part.read_text(encoding="utf-8"), path.stem))
        part.write_text(svg, encoding="utf-8")
        part.replace(path)
