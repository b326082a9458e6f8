"""The style of the bibliography: author and year in the text, and in that order in the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.formatting.unsrt import date, pages
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import (
    Node,
    field,
    first_of,
    join,
    optional,
    optional_field,
    sentence,
    tag,
    words,
)

# What is not registered here, pybtex seeks among all installed packages at every single use.
IN_USE = {"pybtex.backends": ("docutils", "plaintext"), "pybtex.style.names": ("plain",)}

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx


def authors(entry: Entry) -> str:
    """Return 'Arun', 'Costalli and Moro' or 'Tabeau et al.' for an entry (else its key)."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    written = (" ".join(one.prelast_names + one.last_names) for one in people)
    names = [Text.from_latex(name).render_as("plaintext") for name in written]
    if not names:
        return entry.key
    if len(names) == 2:
        return f"{names[0]} and {names[1]}"
    return names[0] if len(names) == 1 else f"{names[0]} et al."


class AuthorYearLabels(BaseLabelStyle):
    """Labels like 'Arun 2006', with a letter where two would be the same."""

    def format_labels(self, sorted_entries: list[Entry]) -> Iterator[str]:
        """Yield one label for each entry, in the order given."""
        plain = [f"{authors(one)} {one.fields.get('year', 'n.d.')}" for one in sorted_entries]
        seen: Counter[str] = Counter()
        for label in plain:
            letter = chr(ord("a") + seen[label]) if plain.count(label) > 1 else ""
            seen[label] += 1
            yield label + letter


class BookStyle(UnsrtStyle):
    """Entries in the order of their authors, dated once, with what is known of volume and pages."""

    default_sorting_style = SortingStyle
    default_label_style = AuthorYearLabels

    def get_article_template(self, entry: Entry) -> Node:
        """Return the template of an article: volume and issue stand also where no pages do."""
        volume = join[field("volume"), optional["(", field("number"), ")"]]
        place = first_of[
            optional[join[volume, optional[":", pages]]], optional[words["pages", pages]]
        ]
        return toplevel[
            self.format_names("author"),
            self.format_title(entry, "title"),
            sentence[tag("em")[field("journal")], optional[place], date],
            sentence[optional_field("note")],
            self.format_web_refs(entry),
        ]

    def get_misc_template(self, entry: Entry) -> Node:
        """Return the template of a page or an article: the year only where it is not said yet."""
        published = entry.fields.get("howpublished", "")
        dated = entry.fields.get("year", "") in published
        when = [optional[field("howpublished")]] + ([] if dated else [optional[date]])
        return toplevel[
            optional[sentence[self.format_names("author")]],
            optional[self.format_title(entry, "title")],
            sentence[when],
            sentence[optional_field("note")],
            self.format_web_refs(entry),
        ]


def visit_citation(translator: Any, node: nodes.citation) -> None:
    """Open an entry as an item of a list: the role that docutils gives it is deprecated."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        translator.body.append('<div role="list" class="citation-list">\n')
    translator.body.append(
        translator.starttag(node, "div", classes=[node.tagname], role="listitem")
    )


def depart_citation(translator: Any, node: nodes.citation) -> None:
    """Close an entry, and after the last one the list."""
    type(translator).depart_citation(translator, node)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the style under the name ``book``."""
    register_plugin("pybtex.style.formatting", "book", BookStyle)
    for group, names in IN_USE.items():
        for name in names:
            register_plugin(group, name, find_plugin(group, name), force=True)
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
