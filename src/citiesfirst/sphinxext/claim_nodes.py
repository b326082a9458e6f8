"""What the ledger's cards and tables are made of: nodes, verdict words, links, and their HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.docutils import SphinxDirective, SphinxRole

    from citiesfirst.ledger import Claim


class claim_card(nodes.container):  # noqa: N801 (docutils names nodes in lower case)
    """The card of one claim; its first child is a rubric that carries the label."""


class claim_title(nodes.rubric):  # noqa: N801
    """The name of a claim on its card; on the screen it ends in a link to itself."""

    tagname = "rubric"


class header_entry(nodes.entry):  # noqa: N801
    """A header cell; attribute ``scope`` is ``col`` or ``row``, ``part`` that of a claim."""


def card_label(claim: Claim) -> str:
    """Return the label of a claim's card."""
    return f"claim-{claim.id.lower()}"


def badge(word: str) -> nodes.inline:
    """Return a verdict: always the word, which the style sheet may underline with colour."""
    return nodes.inline("", word, classes=["verdict", f"verdict-{nodes.make_id(word)}"])


def link_to(here: SphinxDirective | SphinxRole, kind: str, target: str, text: str) -> nodes.Node:
    """Return a link of the standard domain: ``ref`` shows the text, others what they find."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="std",
        reftype=kind,
        reftarget=target,
        refexplicit=kind == "ref",
        refdoc=here.env.docname,
    )


def _visit_card(translator: Any, node: nodes.Element) -> None:
    attributes = {"role": "group", "aria-labelledby": node[0]["ids"][0]}
    translator.body.append(translator.starttag(node, "div", **attributes))


def _depart_title(translator: Any, node: nodes.Element) -> None:
    if not on_paper(translator.builder):
        translator.add_permalink_ref(node, "Link to this claim")
    translator.depart_rubric(node)


def _visit_header(translator: Any, node: nodes.Element) -> None:
    translator.visit_entry(node)
    said = f'scope="{node["scope"]}"'
    if "part" in node:
        said += f' data-part="{node["part"]}"'
    translator.body[-1] = translator.body[-1].replace("<th", f"<th {said}", 1)


def register(app: Sphinx) -> None:
    """Register the nodes with Sphinx."""
    app.add_node(claim_card, html=(_visit_card, lambda here, node: here.body.append("</div>\n")))
    app.add_node(claim_title, html=(lambda here, node: here.visit_rubric(node), _depart_title))
    app.add_node(header_entry, html=(_visit_header, lambda here, node: here.depart_entry(node)))
