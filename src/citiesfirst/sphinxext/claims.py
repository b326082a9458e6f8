"""The ledger of claims on the page: cards, a table of all, and links.

Directive ``{claim} C2`` shows the card of a claim, once in the book, in the claim's chapter; its
label is ``claim-c2``. Directive ``{ledger}`` shows the table of all claims. Role ``{claim}`C2```
links to a card by its title. Texts of the ledger may use inline MyST.

Configuration: ``claims_file`` and ``claims_data_package`` (paths from the source folder), and
``claims_definitions`` (a module with ``MEASURES``, the names that tests may use, and
``contradictions(ledger)``, the messages on verdicts that the tests do not allow).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from citiesfirst import ledger as book
from citiesfirst.sphinxext import claim_check, claim_nodes
from citiesfirst.sphinxext.claim_check import ledger_of
from citiesfirst.sphinxext.claim_nodes import (
    badge,
    card_label,
    claim_card,
    claim_title,
    header_entry,
    link_to,
)
from citiesfirst.sphinxext.figure_html import use_assets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from citiesfirst.ledger import Claim

SEEN = {
    "whole": "We have read it.",
    "part": "We could read only part of it.",
    "not": "We could not see it.",
}
# On paper the figures, the text and the end of the chapter say these.
NOT_ON_PAPER = ("Data", "Literature", "What would change our mind")
TESTED_BY = {
    "data": "tested with data",
    "documents": "tested with documents",
    "nothing": "nothing to test it with",
}
# Columns of the table of claims, with their widths in characters (for builders that need them).
COLUMNS = {
    "Claim": 8,
    "What it says": 40,
    **{f"Verdict {date}": 18 for date in book.DATES.values()},
    "Evidence": 10,
    "Chapter": 24,
}


class ClaimDirective(SphinxDirective):
    """``{claim} C2``: the card of one claim."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the card, or nothing and a warning where there is no such claim."""
        claim = claim_check.find(self, self.arguments[0])
        if claim is None:
            return []
        claim_check.cards(self.env).setdefault(self.env.docname, []).append(claim.id)
        named = {"names": [card_label(claim)], "classes": ["claim-title"]}
        title = claim_title("", f"Claim {claim.id}: {claim.title}", **named)
        self.state.document.note_explicit_target(title, title)
        card = claim_card("", title, classes=["claim"])
        card += _text(self, claim.paraphrase, "claim-paraphrase")
        facts = nodes.definition_list(classes=["claim-facts", "run-in"])
        for term, *content in self.facts(claim):
            definition = nodes.definition("", *content)
            item = nodes.definition_list_item("", nodes.term("", term), definition)
            item["classes"] += ["screen-only"] if term in NOT_ON_PAPER else []
            facts += item
        card += facts
        return [card]

    def facts(self, claim: Claim) -> Iterator[tuple[str | nodes.paragraph, ...]]:
        """Yield what the card says below the paraphrase: a term and its paragraphs."""
        source = "None."
        if cited := claim.cited:
            text = cited.text.removesuffix(".")
            source = f"{text} {{cite:p}}`{cited.reference}`. {SEEN[cited.seen]}"
        yield "The passage’s source", _text(self, source)
        for date, verdict in claim.verdicts.items():
            yield (
                f"Verdict {book.DATES[date]}",
                nodes.paragraph("", "", badge(verdict.word)),
                _text(self, verdict.because),
            )
        strength = f"{claim.strength.capitalize()}: {TESTED_BY[claim.tested_by]}."
        yield "Strength of the evidence", nodes.paragraph("", strength)
        if claim.figures:
            figures = nodes.paragraph()
            for label in claim.figures:
                figures += [nodes.Text(", "), link_to(self, "numref", label, label)]
            del figures[0]
            yield "Figures", figures
        if claim.tables:
            titles = self.env.claims_tables
            yield "Data", nodes.paragraph("", "; ".join(titles.get(t, t) for t in claim.tables))
        if claim.references:
            yield "Literature", _text(self, f"{{cite:t}}`{','.join(claim.references)}`")
        yield "What would change our mind", _text(self, claim.change_our_mind)


class LedgerDirective(SphinxDirective):
    """``{ledger}``: the table of all claims."""

    def run(self) -> list[nodes.Node]:
        """Return the table, each claim linked to its card and its chapter."""
        ledger = ledger_of(self.env)
        group = nodes.tgroup("", cols=len(COLUMNS))
        widths = enumerate(COLUMNS.values())
        group += [nodes.colspec(colwidth=width, stub=int(n == 0)) for n, width in widths]
        head = [header_entry("", nodes.paragraph("", name), scope="col") for name in COLUMNS]
        group += nodes.thead("", nodes.row("", *head))
        group += nodes.tbody("", *(self.row(claim) for claim in ledger.claims))
        caption = "The claims, with the verdict of 2007 and the verdict of today"
        named = {"names": ["claims-ledger"], "classes": ["claims-ledger"]}
        table = nodes.table("", nodes.title("", caption), group, **named)
        self.state.document.note_explicit_target(table, table)
        return [table]

    def row(self, claim: Claim) -> nodes.row:
        """Return the row of one claim."""
        link = link_to(self, "ref", card_label(claim), claim.id)
        chapter = link_to(self, "doc", f"/{claim.chapter}", claim.chapter)
        return nodes.row(
            "",
            header_entry(
                "", nodes.paragraph("", "", link), scope="row", part=book.PARTS[str(claim.part)]
            ),
            nodes.entry("", _text(self, claim.paraphrase)),
            *(
                nodes.entry("", nodes.paragraph("", "", badge(verdict.word)))
                for verdict in claim.verdicts.values()
            ),
            nodes.entry("", nodes.paragraph("", claim.strength)),
            nodes.entry("", nodes.paragraph("", "", chapter)),
        )


class ClaimRole(SphinxRole):
    """``{claim}`C2```: a link to the card, with the claim's title as text."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or the bare id and a warning where there is no such claim."""
        claim = claim_check.find(self, self.text)
        if claim is None:
            return [nodes.literal("", self.text)], []
        return [link_to(self, "ref", card_label(claim), f"{claim.id}: {claim.title}")], []


def _text(here: SphinxDirective, text: str, *classes: str) -> nodes.paragraph:
    """Return a paragraph of inline markup."""
    children, messages = here.parse_inline(text)
    return nodes.paragraph("", "", *children, *messages, classes=list(classes))


def _add_style(app: Sphinx) -> None:
    if use_assets(app):
        app.add_css_file("claims.css")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directives, role, nodes, configuration and events with Sphinx."""
    app.setup_extension("sphinxcontrib.bibtex")
    claim_nodes.register(app)
    claim_check.connect(app)
    app.add_directive("claim", ClaimDirective)
    app.add_directive("ledger", LedgerDirective)
    app.add_role("claim", ClaimRole())
    app.connect("builder-inited", _add_style)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
