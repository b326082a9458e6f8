"""The index of the printed book: names, places and terms, found in the prose by themselves.

The file named by ``paper_index`` lists them; to them come the words of the glossary. A word is
marked where a section uses it first, so the prose stays free of marks and the index short.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util import logging

from citiesfirst.sphinxext.paper_tree import COLUMNS

if TYPE_CHECKING:
    from sphinx.builders import Builder

# Where a word is not marked: it is looked up elsewhere, or is no prose.
PASSED_OVER = (
    *(nodes.citation, nodes.figure, nodes.table, nodes.title, nodes.literal, nodes.literal_block),
    *(nodes.raw, nodes.rubric, addnodes.glossary),
)

Line = tuple[str, str]  # text, and the ids it points to, with spaces

logger = logging.getLogger(__name__)


def terms(builder: Builder, tree: nodes.document) -> dict[str, list[str]]:
    """Return the headings of the index that are looked for, each with its spellings.

    Raises:
        ExtensionError: the file cannot be read, or is no mapping of headings to spellings.
    """
    glossary = (term.astext() for term in tree.findall(nodes.term) if term["ids"])
    found = {name: [name, f"{name}s"] for name in glossary}
    if not builder.config.paper_index:
        return found
    file = builder.config.paper_index
    try:
        said = yaml.safe_load(Path(builder.srcdir, file).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        detail = str(problem).splitlines()[0]
        raise ExtensionError(f"{file}: expected the terms of the index, found: {detail}") from None
    if not isinstance(said, dict):
        raise ExtensionError(f"{file}: expected headings, each with its spellings or nothing")
    for heading, spellings in said.items():
        if not isinstance(heading, str) or not isinstance(spellings, list | None):
            raise ExtensionError(f"{file}: {heading!r}: expected a list of spellings, or nothing")
        found[heading] = [str(one) for one in spellings or [heading]]
    return found


def mark(tree: nodes.document, wanted: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Give an id to every term where a section uses it first; return the ids of every heading.

    Those of a word of the glossary begin with the place where it is explained.
    """
    headings = {
        spelling.lower(): heading for heading, spellings in wanted.items() for spelling in spellings
    }
    spellings = sorted({one for all_of in wanted.values() for one in all_of}, key=len, reverse=True)
    explained = {term.astext(): term["ids"][:1] for term in tree.findall(nodes.term)}
    found: dict[str, list[str]] = {heading: [*explained.get(heading, ())] for heading in wanted}
    if not spellings:
        return found
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_either_case, spellings))})(?![\w-])")
    seen: set[tuple[int, str]] = set()
    for text in list(tree.findall(nodes.Text)):
        section = _prose_in(text)
        if section is None:
            continue
        pieces: list[nodes.Node] = []
        end = 0
        for match in pattern.finditer(text.astext()):
            heading = headings[match[0].lower()]
            if (id(section), heading) in seen:
                continue
            seen.add((id(section), heading))
            name = f"use-{sum(map(len, found.values())) + 1}"
            found[heading].append(name)
            pieces += [nodes.Text(text[end : match.start()])] if match.start() > end else []
            pieces.append(nodes.inline("", match[0], ids=[name]))
            end = match.end()
        if pieces:
            pieces += [nodes.Text(text[end:])] if end < len(text) else []
            place = text.parent.index(text)
            text.parent[place : place + 1] = pieces
    return found


def _either_case(spelling: str) -> str:
    first = spelling[0]
    start = f"[{first}{first.upper()}]" if first.islower() else re.escape(first)
    return start + re.escape(spelling[1:]).replace(r"\ ", r"\s+")


def _prose_in(node: nodes.Node) -> nodes.section | None:
    """Return the section of a text, or None where its words are not marked."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, PASSED_OVER):
            return None
        if isinstance(node, nodes.section):
            return None if COLUMNS in node.parent.get("classes", ()) else node
    return None


def lines(used: Mapping[str, list[str]]) -> list[Line]:
    """Return the lines of the index: every heading that some text has, in alphabetical order."""
    for heading, ids in used.items():
        if not ids:
            logger.warning("the index looks for %r, which no text has", heading, type="paper")
    return [(name, " ".join(used[name])) for name in sorted(used, key=_sorted_as) if used[name]]


def _sorted_as(name: str) -> str:
    """Return a heading as a reader would look it up: without accents, small."""
    letters = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(one for one in letters if not unicodedata.combining(one)).lower()
