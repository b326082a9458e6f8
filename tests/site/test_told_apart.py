"""What a chart tells apart by colour alone stays apart for people who see fewer colours."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pygments.token import STANDARD_TYPES

from citiesfirst import charts
from citiesfirst.sphinxext import lean
from tests.colour_vision import SIGHT, TWO_COLOURS, difference
from tests.site.conftest import TRIED_FIRST

FIGURES = sorted(Path(__file__).parents[2].glob("_build/html/_figures/*.js"))
# Areas that carry their name within them.
NAMED = {"fig-three-lanes": "fill"}


def traces(script: Path) -> list[dict]:
    text = script.read_text(encoding="utf-8")
    return json.loads(re.search(r"\]=(.*);\s*$", text, re.DOTALL)[1])["figure"]["data"]


def each(*values: Any) -> Iterator[tuple]:
    """Values of all points of a trace, each of which may be one for all."""
    count = max((len(value) for value in values if isinstance(value, list)), default=1)
    return zip(*(v if isinstance(v, list) else [v] * count for v in values), strict=True)


def looks(trace: dict) -> Iterator[tuple[tuple, Any]]:
    """For every mark of a trace: its look apart from colour, and its colour."""
    marker, line = trace.get("marker", {}), trace.get("line", {})
    if trace.get("type") == "bar":
        for (colour,) in each(marker.get("color")):
            yield ("bar",), colour
        return
    mode = trace.get("mode", "")
    if "lines" in mode:
        yield ("line", line.get("dash"), line.get("width")), line.get("color")
    if "markers" in mode:
        for colour, symbol in each(marker.get("color"), marker.get("symbol")):
            yield ("point", symbol), colour
    if trace.get("fill"):
        yield ("fill",), trace.get("fillcolor")


def alike(data: list[dict]) -> set[tuple[str, str, str, str, str]]:
    """Pairs of colours of one look that become one for some eye: look, both, theme and eye."""
    colours: dict[tuple, set[str]] = {}
    for trace in data:
        for look, colour in looks(trace):
            if colour in charts.DARK_COLOURS:
                colours.setdefault(look, set()).add(colour)
    return {
        (look[0], one, other, theme, sight)
        for look, found in colours.items()
        for one, other in itertools.combinations(sorted(found), 2)
        for theme, shown in (("light", str), ("dark", charts.DARK_COLOURS.get))
        for sight in SIGHT
        if difference(shown(one), shown(other), sight) < TWO_COLOURS
    }


def test_the_book_has_charts():
    assert len(FIGURES) > 30


@pytest.mark.parametrize("script", FIGURES, ids=lambda script: script.stem)
def test_marks_of_one_look_have_colours_that_everybody_tells_apart(script):
    found = alike(traces(script))
    assert {one for one in found if one[0] != NAMED.get(script.stem)} == set()


def test_marks_that_differ_in_colour_alone_and_too_little_are_found():
    line = {"type": "scatter", "mode": "lines"}
    close = [{**line, "line": {"color": hue}} for hue in (charts.GREEN, charts.MUTED)]
    assert {one[3:] for one in alike(close)} == {("light", "grey"), ("dark", "grey")}
    close[0]["line"]["dash"] = "dot"
    assert alike(close) == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_code_without_a_mark_has_the_colour_that_its_mark_would_have(visit, address, site, theme):
    sheet = (site / "_static/pygments.css").read_text(encoding="utf-8")
    rule = re.escape(f'html[data-theme="{theme}"] .highlight .')

    def colour(mark: str) -> str:
        said = re.search(rf"{rule}{mark} {{[^}}]*(?<!-)color: #(\w+)", sheet)[1]
        return f"rgb({', '.join(str(part) for part in bytes.fromhex(said))})"

    reader = visit(f"{address}/{TRIED_FIRST}", theme=theme)
    shown = reader.page.locator(".highlight pre").first.evaluate("e => getComputedStyle(e).color")
    assert {colour(STANDARD_TYPES[kind]) for kind in lean.UNCOLOURED} == {shown}
    assert colour("k") != shown
