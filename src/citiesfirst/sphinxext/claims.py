"""The ledger of claims on the page: cards, a table of all, links, and checks of the whole book.

Directive ``{claim} C2`` shows the card of a claim, once in the book, in the claim's chapter; its
label is ``claim-c2``. Directive ``{ledger}`` shows the table of all claims. Role ``{claim}`C2```
links to a card by its title. Texts of the ledger may use inline MyST.

After reading, the ledger is compared with the book's figures, tables, bibliography and documents;
each difference is a warning of type ``claims``. A ledger that cannot be read stops the build.

Configuration: ``claims_file`` and ``claims_data_package`` (paths from the source folder), and
``claims_definitions`` (a module with ``MEASURES``, the names that tests may use, and
``contradictions(ledger)``, the messages on verdicts that the tests do not allow).
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from citiesfirst import ledger as book
from citiesfirst.ledger import Claim, Ledger, LedgerError
from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ASSETS = Path(__file__).parent / "assets"
SEEN = {
    "whole": "We have read it.",
    "part": "We could read only part of it.",
    "not": "We could not see it.",
}
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

logger = logging.getLogger(__name__)


class claim_card(nodes.container):  # noqa: N801 (docutils names nodes in lower case)
    """The card of one claim; its first child is a rubric that carries the label."""


class claim_title(nodes.rubric):  # noqa: N801
    """The name of a claim on its card; on the screen it ends in a link to itself."""

    tagname = "rubric"


class header_entry(nodes.entry):  # noqa: N801
    """A header cell; attribute ``scope`` is ``col`` or ``row``, ``part`` that of a claim."""


class ClaimDirective(SphinxDirective):
    """``{claim} C2``: the card of one claim."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the card, or nothing and a warning where there is no such claim."""
        claim = _find(self, self.arguments[0])
        if claim is None:
            return []
        _cards(self.env).setdefault(self.env.docname, []).append(claim.id)
        named = {"names": [card_label(claim)], "classes": ["claim-title"]}
        title = claim_title("", f"Claim {claim.id}: {claim.title}", **named)
        self.state.document.note_explicit_target(title, title)
        card = claim_card("", title, classes=["claim"])
        card += _text(self, claim.paraphrase, "claim-paraphrase")
        facts = nodes.definition_list(classes=["claim-facts"])
        for term, *content in self.facts(claim):
            definition = nodes.definition("", *content)
            facts += nodes.definition_list_item("", nodes.term("", term), definition)
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
        claim = _find(self, self.text)
        if claim is None:
            return [nodes.literal("", self.text)], []
        return [link_to(self, "ref", card_label(claim), f"{claim.id}: {claim.title}")], []


def _find(here: SphinxDirective | SphinxRole, claim_id: str) -> Claim | None:
    ledger = ledger_of(here.env)
    claim = ledger.get(claim_id)
    if claim is None:
        ids = ", ".join(one.id for one in ledger.claims)
        message = f"claim: expected an id of {ledger.file} ({ids}), found {claim_id!r}"
        logger.warning(message, type="claims", location=here.get_location())
    return claim


def ledger_of(env: BuildEnvironment) -> Ledger:
    """Return the ledger; the document being read is read again when it or the tables change."""
    env.note_dependency(env.config.claims_file)
    env.note_dependency(env.config.claims_data_package)
    return env.claims_ledger


def card_label(claim: Claim) -> str:
    return f"claim-{claim.id.lower()}"


def _text(here: SphinxDirective, text: str, *classes: str) -> nodes.paragraph:
    """Return a paragraph of inline markup."""
    children, messages = here.parse_inline(text)
    return nodes.paragraph("", "", *children, *messages, classes=list(classes))


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


def _cards(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the cards of the book: for each document the ids of its claims."""
    if not hasattr(env, "claim_cards"):
        env.claim_cards = {}
    return env.claim_cards


def _read(app: Sphinx) -> None:
    """Read the ledger and the titles of the tables before any document is read."""
    package = Path(app.srcdir, app.config.claims_data_package)
    try:
        app.env.claims_ledger = book.read(Path(app.srcdir, app.config.claims_file))
        resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
        app.env.claims_tables = {one["name"]: one["title"] for one in resources}
    except LedgerError as error:
        raise ExtensionError(str(error)) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{package}: expected a data package, found a fault: {error!r}"
        raise ExtensionError(message) from None


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of all that the ledger and the book do not agree on."""
    module = app.config.claims_definitions
    definitions = importlib.import_module(module) if module else None
    problems = book.check_against(
        env.claims_ledger,
        figures={k: v["docname"] for k, v in getattr(env, "chart_figures", {}).items()},
        tables=env.claims_tables,
        references=env.get_domain("cite").bibdata.data.entries,
        chapters=env.found_docs,
        measures=definitions.MEASURES if definitions else None,
    )
    if definitions:
        problems += definitions.contradictions(env.claims_ledger)
    for claim in env.claims_ledger.claims:
        cards = sorted(_cards(env).items())
        places = [docname for docname, ids in cards for one in ids if one == claim.id]
        if places != [claim.chapter]:
            found = f"in {' and '.join(places)}" if places else "none"
            problems.append(
                f"{env.claims_ledger.file}:{claim.lines['chapter']}: claim {claim.id}, card: "
                f"expected once, in {claim.chapter}, found {found}"
            )
    for problem in problems:
        logger.warning(problem, type="claims")


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _cards(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: Any) -> None:
    _cards(env).update({name: cards for name, cards in _cards(other).items() if name in docnames})


def _add_style(app: Sphinx) -> None:
    if app.builder.format == "html":
        if str(ASSETS) not in app.config.html_static_path:
            app.config.html_static_path.append(str(ASSETS))
        app.add_css_file("claims.css")


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


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directives, role, nodes, configuration and events with Sphinx."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_config_value("claims_file", "data/claims.yml", "env", [str])
    app.add_config_value("claims_data_package", "data/datapackage.json", "env", [str])
    app.add_config_value("claims_definitions", "", "env", [str])
    app.add_directive("claim", ClaimDirective)
    app.add_directive("ledger", LedgerDirective)
    app.add_role("claim", ClaimRole())
    app.add_node(claim_card, html=(_visit_card, lambda here, node: here.body.append("</div>\n")))
    app.add_node(claim_title, html=(lambda here, node: here.visit_rubric(node), _depart_title))
    app.add_node(header_entry, html=(_visit_header, lambda here, node: here.depart_entry(node)))
    app.connect("builder-inited", _read)
    app.connect("builder-inited", _add_style)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _check)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
