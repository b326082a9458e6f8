"""A piece of the book: laid out in pages, its figures placed, page numbers filled in, painted.

WeasyPrint could fill in page numbers by itself (``target-counter``), but it then lays single pages
out again, and loses or repeats notes that are carried over from one page to the next. So a number
is text, written where the HTML says ``data-page``. A piece is laid out before the numbers are
known, with room for two digits; all digits are equally wide, so that in most pieces numbers only
take the place of the zeros. Contents, index, and a piece whose numbers need more or less room are
laid out again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citiesfirst.sphinxext import paper_floats, paper_mends, paper_pages

if TYPE_CHECKING:
    from weasyprint import Document

PAGE = re.compile(r'data-page="#([^"]*)"')
PAGES = re.compile(r'<index-pages data-targets="([^"]*)"></index-pages>')
UNKNOWN = "00"
PRINTED = re.compile(r"(?<=\u00a0)\d+(?=\)?$)")  # the page number at the end of a reference
MOST_MOVES = 2  # so often figures of a chapter move
SAME = 0.01  # CSS pixels

Pages = Mapping[str, int]


@dataclass
class Laid:
    """Where things are in a piece: the page of every anchor, counted from 1, and all pages."""

    anchors: dict[str, int]
    length: int


class Desk:
    """Where pieces are laid out, and lie until they are painted."""

    def __init__(self, head: str, base_url: str) -> None:
        self.head, self.base_url = head, base_url
        self.html: dict[int, str] = {}
        self.documents: dict[int, Document] = {}

    def place(self, number: int, html: str) -> Laid:
        """Lay a piece out and move its figures to where they leave no gap."""
        document = self._layout(html, {})
        for _ in range(MOST_MOVES):
            moved = paper_floats.moved(html, paper_floats.moves(document))
            if moved == html:
                break
            html = moved
            document = self._layout(html, {})
        self.html[number], self.documents[number] = html, document
        return _laid(document)

    def paint(self, number: int, pages: Pages) -> tuple[Laid, bytes]:
        """Fill the numbers of pages into a piece and return it painted (:mod:`paper_pages`)."""
        html, document = self.html[number], self.documents[number]
        if not filled_in(document, html, pages):
            document = self._layout(html, pages)
            self.documents[number] = document
        return _laid(document), paper_pages.packed(document, number)

    def _layout(self, html: str, pages: Pages) -> Document:
        return layout(self.head + html, self.base_url, pages)


def targets(html: str) -> set[str]:
    """Return the names of what a piece says the page of."""
    return {*PAGE.findall(html), *" ".join(PAGES.findall(html)).split()}


def layout(html: str, base_url: str, pages: Pages) -> Document:
    """Return HTML in pages, the page numbers in its text filled in as far as they are known."""
    from weasyprint import HTML

    def known(found: re.Match[str]) -> str:
        return f'data-page="{pages.get(found[1], UNKNOWN)}" data-target="{found[1]}"'

    text = PAGE.sub(known, html)
    text = PAGES.sub(lambda found: _listed(found[1].split(), pages), text)
    with paper_mends.of_layout():
        return HTML(string=text, base_url=base_url).render(pdf_variant="pdf/ua-1")


def filled_in(document: Document, html: str, pages: Pages) -> bool:
    """Put page numbers in the place of those that a document was laid out with.

    Returns:
        Whether all are true now; where not, they need more or less room, or stand in a list.
    """
    from weasyprint.formatting_structure.boxes import TextBox

    done = set()
    for box in (one for page in document.pages for one in page._page_box.descendants()):
        if not isinstance(box, TextBox) or not (box.element_tag or "").endswith("::after"):
            continue
        name = box.element.get("data-target")
        printed = PRINTED.search(box.text)
        if name is None or printed is None:
            continue
        if printed[0] != box.element.get("data-page"):
            return False  # filled in before, or broken between two lines
        number = str(pages.get(name, UNKNOWN))
        before = _width(box)
        box.text = PRINTED.sub(number, box.text)
        box.pango_layout.text = PRINTED.sub(number, box.pango_layout.text)
        if abs(_width(box) - before) > SAME:
            return False
        done.add(box.element)
    return not PAGES.search(html) and len(done) == len(PAGE.findall(html))


def _width(box: Any) -> float:
    """Return how wide the text of a box is painted, in CSS pixels."""
    from weasyprint.text.line_break import line_size

    box.pango_layout.reactivate(box.style)
    width, _ = line_size(box.pango_layout.get_first_line()[0], box.style)
    box.pango_layout.deactivate()
    return width


def _listed(targets: list[str], pages: Pages) -> str:
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


def _laid(document: Document) -> Laid:
    """Return where things are; a chapter, which has its anchor on every page, is on the first."""
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for name in page.anchors:
            anchors.setdefault(name, number)
    return Laid(anchors, len(document.pages))
