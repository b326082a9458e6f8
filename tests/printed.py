"""Reads a printed book back: its lines, its fonts, and what a screen reader is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf

FOOT, HEAD = 50.0, 790.0  # points from below, of A4: beyond them stand numbers and running heads
LISTED = re.compile(r" \d+")  # how a page number stands in a list, behind its dots
PAINTS = {"Tj", "TJ", "Do", "S", "s", "f", "f*", "B", "B*", "b", "b*", "sh"}  # operators
HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


@dataclass(frozen=True)
class Run:
    """A piece of text as it was set: where it stands (points from below), its font and its mark."""

    text: str
    x: float
    y: float
    font: str
    mark: int | None = None


class Printed:
    """A PDF, read."""

    def __init__(self, path: Path):
        self.path = path
        self.pdf = pikepdf.open(path)

    @cached_property
    def pages(self) -> list[list[Run]]:
        """The text of every page in the order in which it was set."""
        return [list(_runs(page)) for page in self.pdf.pages]

    @cached_property
    def texts(self) -> list[str]:
        """The text of every page, words divided at the end of a line put together again."""
        return [_joined(runs) for runs in self.pages]

    def page_of(self, text: str, after: int = 0) -> int:
        """Return the number of the first page behind ``after`` that has this text."""
        return next(n for n, page in enumerate(self.texts, start=1) if n > after and text in page)

    @cached_property
    def drawn_texts(self) -> list[str]:
        """The text of all drawings inside the pages."""
        return ["".join(run.text for run in _runs(form)) for form in self.streams("/Form")]

    def shown_numbers(self, heading: str) -> list[tuple[str, int]]:
        """Return entry and page of every line of the list that stands under ``heading``."""
        starts = [*self.starts, len(self.pages) + 1]
        position = [text for _, text in self.bookmarks].index(heading)
        runs = itertools.chain(*self.pages[starts[position] - 1 : starts[position + 1] - 1])
        entries: list[tuple[str, int]] = []
        entry: list[Run] = []
        for run in (run for run in runs if FOOT < run.y < HEAD and run.text.strip() != heading):
            if not LISTED.fullmatch(run.text):
                entry.append(run)
                continue
            name = re.sub(r"^(Part|Figure) \d+ ", "", _joined(entry).rstrip(" ."))
            entries.append((name, int(run.text)))
            entry = []
        return entries

    @cached_property
    def fonts(self) -> dict[str, pikepdf.Object]:
        """Every font of the file by its name."""
        found = (one for one in self.pdf.objects if isinstance(one, pikepdf.Dictionary))
        return {str(one.BaseFont): one for one in found if "/DescendantFonts" in one}

    def streams(self, subtype: str) -> list[pikepdf.Object]:
        """Return all streams of a subtype, such as ``/Image``."""
        found = (one for one in self.pdf.objects if isinstance(one, pikepdf.Stream))
        return [one for one in found if one.get("/Subtype") == subtype]

    @cached_property
    def tags(self) -> list[pikepdf.Object]:
        """The elements that a screen reader meets, in their order."""
        return list(_elements(self.pdf.Root.StructTreeRoot))

    def tagged(self, *kinds: str) -> list[pikepdf.Object]:
        """Return the elements of some kinds, such as ``/Figure``."""
        return [one for one in self.tags if str(one.S) in kinds]

    @cached_property
    def numbers(self) -> dict[tuple[int, int], int]:
        """The number of every page by its object."""
        return {page.objgen: number for number, page in enumerate(self.pdf.pages, start=1)}

    def paragraphs(self) -> list[tuple[int, list[Run]]]:
        """Return page and text of every paragraph of the sections; of a broken one, each part."""
        by_mark = [{run.mark: [] for run in page} for page in self.pages]
        for page, found in zip(self.pages, by_mark, strict=True):
            for run in page:
                found[run.mark].append(run)
        parts = []
        for section in self.tagged("/Sect"):
            for one in section.K:
                if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/P":
                    number = self.numbers[one.Pg.objgen]
                    marks = _marks(one)
                    runs = [run for mark in marks for run in by_mark[number - 1].get(mark, [])]
                    parts.append((number, runs))
        return parts

    def unmarked(self) -> list[tuple[int, str]]:
        """Return page and operator of all that is painted neither as content nor as artifact."""
        return [
            (number, operator)
            for number, page in enumerate(self.pdf.pages, start=1)
            for operator, marks in _painted(page)
            if not marks
        ]

    def contents(self) -> set[tuple[int, int]]:
        """Return page and number of all pieces of content."""
        return {
            (number, mark)
            for number, page in enumerate(self.pdf.pages, start=1)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and (mark := _mark(operands)) is not None
        }

    def told(self) -> set[tuple[int, int]]:
        """Return page and number of all pieces of content that a screen reader meets."""
        return {
            (self.numbers[one.Pg.objgen], int(kid))
            for one in self.tags
            for kid in (one.K if isinstance(one.get("/K"), pikepdf.Array) else [])
            if not isinstance(kid, pikepdf.Object)
        }

    @cached_property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Depth and text of every bookmark."""
        with self.pdf.open_outline() as outline:
            return list(_bookmarks(outline.root, 0))

    @cached_property
    def starts(self) -> list[int]:
        """The page of every bookmark."""
        with self.pdf.open_outline() as outline:
            return [self.numbers[page.objgen] for page in _destinations(outline.root)]

    def attachment(self, name: str) -> bytes:
        """Return the content of an attached file."""
        return self.pdf.attachments[name].get_file().read_bytes()


