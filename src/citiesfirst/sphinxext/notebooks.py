"""A chapter as a notebook to take home: without outputs, and with a first cell on how to run it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jupytext
import nbformat

CELL = "```{code-cell}"
INTRODUCTION = """\
> This is “{chapter}”, a chapter of *{full_title}*, version {version} of {date}, as a notebook.
>
> Its cells import the package `citiesfirst` and read the tables in `data/`.
> Both are in `notebooks.zip`, which every page of the book offers under *Download*: unpack it,
> run `pip install --requirement requirements.txt` in its folder, and open the notebook there.
> In a copy of the book's repository that `make book` has prepared, the notebook runs as it is.
>
> Words in braces, such as `{{numref}}`, are references that only the book resolves."""


def has_cells(source: Path) -> bool:
    """Return whether a document has cells to run."""
    return source.suffix == ".md" and CELL in source.read_text(encoding="utf-8")


def as_notebook(source: Path, title: str, edition: Mapping[str, Any], begin: str = "") -> str:
    """Return the text of the notebook of one chapter: same chapter and edition, same text.

    Args:
        begin: code of a cell before all others of the chapter, if there is to be one.
    """
    notebook = jupytext.read(source)
    first = nbformat.v4.new_markdown_cell(INTRODUCTION.format(chapter=title, **edition))
    before = [nbformat.v4.new_code_cell(begin)] if begin else []
    notebook.cells[:0] = [first, *before]
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata.pop("jupytext", None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4) + "\n"
