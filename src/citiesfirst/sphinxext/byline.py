"""The line below a page's title: how long it takes to read, what to download, where to run it, how
to cite it.

The menus are ``details`` elements, so they open without a script. The button for the
citation needs one (``assets/byline.js``) and shows only where it runs; what it cites stands in its
``data-`` attributes. Nothing of this is printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from docutils import nodes

from citiesfirst.sphinxext import downloads, launch
from citiesfirst.sphinxext.figure_html import ASSETS, on_paper, use_assets
from citiesfirst.sphinxext.this_edition import edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WORDS_A_MINUTE = 238  # adults reading English non-fiction silently (Brysbaert 2019)
# What a reader looks things up in rather than reads through.
LOOKED_UP = (
    nodes.table,
    nodes.citation,
    nodes.definition_list,
    nodes.literal_block,
    nodes.bullet_list,
)
HEADING = "</h1>"


def words(node: nodes.Element) -> int:
    """Return how many words of running text stand below a node: paragraphs, not tables or lists."""
    if isinstance(node, nodes.paragraph):
        return len(node.astext().split())
    return sum(
        words(child)
        for child in node.children
        if isinstance(child, nodes.Element) and not isinstance(child, LOOKED_UP)
    )


def reading_time(doctree: nodes.document) -> str:
    """Return '8 minutes to read', or nothing for a page that is done within a minute."""
    minutes = round(words(doctree) / WORDS_A_MINUTE)
    if minutes < 1:
        return ""
    return f"{minutes} minute{'' if minutes == 1 else 's'} to read"


def _add(
    app: Sphinx, pagename: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Put the line below the first heading of the page."""
    if doctree is None or on_paper(app.builder) or HEADING not in context.get("body", ""):
        return
    page = "" if pagename == app.config.root_doc else str(context["title"])
    line = app.byline_template.render(
        edition=edition_of(app),
        page=page,
        key="-".join(Path(pagename).parts[-1:]),
        root="../" * pagename.count("/"),
        time=reading_time(doctree),
        files=downloads.offered(app, pagename),
        links=launch.links(app, pagename),
    )
    context["body"] = context["body"].replace(HEADING, HEADING + line, 1)


def _prepare(app: Sphinx) -> None:
    if not use_assets(app):
        return
    text = (ASSETS / "byline.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    app.byline_template = environment.from_string(text)
    app.add_css_file("byline.css")
    app.add_js_file("byline.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the events with Sphinx."""
    app.setup_extension("citiesfirst.sphinxext.downloads")
    app.setup_extension("citiesfirst.sphinxext.launch")
    app.setup_extension("citiesfirst.sphinxext.this_edition")
    app.connect("builder-inited", _prepare)
    app.connect("html-page-context", _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