def _runs(page: pikepdf.Page | pikepdf.Object) -> Iterator[Run]:
    """Yield the text of a page; WeasyPrint sets each piece with a matrix of its own."""
    alphabets = {name: _alphabet(font) for name, font in page.Resources.Font.items()}
    alphabet, name = {}, ""
    matrices = [pikepdf.Matrix()]
    line = pikepdf.Matrix()
    marks: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                marks.append(_mark(operands))
            case "EMC":
                marks.pop()
            case "q":
                matrices.append(matrices[-1])
            case "Q":
                matrices.pop()
            case "cm":
                matrices[-1] = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
            case "Tf":
                alphabet = alphabets[str(operands[0])]
                name = str(page.Resources.Font[str(operands[0])].BaseFont)
            case "Tm":
                line = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
            case "Tj" | "TJ":
                pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                codes = b"".join(bytes(p) for p in pieces if isinstance(p, pikepdf.String))
                mark = marks[-1] if marks else None
                yield Run("".join(_decoded(codes, alphabet)), line.e, line.f, name, mark)


def _mark(operands: Sequence[pikepdf.Object]) -> int | None:
    """Return the number of a piece of content, None for an artifact."""
    said = operands[1] if len(operands) > 1 else {}
    return int(said["/MCID"]) if "/MCID" in said else None


def _painted(page: pikepdf.Page) -> Iterator[tuple[str, list[int | None]]]:
    """Yield what paints on a page, with the marks around it: a number, or None for an artifact."""
    marks: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                marks.append(_mark(operands))
            case "EMC":
                marks.pop()
            case paints if paints in PAINTS:
                yield paints, list(marks)


def _decoded(codes: bytes, alphabet: dict[int, str]) -> Iterator[str]:
    for position in range(0, len(codes), 2):
        yield alphabet.get(int.from_bytes(codes[position : position + 2]), "\ufffd")


def _alphabet(font: pikepdf.Object) -> dict[int, str]:
    """Return what each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>\s*\n", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _joined(runs: list[Run]) -> str:
    text, before = "", None
    for run in runs:
        if before is not None and abs(run.y - before.y) > 1:
            text = text[:-1] if text.endswith("‐") else text.rstrip() + " "
        text, before = text + run.text, run
    return " ".join(text.split())


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _marks(element: pikepdf.Object) -> Iterator[int]:
    """Yield the numbers of the pieces of content of an element, without those of its notes."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Object):
            yield int(kid)
        elif "/S" in kid and kid.S != "/Note":
            yield from _marks(kid)


def _bookmarks(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, item.title
        yield from _bookmarks(item.children, depth + 1)


def _destinations(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.Object]:
    for item in items:
        yield item.destination[0]
        yield from _destinations(item.children)
