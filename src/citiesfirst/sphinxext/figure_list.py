"""Directive ``{figure-list}``: every figure of the book, by chapter, in the order of its number.

Only the screen shows it; the printed book has a list of figures with page numbers of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class figure_list(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes in lower case)
    """The place of the list, until all figures have their numbers."""


class FigureListDirective(SphinxDirective):
    """``{figure-list}``: the list of all figures."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        _places(self.env).add(self.env.docname)
        return [figure_list()]


def chapters(env: BuildEnvironment) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield every document with figures, in the order of the book, and of each figure its number
    (``Figure 3``), title and anchor.
    """
    numbered = []
    for record in getattr(env, "chart_figures", {}).values():
        numbers = env.toc_fignumbers.get(record["docname"], {}).get("figure", {})
        if number := numbers.get(record["anchor"]):
            numbered.append((number, record))
    numbered.sort(key=lambda one: one[0])
    prefix = env.config.numfig_format["figure"]
    for docname in dict.fromkeys(record["docname"] for _, record in numbered):
        yield (
            docname,
            [
                (prefix % ".".join(map(str, number)), record["title"], record["anchor"])
                for number, record in numbered
                if record["docname"] == docname
            ],
        )


def _listed(env: BuildEnvironment, builder: Builder, here: str) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for docname, figures in chapters(env):
        address = builder.get_relative_uri(here, docname)
        title = nodes.Text(env.titles[docname].astext())
        link = nodes.reference("", "", title, refuri=address, internal=True)
        found.append(nodes.paragraph("", "", link, classes=["figure-list-chapter"]))
        items = nodes.bullet_list(classes=["figure-list"])
        for number, heading, anchor in figures:
            to_figure = nodes.reference("", number, refuri=f"{address}#{anchor}", internal=True)
            line = nodes.paragraph("", "", to_figure, nodes.Text(f"  {heading}"))
            items += nodes.list_item("", line)
        found.append(items)
    return found


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in list(doctree.findall(figure_list)):
        place.replace_self([] if on_paper(app.builder) else _listed(app.env, app.builder, docname))


def _places(env: BuildEnvironment) -> set[str]:
    if not hasattr(env, "figure_lists"):
        env.figure_lists = set()
    return env.figure_lists


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _places(env).discard(docname)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: Any) -> None:
    _places(env).update(_places(other) & docnames)


def _again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents with a list: they are written anew, as any figure may have changed."""
    return sorted(_places(env))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directive, node and events with Sphinx."""
    app.add_node(figure_list)
    app.add_directive("figure-list", FigureListDirective)
    app.connect("doctree-resolved", _fill)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _again)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
