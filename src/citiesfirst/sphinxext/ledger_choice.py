"""A choice among the rows of the ledger, on the page that shows it and on no other.

``assets/ledger.js`` builds it from the table itself, so that a page without scripts shows all rows
and nothing that does not work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from citiesfirst.ledger.records import STRENGTHS, VERDICTS
from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _add_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page of the ledger its script."""
    if doctree is None or on_paper(app.builder):
        return
    if any("claims-ledger" in table["classes"] for table in doctree.findall(nodes.table)):
        order: dict[str, Any] = {"data-order": "|".join((*VERDICTS, *STRENGTHS))}
        app.add_js_file("ledger.js", loading_method="defer", **order)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.setup_extension("citiesfirst.sphinxext.claims")  # which brings the assets and the table
    app.connect("html-page-context", _add_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
