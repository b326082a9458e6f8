"""The book as one tree of nodes, made ready for pages.

Sphinx has a single-page builder, but it forgets the parts of the table of contents, lets ids of
two chapters collide, and keeps what only a screen can use. Here the parts come back, ids carry
the name of their document, notes move to their references, and code is left out. Sections whose
cells have the tag ``exercise`` or ``notebook`` are left out too, for they need a notebook; so is
what has the class ``screen-only``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.nodes import inline_all_toctrees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

NEEDS_A_NOTEBOOK = {"tag_exercise", "tag_notebook"}  # classes of cells
SCREEN_ONLY = "screen-only"
COLUMNS = "two-columns"  # sections in a row that have this class are set in two columns
PASTED = "pasted-text"  # what a sentence takes from a cell
RUN_IN = "run-in"  # a list of facts that becomes paragraphs, each behind its term
# What a reader looks up elsewhere in the book; a reference to one further off gets its page.
LOOKED_UP = (nodes.figure, nodes.table, nodes.rubric)
# In these an address would be in the way: the first have it in full, the others are too narrow.
NO_ADDRESS = (nodes.citation, nodes.figure, nodes.table, nodes.title, nodes.raw)
# More of an address, without a place where a line may end, than a column of the references holds.
UNBROKEN = re.compile(r"([^\s/-]|[/-](?=\d)){45}")

logger = logging.getLogger(__name__)


class page_note(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes in lower case)
    """A note that stands at the foot of the page of its reference."""


def assemble(builder: Builder) -> nodes.document:
    """Return the whole book as one document: the opening page, then the parts with their chapters.

    Every chapter is a ``start_of_file`` node with the attribute ``docname``; its first section has
    the class ``chapter``. A part is a section with the class ``part``.
    """
    env, root = builder.env, builder.config.root_doc
    tree = env.get_doctree(root)
    toctrees = list(tree.findall(addnodes.toctree))
    seen = [root]
    parts: list[nodes.Element] = []
    for toctree in toctrees:
        names = [str(name) for name in toctree["includefiles"]]
        left_out = builder.config.paper_leave_out
        chapters = [_chapter(builder, name, seen) for name in names if name not in left_out]
        if toctree.get("caption"):
            number = 1 + sum("part" in part["classes"] for part in parts)
            title = nodes.title("", toctree["caption"])
            part = nodes.section("", title, *chapters, classes=["part"], ids=[f"part-{number}"])
            part["number"] = number
            chapters = [part]
        parts += chapters
        wrapper = toctree.parent
        wrapper.remove(toctree)
        if not wrapper.children:
            wrapper.parent.remove(wrapper)
    opening = _start_of_file(root, tree.children, "opening")
    if builder.config.paper_opening:
        title = opening.next_node(nodes.title)
        title.children = [nodes.Text(builder.config.paper_opening)]
    tree.children = []
    tree += [opening, *parts]
    tree["docname"] = root
    env.resolve_references(tree, root, builder)
    _make_ids_unique(tree, root)
    return tree


def _chapter(builder: Builder, docname: str, seen: list[str]) -> addnodes.start_of_file:
    seen.append(docname)
    doctree = builder.env.get_doctree(docname)
    return _start_of_file(
        docname, inline_all_toctrees(builder, set(), docname, doctree, str, seen).children
    )


def _start_of_file(
    docname: str, children: list[nodes.Node], *classes: str
) -> addnodes.start_of_file:
    start = addnodes.start_of_file(docname=docname)
    start += children
    first = next(iter(start.findall(nodes.section)), None)
    if first is not None:
        first["classes"] += ["chapter", *classes]
    return start


def anchor(docname: str, node_id: str) -> str:
    """Return the id, unique in the book, of an element that has ``node_id`` in its document."""
    return f"{docname.replace('/', '-')}--{node_id}"


def split(address: str) -> tuple[str, str]:
    """Return document and id of an address in Sphinx's single page (``#document-name#id``)."""
    docname, _, node_id = address.removeprefix("#document-").partition("#")
    return docname, node_id


