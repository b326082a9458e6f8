"""Search that shows text alone, also from a folder on disk: one script more on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _add(app: Sphinx, pagename: str, template: str, context: dict, doctree: Any) -> None:
    if pagename == "search" and not on_paper(app.builder):
        app.add_js_file("search_page.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event with Sphinx."""
    app.connect("html-page-context", _add, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
