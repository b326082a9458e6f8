"""The book laid out in pages: figures find their place, and page numbers in the text are true.

WeasyPrint could fill in page numbers by itself (``target-counter``), but it then lays single pages
out again, and loses or repeats notes that are carried over from one page to the next. So a number
is text, written where the HTML says ``data-page``, and the book is laid out again until all agree.
Chapters start on new pages: each is first laid out by itself, several at a time, which tells how
figures move and, with few exceptions, the right page of everything.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import logging as plain_logging
import multiprocessing
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any
from unittest import mock

from sphinx.util import logging

from citiesfirst.sphinxext import paper_floats

if TYPE_CHECKING:
    from weasyprint import Document

PAGE = re.compile(r'data-page="#([^"]*)"')
PAGES = re.compile(r'<index-pages data-targets="([^"]*)"></index-pages>')
# What starts a new page: a part with its first chapter, and every other chapter.
START = re.compile(r'(?=<section class="part")|(?<!</h1>\n)(?=<section class="[^"]*\bchapter\b)')
RECTO = re.compile(r'<section class="[^"]*\bopening\b')  # what starts a right page
NARROW_LETTER = 0.35  # em: no text of some length is narrower, letter by letter
MOST_MOVES = 2  # so often figures of a chapter move
MOST_LAYOUTS = 5

logger = logging.getLogger(__name__)


def laid_out(html: str, base_url: str) -> Document:
    """Return the book in pages.

    Args:
        html: the book; ``<body>`` starts with front matter, and chapters and parts are sections.
        base_url: where relative addresses start.
    """
    head, body = re.split(r"(?<=>)(?=\s*<section class=\"title-page\")", html, maxsplit=1)
    pieces = []
    pages: dict[str, int] = {}
    count = 0
    for piece, found, length in _placed_all(START.split(body), head, base_url):
        pieces.append(piece)
        count += count % 2 if RECTO.match(piece) else 0
        pages |= {name: count + page for name, page in found.items()}
        count += length
    return _numbered(head + "".join(pieces), base_url, pages)


def _placed_all(
    pieces: list[str], head: str, base_url: str
) -> list[tuple[str, dict[str, int], int]]:
    """Return what :func:`_placed` says of every piece, at work on as many as there are cores."""
    work = functools.partial(_placed, head=head, base_url=base_url)
    workers = min(os.cpu_count() or 1, len(pieces))
    if workers == 1:
        return [work(piece) for piece in pieces]
    # Fresh processes: the printer's libraries do not like to be forked.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, fresh, _prepare) as pool:
        return list(pool.map(work, pieces))


def _prepare() -> None:
    """Make a worker ready: silent, for complaints are heard when the whole book is laid out."""
    gc.disable()  # as in the process that builds the book
    plain_logging.getLogger("weasyprint").setLevel(plain_logging.CRITICAL)


def _placed(piece: str, head: str, base_url: str) -> tuple[str, dict[str, int], int]:
    """Return a piece with its figures moved, the page of every anchor, and its number of pages."""
    document = layout(head + piece, base_url, {})
    for _ in range(MOST_MOVES):
        moved = paper_floats.moved(piece, paper_floats.moves(document))
        if moved == piece:
            break
        piece = moved
        document = layout(head + piece, base_url, {})
    return piece, _pages(document), len(document.pages)


def _numbered(html: str, base_url: str, pages: dict[str, int]) -> Document:
    """Lay the whole book out until the numbers written in it are true."""
    targets = {*PAGE.findall(html), *" ".join(PAGES.findall(html)).split()}
    for _ in range(MOST_LAYOUTS):
        document = layout(html, base_url, pages)
        found = _pages(document)
        wrong = {name for name in targets if found.get(name) != pages.get(name)}
        if not wrong:
            break
        pages = found
    else:
        logger.warning("the page numbers in the text did not settle", type="paper")
    for name in sorted(targets - set(found)):
        logger.warning("no page was found for %r", name, type="paper")
    return document


def layout(html: str, base_url: str, pages: Mapping[str, int]) -> Document:
    """Return HTML in pages, the page numbers in its text filled in as far as they are known."""
    from weasyprint import HTML

    text = PAGE.sub(lambda found: f'data-page="{pages.get(found[1], "00")}"', html)
    text = PAGES.sub(lambda found: _listed(found[1].split(), pages), text)
    with _whole_words():
        return HTML(string=text, base_url=base_url).render(pdf_variant="pdf/ua-1")


def _listed(targets: list[str], pages: Mapping[str, int]) -> str:
    """Return links to the pages of an entry of the index, each once; three in a row are a range."""
    first = {pages.get(name, 0): name for name in reversed(targets)}
    runs: list[list[int]] = []
    for page in sorted(first):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = []
    for run in runs:
        ends = [(run[0], f"{run[0]}–{run[-1]}")] if len(run) > 2 else [(one, one) for one in run]
        shown += [f'<a href="#{first[page]}">{text}</a>' for page, text in ends]
    return ", ".join(shown)


@contextlib.contextmanager
def _whole_words() -> Iterator[None]:
    """Keep WeasyPrint from dividing a word where the whole text fits.

    When a run of text fits into its line but for the space at its end, WeasyPrint 70 takes it for
    too long and divides its first long word; the rest of the line then stays empty.
    """
    from weasyprint.layout import inline

    split = inline.split_first_line

    def split_but_for_the_space(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> Any:
        found = split(text, style, context, max_width, *rest, **named)
        if found[2] is None or max_width is None or not text.endswith(" "):
            return found
        may_fit = len(text) * style["font_size"] * NARROW_LETTER < max_width
        if (
            may_fit
            and split(text.rstrip(" "), style, context, max_width, *rest, **named)[2] is None
        ):
            return split(text, style, context, None, *rest, **named)
        return found

    with mock.patch.object(inline, "split_first_line", split_but_for_the_space):
        yield


def _pages(document: Document) -> dict[str, int]:
    """Return the page of every anchor (of a chapter, which has one on every page, the first)."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found
