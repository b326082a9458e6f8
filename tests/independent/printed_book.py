"""What the chapters printed when the book was built: texts in sentences, figures and tables.

The build keeps every chapter's outputs by the text of its cells. A chapter is found there by that
text, so that the outputs of older cells are never taken for those of the present ones.
"""

from __future__ import annotations

import ast
import json
import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CHAPTERS = ROOT / "chapters"
EXECUTED = ROOT / "_build/stage/_build/.executed"
CELL = re.compile(
    r"^```\{code-cell\}[^\n]*\n(?:---\n(.*?)\n---\n)?(.*?)^```$", re.DOTALL | re.MULTILINE
)
FIGURE = re.compile(r"^figure:.*?^  name: (\S+)$", re.DOTALL | re.MULTILINE)
PLOTLY = "application/vnd.plotly.v1+json"


class NotBuiltError(Exception):
    """The book has not been built since a chapter, a table or the code was changed."""


def chapters() -> list[str]:
    """Return all chapters with cells, as ``part/chapter``."""
    found = (path.relative_to(CHAPTERS).with_suffix("") for path in CHAPTERS.rglob("*.md"))
    return sorted(str(name) for name in found if cells_of(_text(str(name))))


@cache
def glued(chapter: str) -> dict[str, str]:
    """Return the texts that a chapter puts into sentences, by their keys.

    Raises:
        NotBuiltError: the chapter has no outputs that belong to its present cells.
    """
    return {
        output["metadata"]["scrapbook"]["name"]: ast.literal_eval(
            _joined(output["data"]["application/papermill.record/text/plain"])
        )
        for output in _outputs(chapter)
        if "scrapbook" in output.get("metadata", {})
    }


@cache
def tables(chapter: str) -> list[list[list[str]]]:
    """Return the tables that a chapter's cells end in: rows of cells, the headings first."""
    texts = (_joined(o.get("data", {}).get("text/markdown", "")) for o in _outputs(chapter))
    return [
        [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines()]
        for text in texts
        if text.startswith("| ")
    ]


@cache
def layouts(chapter: str) -> dict[str, dict[str, Any]]:
    """Return how a chapter's figures are laid out, by their names."""
    settings = (header for header, _ in CELL.findall(_text(chapter)))
    figures = {}
    for header, outputs in zip(settings, _cell_outputs(chapter), strict=True):
        if name := FIGURE.search(header):
            shown = next(o["data"][PLOTLY] for o in outputs if PLOTLY in o.get("data", {}))
            figures[name[1]] = shown["layout"]
    return figures


def titles(chapter: str) -> dict[str, str]:
    """Return the titles of a chapter's figures, by their names."""
    found = layouts(chapter)
    return {name: layout["title"]["text"].replace("<br>", " ") for name, layout in found.items()}


def table_of(figure: str) -> tuple[list[str], list[list[Any]]]:
    """Return the headings and the rows of the table that stands behind a figure."""
    layout = next(found[figure] for found in map(layouts, chapters()) if figure in found)
    return layout["meta"]["table"]["columns"], layout["meta"]["table"]["rows"]


def _outputs(chapter: str) -> Iterator[dict[str, Any]]:
    return (output for cell in _cell_outputs(chapter) for output in cell)


def _cell_outputs(chapter: str) -> list[list[dict[str, Any]]]:
    try:
        return _executed()[cells_of(_text(chapter))]
    except KeyError:
        raise NotBuiltError(f"chapters/{chapter}.md was changed since: run 'make book'") from None


@cache
def _executed() -> dict[tuple[str, ...], list[list[dict[str, Any]]]]:
    """The outputs of each cell of every notebook that the build keeps, by the text of its cells."""
    found = {}
    for folder in EXECUTED.glob("*"):
        with sqlite3.connect(f"file:{folder / 'global.db'}?mode=ro", uri=True) as records:
            keys = [key for (key,) in records.execute("SELECT hashkey FROM nbcache ORDER BY pk")]
        for key in keys:
            text = (folder / "executed" / key / "base.ipynb").read_text(encoding="utf-8")
            cells = [c for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
            found[tuple(_joined(c["source"]).strip() for c in cells)] = [
                c["outputs"] for c in cells
            ]
    return found


def _text(chapter: str) -> str:
    return (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")


def cells_of(text: str) -> tuple[str, ...]:
    """Return the code of the cells in a chapter's text."""
    return tuple(cell.strip() for _, cell in CELL.findall(text))


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
