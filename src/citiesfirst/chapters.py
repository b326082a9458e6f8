"""What the cells of a chapter say of themselves: read strictly, before any of them runs.

The tools behind the book take a chapter's settings kindly. A tag with a slip in it is no tag, a
setting that nobody knows is ignored, and without its header a chapter is a text whose cells never
run. ``read`` accepts only what this book uses; its messages name file, line, cell and setting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

HEADER = {
    "jupytext": {"text_representation": {"extension": ".md", "format_name": "myst"}},
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
}
SETTINGS = ("figure", "tags")
TAGS = ("hide-input", "remove-output", "exercise", "notebook")
FIGURE = ("name", "alt", "caption", "tables")
CHOSEN = "print"  # the last field, of a figure with choices: what it shows on paper

FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
CELL = "{code-cell}"
LANGUAGE = "ipython3"
NEARLY = re.compile(r"code.?cell", re.IGNORECASE)
NAME = re.compile(r"fig-[a-z0-9-]+")
MARKUP = re.compile(r"</?[A-Za-z!]")
LOADED = re.compile(r"tables\.(?:load|outlines|describe)\(\s*\"(\w+)\"")
DEFINITIONS = re.compile(r"^from citiesfirst import .*\bdefinitions\b", re.MULTILINE)
DESCRIBED = re.compile(r"tables\.describe\(\s*\"(\w+)\"")


class ChapterError(Exception):
    """A chapter cannot be built as it stands; the message says where and why."""


@dataclass(frozen=True)
class Figure:
    """What a cell says of its figure, and the line where it says so."""

    name: str
    alt: str
    caption: str
    tables: tuple[str, ...]
    line: int
    print: str | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of code: its line in the file, its code, its tags and what it says of a figure."""

    line: int
    code: str
    tags: tuple[str, ...] = ()
    figure: Figure | None = None


def read(path: Path, name: str | None = None) -> list[Cell]:
    """Return the cells of a chapter, none for a page of prose; `name` is what messages call it.

    Raises ChapterError at the first fault.
    """
    return _Reader(name or path.name).cells(path)


def loaded(code: str) -> set[str]:
    """Return the names of the tables and outlines that some code loads or describes."""
    return set(LOADED.findall(code))


