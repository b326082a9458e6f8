"""Hover cards: what a link to a reference, a term or a claim leads to, shown beside the link.

All cards of the book stand in one script, ``_cards/cards.js``, which a page loads when a reader
first points at such a link or moves to it with the keyboard (``assets/hover_cards.js``). A card is
plain text, never markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from citiesfirst import ledger as book
from citiesfirst.sphinxext.figure_html import on_paper, use_assets

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "_cards"
Card = list[str]  # its heading (may be empty), then its paragraphs


def claims_of(env: Any) -> Iterator[tuple[str, Card]]:
    """Yield place and card of every claim: title, paraphrase and verdicts."""
    for docname, ids in getattr(env, "claim_cards", {}).items():
        for claim in map(env.claims_ledger.get, ids):
            verdicts = (
                f"Verdict {book.DATES[date]}: {verdict.word}."
                for date, verdict in claim.verdicts.items()
            )
            card = [f"Claim {claim.id}: {claim.title}", claim.paraphrase.strip(), *verdicts]
            yield f"{docname}#claim-{claim.id.lower()}", card


def terms_of(docname: str, doctree: nodes.document) -> Iterator[tuple[str, Card]]:
    """Yield place and card of every term of the glossaries in a document."""
    for item in doctree.findall(nodes.definition_list_item):
        definition = item.next_node(nodes.definition)
        for term in item.findall(nodes.term):
            for one in term["ids"]:
                paragraphs = definition.findall(nodes.paragraph)
                yield f"{docname}#{one}", [term.astext(), *(text(one) for one in paragraphs)]


def references_of(docname: str, doctree: nodes.document) -> Iterator[tuple[str, Card]]:
    """Yield place and card of every entry of the bibliographies in a resolved document."""
    for citation in doctree.findall(nodes.citation):
        entry = text(citation.next_node(nodes.paragraph))  # a second one stands within the first
        for one in citation["ids"]:
            yield f"{docname}#{one}", ["", entry]


def text(paragraph: nodes.paragraph) -> str:
    """Return a paragraph as one line."""
    return " ".join(paragraph.astext().split())


def script(cards: Mapping[str, Card]) -> str:
    """Return the script that hands the cards to a page; a page read from disk can load it too."""
    content = json.dumps(cards, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"window.bookCards={content};\n"


def _collect(app: Sphinx) -> dict[str, Card]:
    env = app.env
    cards = dict(claims_of(env))
    objects = env.get_domain("std").objects
    for docname in sorted({doc for (kind, _), (doc, _) in objects.items() if kind == "term"}):
        cards |= terms_of(docname, env.get_doctree(docname))
    # Entries of a bibliography are made while a document is resolved.
    for key in sorted(env.get_domain("cite").bibliographies):
        cards |= references_of(
            key.docname, env.get_and_resolve_doctree(key.docname, app.builder, prune_toctrees=False)
        )
    suffix = app.builder.out_suffix
    return {place.replace("#", f"{suffix}#"): card for place, card in cards.items()}


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html" or on_paper(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    (folder / "cards.js").write_text(script(_collect(app)), encoding="utf-8", newline="\n")


def _add_assets(app: Sphinx) -> None:
    if use_assets(app):
        app.add_css_file("hover_cards.css")
        app.add_js_file("hover_cards.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the events with Sphinx."""
    app.connect("builder-inited", _add_assets)
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
