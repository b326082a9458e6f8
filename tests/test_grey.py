"""Printed in grey, every chart of the book still tells its series apart."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citiesfirst import chapters
from citiesfirst.charts.style import PAPER_COLOURS
from citiesfirst.sphinxext import pictures

ROOT = Path(__file__).parents[1]
ENOUGH = 8  # of 100 steps of lightness; with good light an eye notices one or two
STATES = {
    cell.figure.name: cell.figure.print
    for path in sorted((ROOT / "chapters").glob("*/*.md"))
    for cell in chapters.read(path)
    if cell.figure
}
Look = tuple[str, str, str, str]  # kind of mark, colour, symbol or dash, pattern


def lightness(colour: str) -> float:
    """CIE L* of a colour as it is written (#rrggbb), 0 to 100."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    luminance = sum(part * one for part, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def at(value: Any, position: int) -> str:
    """Return what holds for one mark where a trace says it of all or of each."""
    if isinstance(value, list):
        return str(value[position] if position < len(value) else value[-1])
    return str(value)


def looks(figure: dict[str, Any]) -> Iterator[Look]:
    """Yield how the marks of a figure look: bars and points, lines, and areas."""
    for trace in figure["data"]:
        if trace.get("visible") is False:
            continue
        kind, marker, line = (
            trace.get("type", "scatter"),
            trace.get("marker", {}),
            trace.get("line"),
        )
        mode = trace.get("mode", "")
        if kind == "bar" or "markers" in mode:
            pattern = marker.get("pattern", {}).get("shape", "")
            said = (marker.get("color"), marker.get("symbol", ""), pattern)
            for position in range(max(len(one) if isinstance(one, list) else 1 for one in said)):
                yield kind, *(at(one, position) for one in said)
        if "lines" in mode and line and line.get("width", 2):
            yield "line", str(line.get("color")), str(line.get("dash", "solid")), ""
        if trace.get("fill", "none") != "none":
            yield "area", str(trace.get("fillcolor")), "", ""


def alike(figure: dict[str, Any]) -> list[tuple[Look, Look]]:
    """Return the pairs of looks that differ in nothing but a hue."""
    found = []
    coloured = {one for one in looks(figure) if one[1].startswith("#")}
    for one, other in itertools.combinations(sorted(coloured), 2):
        same = (one[0], *one[2:]) == (other[0], *other[2:])
        if same and abs(lightness(one[1]) - lightness(other[1])) < ENOUGH:
            found.append((one, other))
    return found


def printed(name: str) -> dict[str, Any]:
    """Return a figure of the built book as it is printed."""
    path = ROOT / f"_build/html/_figures/{name}.js"
    assert path.is_file(), "the book is not built: run 'make book' first"
    said = re.search(r"\]=(\{.*\});\n", path.read_text(encoding="utf-8"), re.DOTALL)[1]
    drawn = pictures.in_view(json.loads(said)["figure"], pictures.PAPER[0], {}, STATES[name])
    return pictures.recolour(drawn, PAPER_COLOURS)


@pytest.mark.parametrize("name", STATES)
def test_no_two_series_differ_in_their_hue_alone(name: str):
    assert alike(printed(name)) == []


def test_two_hues_of_one_lightness_would_be_noticed():
    def points(colour: str, symbol: str) -> dict[str, Any]:
        return {"mode": "markers", "marker": {"color": colour, "symbol": symbol}}

    red, green = "#c2520f", "#3f8a3f"
    assert alike({"data": [points(red, "circle"), points(green, "circle")]})
    assert not alike({"data": [points(red, "circle"), points(green, "diamond")]})
    assert not alike({"data": [points(red, "circle"), points("#0a3a6b", "circle")]})
