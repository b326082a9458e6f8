"""The book in pages: its pieces laid out and painted apart, numbered together, and joined.

Chapters start on new pages, so each is a piece that can be laid out by itself, several at a time
(:mod:`paper_team`, :mod:`paper_piece`). Then the page of everything is known, and every piece gets
the numbers that its text shows. Running heads and page numbers, which a piece cannot know, are a
document of their own that is laid over the pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from sphinx.util import logging

from citiesfirst.sphinxext import paper_pages, paper_piece

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weasyprint import Document

    from citiesfirst.sphinxext.paper_pages import PaintedPage
    from citiesfirst.sphinxext.paper_piece import Laid
    from citiesfirst.sphinxext.paper_team import Team

# What starts a new page: a part with its first chapter, and every other chapter.
START = re.compile(r'(?=<section class="part")|(?<!</h1>\n)(?=<section class="[^"]*\bchapter\b)')
RECTO = re.compile(r'<section class="[^"]*\bopening\b')  # what starts a right page
FRAME = re.compile(r'<(/?)(main|section)\b( class="[^"]*")?[^>]*>')
MOST_ROUNDS = 5

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Piece:
    """What starts a new page, up to the next that does; the frames around it are opened."""

    html: str
    recto: bool = False


def laid_out(html: str, base_url: str, team: Team) -> Document:
    """Return the book in pages that are painted and ready to be written.

    Args:
        html: the book; ``<body>`` starts with front matter, ``<main>`` holds parts and chapters.
        base_url: where relative addresses start.
        team: who does the work.

    Raises:
        ExtensionError: a process of the team was stopped from outside.
    """
    head, body = re.split(r"(?<=>)(?=\s*<section class=\"title-page\")", html, maxsplit=1)
    pieces = cut(body)
    with team.at_work():
        team.open(head, base_url)
        painted = _painted(pieces, team)
    pages: list[PaintedPage] = []
    for piece, packed in zip(pieces, painted, strict=True):
        if piece.recto and len(pages) % 2:
            pages.append(paper_pages.blank(pages[-1]))
        pages += paper_pages.unpacked(packed)
    heads = paper_piece.layout(head + _heads(pages), base_url, {})
    for page, over in zip(pages, heads.pages, strict=True):
        page.head = over
    return heads.copy(pages)


def cut(body: str) -> list[Piece]:
    """Return front matter and chapters as pieces."""
    front, main, rest = body.partition("<main>")
    text = main + rest
    starts = [found.start() for found in START.finditer(text)]
    before_chapters = rest[: starts[0] - len(main)] if starts else rest
    pieces = [Piece(front + before_chapters)]
    around: list[str] = []
    for before, start, end in zip([0, *starts], starts, [*starts[1:], len(text)], strict=False):
        for frame in FRAME.finditer(text, before, start):
            if frame[1]:
                around.pop()
            else:
                around.append(f"<{frame[2]}{frame[3] or ''}>")
        html = text[start:end]
        pieces.append(Piece("".join(around) + html, recto=bool(RECTO.match(html))))
    return pieces


def _painted(pieces: list[Piece], team: Team) -> list[bytes]:
    """Return all pieces painted, with page numbers in their text that are true."""
    laid = dict(team.place([piece.html for piece in pieces]))
    targets = [paper_piece.targets(piece.html) for piece in pieces]
    shown: dict[int, dict[str, int]] = {}
    painted: dict[int, bytes] = {}
    rounds = 0
    while True:
        pages = _pages(pieces, laid)
        wanted = [{name: pages[name] for name in names if name in pages} for names in targets]
        due = {number: one for number, one in enumerate(wanted) if one != shown.get(number)}
        if due and rounds == MOST_ROUNDS:
            logger.warning("the page numbers in the text did not settle", type="paper")
        if not due or rounds == MOST_ROUNDS:
            break
        rounds += 1
        shown |= due
        for number, (found, packed) in team.paint(due):
            laid[number], painted[number] = found, packed
    for name in sorted(set[str]().union(*targets) - set(pages)):
        logger.warning("no page was found for %r", name, type="paper")
    return [painted[number] for number in range(len(pieces))]


def _pages(pieces: list[Piece], laid: dict[int, Laid]) -> dict[str, int]:
    """Return the page in the book of every anchor."""
    pages: dict[str, int] = {}
    count = 0
    for number, piece in enumerate(pieces):
        count += count % 2 if piece.recto else 0
        for name, page in laid[number].anchors.items():
            pages.setdefault(name, count + page)
        count += laid[number].length
    return pages


def _heads(pages: Iterable[PaintedPage]) -> str:
    """Return the HTML of empty pages with the running heads and numbers of these."""
    lines = []
    for page in pages:
        data = "".join(f' data-{name}="{escape(text)}"' for name, text in page.strings.items())
        sets = ", ".join(f"{name} attr(data-{name})" for name in page.strings)
        style = f' style="string-set: {sets}"' if sets else ""
        lines.append(f'<p class="{"bare" if page.bare else "headed"}"{style}{data}></p>')
    return "\n".join(lines)
