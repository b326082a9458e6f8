"""The Data Package on the page: what every table holds, where it comes from, what it cannot say.

Directive ``{data-catalogue}`` prints one section for each resource of ``chart_data_package``. On
the screen each has what it holds, its columns, a download, how it was made and what it cannot say;
paper keeps title, source and licence, in two columns, and leaves the rest to the attached package
(the limits that a reader must know also stand below each figure).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx

KILOBYTE = 1000
ON_PAPER = ("Licence",)  # figures and references name the sources, and the data are attached


class folded(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes in lower case)
    """Children that a reader unfolds; attribute ``summary``. Paper leaves them out."""


class DataCatalogueDirective(SphinxDirective):
    """``{data-catalogue}``: one section for every resource of the Data Package."""

    def run(self) -> list[nodes.Node]:
        """Return the sections in the order of the package."""
        file = self.config.chart_data_package
        path = Path(self.env.srcdir, file)
        self.env.note_dependency(file)
        try:
            resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        except (OSError, ValueError, KeyError) as problem:
            raise ExtensionError(f"{file}: expected a data package, found {problem!r}") from None
        return [self.section(resource) for resource in resources]

    def section(self, resource: dict[str, Any]) -> nodes.section:
        """Return title, description, facts and columns of one resource."""
        name = f"data-{resource['name']}"
        section = nodes.section(ids=[nodes.make_id(name)], names=[name], classes=["two-columns"])
        section += nodes.title("", resource["title"])
        self.state.document.note_explicit_target(section, section)
        section += nodes.paragraph("", resource["description"], classes=["screen-only"])
        facts = nodes.definition_list(classes=["data-facts", "run-in"])
        for term, paragraphs in self.facts(resource):
            content = nodes.definition("", *paragraphs)
            item = nodes.definition_list_item("", nodes.term("", term), content)
            item["classes"] += [] if term in ON_PAPER else ["screen-only"]
            facts += item
        section += facts
        columns = resource.get("schema", {}).get("fields") or resource.get("properties")
        if columns:
            section += folded("", _columns(columns), summary=f"Columns of {resource['name']}")
        return section

    def facts(self, resource: dict[str, Any]) -> Iterator[tuple[str, list[nodes.paragraph]]]:
        """Yield what is known of one resource: a term and its paragraphs."""
        yield "File", [self.file(resource)]
        yield "Source", [_linked(one["citation"], one) for one in resource["sources"]]
        licences = [_linked(one["title"], one) for one in resource["licenses"]]
        for address in (link for one in licences for link in one.children[1:]):
            address["classes"].append("screen-only")  # on paper the name says enough
        yield "Licence", licences
        for term, key in (("Obtained", "retrieved"), ("Made", "processing"), ("Limits", "limits")):
            if resource.get(key):
                yield term, [nodes.paragraph("", resource[key])]

    def file(self, resource: dict[str, Any]) -> nodes.paragraph:
        """Return the name of the file, its size, and the link that downloads it."""
        target = (Path(self.config.chart_data_package).parent / resource["path"]).as_posix()
        place = {"reftarget": f"/{target}", "refdoc": self.env.docname}
        link = addnodes.download_reference("", "", nodes.literal("", resource["path"]), **place)
        size = max(1, round(resource["bytes"] / KILOBYTE))
        return nodes.paragraph("", "", link, nodes.Text(f", {size} kB"))


def _linked(text: str, source: dict[str, Any]) -> nodes.paragraph:
    address = source.get("path", "")
    if not address.startswith("http"):
        return nodes.paragraph("", text)
    link = nodes.reference("", address, refuri=address, internal=False)
    return nodes.paragraph("", f"{text} ", nodes.inline("", "", link))


def _columns(columns: list[dict[str, Any]]) -> nodes.table:
    heads = ("Column", "Type", "Unit", "Meaning")
    group = nodes.tgroup("", cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in (20, 12, 12, 56)]
    group += nodes.thead("", _row(*heads))
    rows = [
        _row(one["name"], one.get("type", ""), one.get("unit", ""), one.get("description", ""))
        for one in columns
    ]
    group += nodes.tbody("", *rows)
    return nodes.table("", group, classes=["data-columns"])


def _row(*texts: str) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in texts))


def _visit_folded(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator.builder):
        raise nodes.SkipNode
    summary = translator.encode(node["summary"])
    translator.body.append(f'<details class="data-columns"><summary>{summary}</summary>\n')


def _depart_folded(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and its node with Sphinx."""
    app.setup_extension("citiesfirst.sphinxext.figures")
    app.add_directive("data-catalogue", DataCatalogueDirective)
    app.add_node(folded, html=(_visit_folded, _depart_folded))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
