"""What a site has beside its pages: a page for addresses that lead nowhere, and a map of all pages.

``404.html`` is shown at any address that a host does not find, so it can load nothing beside it and
knows its way home only when the book's own address is set (``html_baseurl``). ``sitemap.xml`` is
written only then, because a map of a site names full addresses.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape as escape_xml

import jinja2

from citiesfirst.sphinxext.figure_html import ASSETS, on_paper
from citiesfirst.sphinxext.this_edition import edition_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"


def sitemap(address: str, pages: Iterable[str]) -> str:
    """Return the map of these pages (places from the root of the site) at this address."""
    lines = [f"  <url><loc>{escape_xml(f'{address}/{page}')}</loc></url>" for page in pages]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return "\n".join([head, f'<urlset xmlns="{space}">', *lines, "</urlset>", ""])


def not_found(title: str, address: str, pages: dict[str, str]) -> str:
    """Return the page for addresses that lead nowhere.

    Args:
        title: the book's name.
        address: where the site stands, without a slash at its end; may be empty.
        pages: title of each page by its place, in the order of the book; shown with an address.
    """
    text = (ASSETS / NOT_FOUND).read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(text)
    listed = pages if address else {}
    return template.render(title=title, address=address, pages=listed) + "\n"


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html" or on_paper(app.builder):
        return
    address = edition_of(app)["address"]
    root = app.config.root_doc
    below = [name for name in app.env.toctree_includes.get(root, []) if name != root]
    pages = {
        app.builder.get_target_uri(name): app.env.titles[name].astext() for name in (root, *below)
    }
    folder = Path(app.outdir)
    text = not_found(edition_of(app)["title"], address, pages)
    (folder / NOT_FOUND).write_text(text, encoding="utf-8", newline="\n")
    if address:
        (folder / SITEMAP).write_text(sitemap(address, pages), encoding="utf-8", newline="\n")
    else:
        (folder / SITEMAP).unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event with Sphinx."""
    app.setup_extension("citiesfirst.sphinxext.this_edition")
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