def with_docname(node: nodes.Node, docname: str) -> Iterator[tuple[nodes.Element, str]]:
    """Yield all elements below a node with the name of the document that each comes from."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            name = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield child, name
            yield from with_docname(child, name)


def _make_ids_unique(tree: nodes.document, root: str) -> None:
    """Give ids and the links to them the name of their document."""
    elements = list(with_docname(tree, root))
    firsts: dict[str, str] = {}
    for node, docname in elements:
        if "part" in node.get("classes", ()):
            continue
        node["ids"] = [anchor(docname, one) for one in node["ids"]]
        if "refid" in node:
            node["refid"] = anchor(docname, node["refid"])
        if isinstance(node, nodes.section) and node["ids"]:
            firsts.setdefault(docname, node["ids"][0])
    for node, _ in elements:
        if isinstance(node, nodes.reference) and node.get("refuri", "").startswith("#document-"):
            docname, node_id = split(node["refuri"])
            target = anchor(docname, node_id) if node_id else firsts.get(docname, "")
            node["refuri"] = f"#{target}"


def make_printable(tree: nodes.document) -> None:
    """Take out and move what pages need otherwise than a screen (see the module's text)."""
    _drop_screen_parts(tree)
    _drop_code(tree)
    _join_texts(tree)
    _run_in_facts(tree)
    _gather_columns(tree)
    _move_notes(tree)
    _add_addresses(tree)
    _let_long_addresses_break(tree)
    _mark_references(tree)


def _drop_screen_parts(tree: nodes.document) -> None:
    """Take out what only a screen or a notebook can use."""
    for cell in list(tree.findall(nodes.container)):
        marked = not NEEDS_A_NOTEBOOK.isdisjoint(cell["classes"])
        if marked and (section := _section(cell)) and section.parent:
            section["classes"].append(SCREEN_ONLY)
    for node in list(tree.findall(nodes.Element)):
        if SCREEN_ONLY in node.get("classes", ()) and node.parent:
            node.parent.remove(node)


def _run_in_facts(tree: nodes.document) -> None:
    """Make paragraphs of the lists of facts that ask for it: they take less room than a table."""
    for facts in list(tree.findall(nodes.definition_list)):
        if RUN_IN in facts["classes"]:
            paragraphs = []
            for term, definition in facts:
                texts = [nodes.strong("", term.astext())]
                for paragraph in definition:
                    texts += [nodes.Text(" "), *paragraph.children]
                paragraphs.append(nodes.paragraph("", "", *texts, classes=["fact"]))
            _put(facts, paragraphs)


def _gather_columns(tree: nodes.document) -> None:
    """Put the sections that are to be set in columns, where they follow each other, in one box."""
    for section in list(tree.findall(nodes.section)):
        if COLUMNS not in section["classes"]:
            continue
        place = section.parent.index(section)
        before = section.parent[place - 1] if place else None
        if isinstance(before, nodes.container) and COLUMNS in before["classes"]:
            section.parent.remove(section)
        else:
            before = nodes.container(classes=[COLUMNS])
            _put(section, [before])
        before += section
        section["classes"].remove(COLUMNS)


def _drop_code(tree: nodes.document) -> None:
    """Leave code out and let the results of its cell stand in the text, like a paragraph."""
    for folded in list(tree.findall(lambda node: node.tagname == "HideCodeCellNode")):
        _put(folded, folded.children)
    for cell in list(tree.findall(nodes.container)):
        if cell.get("nb_element") == "cell_code":
            outputs = [part for part in cell if part.get("nb_element") == "cell_code_output"]
            _put(cell, [result for output in outputs for result in output])


def _join_texts(tree: nodes.document) -> None:
    """Let computed numbers be part of their text: the printer takes its time for every piece."""
    for pasted in list(tree.findall(nodes.inline)):
        if PASTED in pasted["classes"]:
            _put(pasted, pasted.children)


def _put(node: nodes.Element, instead: list[nodes.Node]) -> None:
    position = node.parent.index(node)
    node.parent[position : position + 1] = instead


def _move_notes(tree: nodes.document) -> None:
    """Replace each reference to a footnote by the note itself; the printer puts it at the foot."""
    notes = {node_id: note for note in tree.findall(nodes.footnote) for node_id in note["ids"]}
    for reference in list(tree.findall(nodes.footnote_reference)):
        note = notes.get(reference.get("refid", ""))
        if note is None:
            continue
        if note.parent is None:
            text = f"a second reference to the note {note[0].astext()} cannot be printed"
            logger.warning(text, location=reference, type="paper")
            continue
        moved = page_note(ids=note["ids"])
        for child in note.children[1:]:
            if not isinstance(child, nodes.paragraph):
                text = "a note at the foot of a page can hold paragraphs only"
                logger.warning(text, location=reference, type="paper")
            moved += nodes.inline("", "", *child.children, classes=["paragraph"])
        note.parent.remove(note)
        reference.replace_self(moved)
    for line in list(tree.findall(nodes.transition)):
        if "footnotes" in line["classes"]:
            line.parent.remove(line)


def _add_addresses(tree: nodes.document) -> None:
    """Add to a link that leads out of the book a note with the address, where it is not legible."""
    for link in list(tree.findall(nodes.reference)):
        address = link.get("refuri", "")
        if not address.startswith("http") or _inside(link, NO_ADDRESS):
            continue
        shown, text = short_address(address), link.astext().strip()
        if shown in text or (text in address and ("/" in text or "." in text)):
            continue
        target = nodes.reference("", shown, refuri=address, internal=False)
        if _inside(link, (page_note,)):
            extra: list[nodes.Node] = [nodes.Text(" ("), target, nodes.Text(")")]
        else:
            extra = [page_note("", nodes.inline("", "", target, classes=["paragraph"]))]
        place = link.parent.index(link) + 1
        link.parent.children[place:place] = extra
        for node in extra:
            node.parent = link.parent


def _let_long_addresses_break(tree: nodes.document) -> None:
    """Mark the addresses in the references that may break anywhere, as no word of theirs may."""
    for citation in tree.findall(nodes.citation):
        for link in citation.findall(nodes.reference):
            if UNBROKEN.search(link.astext()):
                link["classes"].append("long-address")


def short_address(address: str) -> str:
    """Return an address as it is printed: without the protocol and a closing slash."""
    return address.partition("://")[2].rstrip("/")


def _inside(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False


def _section(node: nodes.Node) -> nodes.Node | None:
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    return node


def _mark_references(tree: nodes.document) -> None:
    """Mark references that are to show a page: to a figure, table or heading in another section."""
    targets: dict[str, nodes.Element] = {
        node_id: node for node in tree.findall(nodes.Element) for node_id in node.get("ids", ())
    }
    for link in tree.findall(nodes.reference):
        target: Any = targets.get(link.get("refid") or link.get("refuri", "")[1:])
        if target is None or link.get("refuri", "#")[:1] != "#":
            continue
        heading = isinstance(target, nodes.section)
        far = isinstance(target, LOOKED_UP) and _section(target) is not _section(link)
        if (heading or far) and not _inside(link, (nodes.table,)):
            link["classes"] += ["page-ref", *(["to-heading"] if heading else [])]