class _Reader:
    """Turns lines into cells; ``cell`` is the number of the one being read, for messages."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cell = 0

    def fail(self, line: int, expected: str, found: str, where: str = "") -> NoReturn:
        cell = f"cell {self.cell}" if self.cell else ""
        place = ", ".join(part for part in (cell, where) if part)
        head = f"{self.file}:{line}: {place}: " if place else f"{self.file}:{line}: "
        raise ChapterError(f"{head}expected {expected}, found {found}")

    def cells(self, path: Path) -> list[Cell]:
        lines = self.lines(path)
        header = lines and lines[0] == "---"
        if header:
            self.header(lines)
        found = [self.one(lines, begin, end) for begin, end in self.fences(lines)]
        self.cell = 0
        if found and not header:
            self.fail(1, "the header of a notebook, since there are cells", repr(lines[0][:60]))
        if header and not found:
            self.fail(1, "a cell of code, since there is the header of a notebook", "none")
        self.agree(found)
        return found

    def lines(self, path: Path) -> list[str]:
        try:
            content = path.read_bytes()
            return content.decode("utf-8").split("\n")
        except OSError as error:
            reason = error.strerror
            raise ChapterError(f"{self.file}: expected a file to read, found: {reason}") from None
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.fail(line, "UTF-8", f"byte 0x{content[error.start]:02x}")

    def header(self, lines: list[str]) -> None:
        if "---" not in lines[1:]:
            self.fail(1, "a header that ends in ---", "no end")
        end = lines.index("---", 1)
        found = self.settings(lines[1:end], 2)
        for name, expected in HEADER.items():
            if found.get(name) != expected:
                self.fail(1, f"a header whose {name} is that of the other chapters", "another")
        if odd := [name for name in found if name not in HEADER]:
            self.fail(1, "a header of " + " and ".join(HEADER), repr(odd[0]))

    def fences(self, lines: list[str]) -> list[tuple[int, int]]:
        """First and last line (from 0) of each cell; other fenced blocks are passed over."""
        found, opened = [], None
        for number, line in enumerate(lines):
            match = FENCE.fullmatch(line.rstrip())
            if opened is None and match:
                opened = (number, match[1], match[2].strip())
            elif opened and match and match[1].startswith(opened[1]) and not match[2].strip():
                if opened[2].startswith(CELL):
                    found.append((opened[0], number))
                opened = None
            elif opened and opened[2].startswith(CELL) and match and match[2].startswith("{"):
                self.fail(number + 1, f"the end of the cell of line {opened[0] + 1}", match[2])
        if opened:
            self.fail(opened[0] + 1, "a block that ends", "no end")
        begins = {begin for begin, _ in found}
        for number, line in enumerate(lines):
            if NEARLY.search(line) and number not in begins:
                self.fail(number + 1, f"```{CELL} {LANGUAGE}", repr(line[:60]))
        return found

    def one(self, lines: list[str], begin: int, end: int) -> Cell:
        self.cell += 1
        if lines[begin] != f"```{CELL} {LANGUAGE}":
            self.fail(begin + 1, f"```{CELL} {LANGUAGE}", repr(lines[begin][:60]))
        body = lines[begin + 1 : end]
        said: dict = {}
        if body and body[0] == "---":
            if "---" not in body[1:]:
                self.fail(begin + 2, "settings that end in ---", "no end")
            close = body.index("---", 1)
            said = self.settings(body[1:close], begin + 3)
            body = body[close + 1 :]
        for name in said:
            if name not in SETTINGS:
                self.fail(begin + 3, "a setting out of " + ", ".join(SETTINGS), repr(name))
        if not any(line.strip() for line in body):
            self.fail(begin + 1, "code", "none")
        tags = self.tags(said.get("tags", []), begin + 3)
        figure = self.figure(said["figure"], begin + 3) if "figure" in said else None
        if figure and "remove-output" in tags:
            self.fail(begin + 3, "a figure that is shown", "remove-output", "tags")
        return Cell(begin + 1, "\n".join(body), tags, figure)

    def tags(self, said: object, line: int) -> tuple[str, ...]:
        if not isinstance(said, list):
            self.fail(line, "a list such as [hide-input]", repr(said), "tags")
        for tag in said:
            if tag not in TAGS:
                self.fail(line, "a tag out of " + ", ".join(TAGS), repr(tag), "tags")
            if said.count(tag) > 1:
                self.fail(line, "each tag once", f"{tag!r} twice", "tags")
        return tuple(said)

    def figure(self, said: object, line: int) -> Figure:
        if not isinstance(said, dict) or [name for name in said if name != CHOSEN] != list(FIGURE):
            found = ", ".join(map(str, said)) if isinstance(said, dict) else repr(said)
            self.fail(line, "the fields " + ", ".join(FIGURE), found, "figure")
        name, tables = said["name"], said["tables"]
        if not isinstance(name, str) or not NAME.fullmatch(name):
            self.fail(line, "a name such as fig-deaths-by-month", repr(name), "figure.name")
        for part in ("alt", "caption"):
            text = said[part]
            if not isinstance(text, str) or not text.strip():
                self.fail(line, "a text", repr(text), f"figure.{part}")
            if MARKUP.search(text):
                self.fail(line, "a text without HTML", repr(text[:60]), f"figure.{part}")
        if not isinstance(tables, list) or not tables or len(set(map(str, tables))) < len(tables):
            self.fail(line, "a list of tables, each once", repr(tables), "figure.tables")
        if not isinstance(said.get(CHOSEN, ""), str):
            expected = "the label of one of its choices, in quotes"
            self.fail(line, expected, repr(said[CHOSEN]), f"figure.{CHOSEN}")
        return Figure(
            name, said["alt"], said["caption"], tuple(map(str, tables)), line, said.get(CHOSEN)
        )

    def agree(self, cells: list[Cell]) -> None:
        """A figure names tables that its chapter loads, and all that its own cell describes."""
        known = {name for cell in cells for name in loaded(cell.code)}
        if any(DEFINITIONS.search(cell.code) for cell in cells):  # their measures load tables
            for path in (Path(__file__).parent / "definitions").glob("*.py"):
                known |= loaded(path.read_text(encoding="utf-8"))
        names: dict[str, int] = {}
        for self.cell, cell in enumerate(cells, start=1):
            if (figure := cell.figure) is None:
                continue
            if figure.name in names:
                expected = f"a name of its own (line {names[figure.name]} has it)"
                self.fail(figure.line, expected, repr(figure.name), "figure.name")
            names[figure.name] = figure.line
            for table in figure.tables:
                if table not in known:
                    what = "a table that this chapter loads"
                    self.fail(figure.line, what, repr(table), "figure.tables")
            for table in DESCRIBED.findall(cell.code):
                if table not in figure.tables:
                    what = f"{table} among them, since the cell describes it"
                    self.fail(figure.line, what, ", ".join(figure.tables), "figure.tables")

    def settings(self, lines: list[str], first: int) -> dict:
        """The settings in some lines; `first` is the number of the first of them in the file."""
        text = "\n".join(lines)
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            self.once(node, first)
            said = yaml.safe_load(text)
        except yaml.MarkedYAMLError as error:
            line = first + (error.problem_mark or error.context_mark).line
            self.fail(line, "YAML", error.problem or "a slip")
        except yaml.YAMLError:
            self.fail(first, "YAML", "a character that it does not allow")
        except ValueError as error:
            self.fail(first, "YAML", str(error))
        if not isinstance(said, dict):
            self.fail(first, "settings such as tags: [hide-input]", repr(said))
        return said

    def once(self, node: yaml.nodes.Node | None, first: int) -> None:
        """No setting is given twice: the second would silently win."""
        if isinstance(node, yaml.nodes.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    line = first + key.start_mark.line
                    self.fail(line, f"the setting {key.value!r} once", "it twice")
                seen.add(key.value)
                self.once(value, first)
