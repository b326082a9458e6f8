"""The ledger at a glance: a map of all claims by part, and a count of the verdicts.

Directive ``{claim-map}`` shows every claim as a tile that leads to its card; directive
``{scoreboard}`` counts how often each verdict was given, then and now.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from citiesfirst import ledger as book
from citiesfirst.sphinxext.claim_check import ledger_of
from citiesfirst.sphinxext.claim_nodes import badge, card_label, header_entry, link_to

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from citiesfirst.ledger import Claim


class ClaimMapDirective(SphinxDirective):
    """``{claim-map}``: every claim, by part, with its verdicts."""

    def run(self) -> list[nodes.Node]:
        """Return one list of tiles for each part that has claims."""
        claims = ledger_of(self.env).claims
        found: list[nodes.Node] = []
        for part, title in book.PARTS.items():
            tiles = [self.tile(claim) for claim in claims if str(claim.part) == part]
            if tiles:
                found.append(nodes.rubric("", title, classes=["claims-map-part"]))
                found.append(nodes.bullet_list("", *tiles, classes=["claims-map"]))
        return found

    def tile(self, claim: Claim) -> nodes.list_item:
        """Return the tile of one claim: its name, then its verdict of 2007 and of now."""
        name = nodes.paragraph("", "", link_to(self, "ref", card_label(claim), claim.title))
        verdicts = [
            nodes.paragraph("", "", nodes.Text(f"{date} "), badge(claim.verdicts[date].word))
            for date in book.DATES
        ]
        word = nodes.make_id(claim.verdicts["now"].word)
        return nodes.list_item("", name, *verdicts, classes=[f"now-{word}"])


class ScoreboardDirective(SphinxDirective):
    """``{scoreboard}``: how often each verdict was given, as of 2007 and now."""

    def run(self) -> list[nodes.Node]:
        """Return the table of counts, one row for each verdict word."""
        claims = ledger_of(self.env).claims
        counts = {date: Counter(one.verdicts[date].word for one in claims) for date in book.DATES}
        group = nodes.tgroup("", cols=1 + len(counts))
        group += [nodes.colspec(colwidth=24, stub=1)]
        group += [nodes.colspec(colwidth=12) for _ in counts]
        names = ("Verdict", *(date.capitalize() for date in book.DATES.values()))
        head = [header_entry("", nodes.paragraph("", name), scope="col") for name in names]
        group += nodes.thead("", nodes.row("", *head))
        rows = []
        for word in book.VERDICTS:
            cells = [
                nodes.entry("", nodes.paragraph("", str(counts[date][word]))) for date in counts
            ]
            first = header_entry("", nodes.paragraph("", "", badge(word)), scope="row")
            rows.append(nodes.row("", first, *cells))
        group += nodes.tbody("", *rows)
        caption = f"The verdicts on {len(claims)} claims, counted"
        return [nodes.table("", nodes.title("", caption), group, classes=["claims-ledger"])]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives with Sphinx."""
    app.setup_extension("citiesfirst.sphinxext.claims")
    app.add_directive("claim-map", ClaimMapDirective)
    app.add_directive("scoreboard", ScoreboardDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
