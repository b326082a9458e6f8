"""What a page tells search engines and link previews about itself.

Title and description go with every page. Its address and the card that link previews show are
full addresses, so they stand there only when the book's own is set (``html_baseurl``).

The description of a page is its first paragraph, so that it never says what the page does not.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from docutils import nodes

from citiesfirst.sphinxext.figure_html import use_assets

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CARD = "social-card.png"  # in the assets; drawn by tools/social_card.py
LONGEST = 155  # characters that a list of search results shows


def description(doctree: nodes.document | None, fallback: str) -> str:
    """Return the first paragraph of a page, cut at a word, or the fallback where there is none."""
    if doctree is not None:
        for paragraph in doctree.findall(nodes.paragraph):
            if isinstance(paragraph.parent, nodes.section):
                return textwrap.shorten(paragraph.astext(), LONGEST, placeholder=" …")
    return fallback


def _describe(
    app: Sphinx, pagename: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    book = app.config.html_title
    address = app.config.html_baseurl.rstrip("/")
    context["site_name"] = book
    context["card_address"] = f"{address}/_static/{CARD}" if address else ""
    context["page_description"] = description(doctree, f"{book}: {context.get('title', book)}.")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event with Sphinx."""
    app.connect("builder-inited", use_assets)
    app.connect("html-page-context", _describe)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
