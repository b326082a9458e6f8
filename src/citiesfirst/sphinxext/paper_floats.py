"""Figures that do not fit on a page let the text flow on, and stand on the next page.

A figure is never split. Left where it is written it would leave the rest of its page empty, so
the text behind it moves before it (paragraphs, lists and tables), as much as fills the page; where
much is empty, also that of the next section. Chapters start on new pages, so each is gone through
by itself, block by block: as it was laid out up to the first figure that moves, and from there as
it can be foreseen.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from weasyprint import Document

WORTH_IT = 0.1  # of a page: a smaller gap is left alone
WORTH_CROSSING = 0.15  # of a page: for a smaller gap no figure leaves its section
MOST_CROSSED = 1  # headings that a figure is moved behind, so that it stays near its text
FRAMES = ("html", "body", "main", "section")  # what blocks stand in
TWO_LINES = 40.0  # CSS pixels of text and margin that must stand below a heading
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TEXT = ("p", "ul", "table")
TEXT_BLOCK = r"\s*<(?:" + "|".join(rf"{tag}\b[^>]*>.*?</{tag}>" for tag in TEXT) + ")"
CROSSING = (
    r"\s*(?:</section>\s*)*<section\b[^>]*>\s*(?:<span\b[^>]*></span>\s*)*<h[3-6]\b.*?</h[3-6]>"
)


@dataclass
class Block:
    """A block of text or a figure, as it was laid out: its place and heights in CSS pixels."""

    element: Element
    first_page: int = 0
    last_page: int = 0
    room_below: float = 0  # on its last page
    height: float = 0
    before: float = 0  # margins, of which neighbours share the larger one
    after: float = 0
    notes: float = 0  # height of the notes at the foot of the page that it calls

    @property
    def is_figure(self) -> bool:
        """Whether it may move."""
        return self.element.tag == "figure" and "id" in self.element.attrib

    @property
    def is_heading(self) -> bool:
        """Whether text must follow on the same page."""
        return self.element.tag in HEADINGS

    @property
    def is_text(self) -> bool:
        """Whether a figure may move behind it."""
        return self.element.tag in TEXT

    @property
    def is_whole(self) -> bool:
        """Whether it is never broken between two pages."""
        return "few-rows" in self.element.get("class", "").split()


@dataclass
class Chapter:
    """The blocks of a chapter in their order; the height of a page, and what notes cost there."""

    page_height: float
    note_frame: float  # the line and the space above the notes
    blocks: dict[int, Block] = field(default_factory=dict)


def moves(document: Document) -> dict[str, int]:
    """Return for each figure (its id) that is to move, behind how many texts and headings."""
    return {
        name: number
        for chapter in _chapters(document)
        for name, number in _gone_through(chapter).items()
    }


def moved(html: str, moves: dict[str, int]) -> str:
    """Return the HTML with figures put behind as many of the texts and headings to follow."""
    for name, number in moves.items():
        figure = rf'<figure\b[^>]*\bid="{re.escape(name)}"[^>]*>.*?</figure>'
        html = re.sub(
            rf"({figure})((?:{TEXT_BLOCK}|{CROSSING}){{{number}}})",
            lambda found: found[2] + "\n" + found[1],
            html,
            count=1,
            flags=re.DOTALL,
        )
    return html


def _chapters(document: Document) -> list[Chapter]:
    """Return the chapters with their blocks; a block over several pages counts as one."""
    chapters: dict[int, Chapter] = {}
    notes: dict[int, float] = {}
    areas = [area for page in document.pages for area in page._page_box.children[1:]]
    for note in (note for area in areas for note in area.children if note.element is not None):
        notes[id(note.element)] = notes.get(id(note.element), 0) + note.margin_height()
    frame = max((area.margin_height() - area.height for area in areas if area.children), default=0)
    for number, box in enumerate(page._page_box for page in document.pages):
        end = (
            box.content_box_y() + box.height - sum(one.margin_height() for one in box.children[1:])
        )
        for element, block in _blocks(box.children[0]):
            blocks = chapters.setdefault(id(element), Chapter(box.height, frame)).blocks
            known = blocks.setdefault(id(block.element), Block(block.element, number))
            known.last_page = number
            known.room_below = end - block.border_box_y() - block.border_height()
            known.height += block.border_height()
            known.before, known.after = max(known.before, block.margin_top), block.margin_bottom
    for chapter in chapters.values():
        for block in chapter.blocks.values():
            block.notes = sum(notes.get(id(one), 0) for one in block.element.iter("page-note"))
    return list(chapters.values())


def _blocks(box: Any, chapter: Element | None = None) -> Iterator[tuple[Element, Any]]:
    """Yield the blocks of one page, each with its chapter."""
    for child in box.children:
        if child.element is None:
            continue
        if child.element_tag in FRAMES:
            starts = "chapter" in child.element.get("class", "").split()
            yield from _blocks(child, child.element if starts else chapter)
        elif chapter is not None:
            yield chapter, child


def _gone_through(chapter: Chapter) -> dict[str, int]:
    """Fill page after page with the blocks of a chapter, and move figures where they leave gaps."""
    found: dict[str, int] = {}
    blocks = list(chapter.blocks.values())
    position = _first_gap(chapter.page_height, blocks)
    if position is None:
        return found
    before = blocks[position - 1]
    used, margin = chapter.page_height - before.room_below, before.after
    noted = False  # what notes cost on this page is not room any more
    while position < len(blocks):
        block = blocks[position]
        gap = max(margin, block.before) if used else 0.0
        room = chapter.page_height - used - gap
        notes = block.notes + chapter.note_frame * (block.notes > 0 and not noted)
        height = block.height + notes
        if block.is_figure and height > room > WORTH_IT * chapter.page_height:
            behind = _to_fill(blocks[position + 1 :], room, chapter.page_height)
            name = block.element.get("id", "")
            if behind and name not in found:
                found[name] = behind
                following = blocks[position + 1 : position + 1 + behind]
                blocks[position : position + 1 + behind] = [*following, block]
                continue
        needed = height + TWO_LINES * block.is_heading
        if needed <= room:
            used, noted = used + gap + height, noted or bool(notes)
        elif block.is_figure or block.is_heading:
            used, noted = height, bool(notes)
        else:
            used, noted = (height - room) % chapter.page_height, bool(notes)
        margin = block.after
        position += 1
    return found


def _first_gap(page_height: float, blocks: list[Block]) -> int | None:
    """Return the place of the first figure that left a gap on the page before it and can move."""
    for position, (before, block) in enumerate(itertools.pairwise(blocks), start=1):
        pushed = block.is_figure and block.first_page > before.last_page
        room = before.room_below - max(before.after, block.before)
        gap = pushed and room > WORTH_IT * page_height
        if gap and _to_fill(blocks[position + 1 :], room, page_height):
            return position
    return None


def _to_fill(following: list[Block], room: float, page_height: float) -> int:
    """Return how many of the blocks behind a figure fill the room that it would leave."""
    number, crossed = 0, 0
    for position, block in enumerate(following):
        crossing = block.is_heading and room > WORTH_CROSSING * page_height
        crossed += block.is_heading
        height = max(block.before, block.after) + block.height + block.notes
        fits = height <= room or not block.is_whole
        if room <= 0 or crossed > MOST_CROSSED or not fits or not (block.is_text or crossing):
            break
        room -= height
        if block.is_text:  # never end with a heading
            number = position + 1
    return number
