"""The rooms of the code on the page: what is in each, and which others it imports.

Directive ``{rooms}`` prints a table drawn from the code itself. The order of the rooms is that of
the contract "layers" of import-linter in ``pyproject.toml``, which ``make check`` enforces: a room
imports only from rooms below it. The first sentence of a room's own docstring says what is in it.
"""

from __future__ import annotations

import ast
import contextlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grimp
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SETTINGS = "pyproject.toml"
HEADS = ("Room", "What is in it", "Imports from")
WIDTHS = (20, 50, 30)


class RoomsDirective(SphinxDirective):
    """``{rooms}``: one row for every room of the code, from the top to the bottom."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        root = Path(self.env.srcdir)
        self.env.note_dependency(SETTINGS)
        settings = tomllib.loads((root / SETTINGS).read_text(encoding="utf-8"))
        packages, rooms = layers(settings)
        files = {room: _file(root, room) for room in rooms}
        with _findable(root):
            graph = grimp.build_graph(*packages, cache_dir=None)
        group = nodes.tgroup("", cols=len(HEADS))
        group += [nodes.colspec(colwidth=width) for width in WIDTHS]
        group += nodes.thead("", _row(*(nodes.Text(head) for head in HEADS)))
        body = nodes.tbody()
        for room, file in files.items():
            self.env.note_dependency(file.relative_to(root).as_posix())
            wanted = ", ".join(_short(one) for one in rooms if imports(graph, room, one))
            body += _row(
                nodes.literal("", _short(room)),
                nodes.Text(first_sentence(file)),
                nodes.Text(wanted or "none"),
            )
        group += body
        return [nodes.table("", group, classes=["rooms"])]


def layers(settings: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the packages and, from the top to the bottom, the rooms of the contract on layers.

    Args:
        settings: ``pyproject.toml`` as a dictionary.

    Raises:
        ExtensionError: there is no such contract.
    """
    linter = settings.get("tool", {}).get("importlinter", {})
    for contract in linter.get("contracts", []):
        if contract["type"] == "layers":
            rooms = [room.strip() for layer in contract["layers"] for room in layer.split("|")]
            return linter["root_packages"], rooms
    raise ExtensionError(f"{SETTINGS}: expected a contract on layers under tool.importlinter")


def imports(graph: grimp.ImportGraph, room: str, other: str) -> bool:
    """Return whether any module of one room imports any module of another."""
    return room != other and graph.direct_import_exists(
        importer=room, imported=other, as_packages=True
    )


def first_sentence(file: Path) -> str:
    """Return the first line of a module's docstring, which the house ends with a full stop."""
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ").replace("``", "")


@contextlib.contextmanager
def _findable(root: Path) -> Iterator[None]:
    """Let packages of the book's own folder be found, as they are when its commands run."""
    before = list(sys.path)
    sys.path[:0] = [str(root), str(root / "src")]
    try:
        yield
    finally:
        sys.path[:] = before


def _file(root: Path, room: str) -> Path:
    inner = room.replace(".", "/")
    for path in (f"{inner}/__init__.py", f"src/{inner}/__init__.py", f"src/{inner}.py"):
        if (root / path).is_file():
            return root / path
    raise ExtensionError(f"{SETTINGS}: expected a room of the code, found {room!r}")


def _short(room: str) -> str:
    return room.rpartition(".")[2]


def _row(*cells: nodes.Node) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx."""
    app.add_directive("rooms", RoomsDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
