"""What stands before the chapters: metadata, imprint, contents, list of figures."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError

from citiesfirst.sphinxext.paper_tree import with_docname

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

REPEATED = 2  # so often a title of a section stands in the contents
# The names of paper sizes, and what CSS calls them.
SIZES = {"a4": "A4", "letter": "letter", "a5": "A5"}


@dataclass(frozen=True)
class Entry:
    """A line of the contents: ``kind`` is ``part``, ``chapter`` or ``section``."""

    kind: str
    label: str
    title: str
    anchor: str


def paper_size(config: Config) -> str:
    """Return the name of the paper: from the environment (``PAPER``), else from the configuration.

    Raises:
        ExtensionError: the name is not one of ``a4``, ``letter`` and ``a5``.
    """
    name = os.environ.get("PAPER") or config.paper_size
    if name.lower() not in SIZES:
        raise ExtensionError(f"PAPER: expected one of {', '.join(SIZES)}, found {name!r}")
    return name.lower()


def edition_time(srcdir: Path) -> datetime:
    """Return the time of this edition: ``SOURCE_DATE_EPOCH``, else the last commit, else now.

    Raises:
        ExtensionError: ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        command = ["git", "log", "-1", "--format=%ct"]
        try:
            done = subprocess.run(command, cwd=srcdir, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return datetime.now(UTC).replace(microsecond=0)
        epoch = done.stdout.strip()
    if not epoch.isdigit():
        raise ExtensionError(f"SOURCE_DATE_EPOCH: expected a number of seconds, found {epoch!r}")
    return datetime.fromtimestamp(int(epoch), UTC)


def edition(config: Config, time: datetime) -> dict[str, Any]:
    """Return what title page, imprint and metadata say of this edition of the book.

    Raises:
        ExtensionError: the package whose version is the book's is not installed.
    """
    release = ""
    if config.paper_package:
        try:
            release = version(config.paper_package)
        except PackageNotFoundError as error:
            raise ExtensionError(
                f"paper_package: expected an installed package, found {config.paper_package!r}"
            ) from error
    title = config.html_title or config.project
    colon = "" if title.endswith(("?", "!")) else ":"
    return {
        "title": title,
        "subtitle": config.paper_subtitle,
        "full_title": f"{title}{colon} {config.paper_subtitle}" if config.paper_subtitle else title,
        "author": config.author,
        "description": config.paper_description or config.paper_subtitle,
        "keywords": config.paper_keywords,
        "licences": config.paper_licences,
        "version": release,
        "date": f"{time.day} {time:%B %Y}",
        "year": time.year,
        "created": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "language": config.language.replace("_", "-"),
        "address": address(config),
    }


def address(config: Config) -> str:
    """Return the address of the site without a closing slash, or nothing where it has none.

    Raises:
        ExtensionError: the setting is no address.
    """
    said = config.html_baseurl
    if said and not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", said):
        raise ExtensionError(
            f"html.baseurl: expected an address such as 'https://example.org/', found {said!r}"
        )
    return said.rstrip("/")


def contents(tree: nodes.document) -> list[Entry]:
    """Return the lines of the contents: parts, chapters and the sections right below a chapter.

    Sections that are set in columns, such as those of a catalogue, are left out, and so are those
    whose title one chapter after the other has.
    """
    found: list[Entry] = []
    for section in tree.findall(nodes.section):
        classes = section["classes"]
        if "part" in classes:
            found.append(_entry("part", f"Part {section['number']}", section))
        elif "chapter" in classes:
            found.append(_entry("chapter", "", section))
        elif "chapter" in section.parent.get("classes", ()):
            found.append(_entry("section", "", section))
    often = Counter(entry.title for entry in found if entry.kind == "section")
    return [one for one in found if one.kind != "section" or often[one.title] <= REPEATED]


def _entry(kind: str, label: str, section: nodes.section) -> Entry:
    title = section.next_node(nodes.title)
    return Entry(kind, label, title.astext() if title else "", section["ids"][0])


def figures(
    tree: nodes.document, numbers: dict[str, dict[str, tuple[int, ...]]], prefix: str
) -> list[Entry]:
    """Return the lines of the list of figures.

    Args:
        tree: the book.
        numbers: for each document's figures (``"docname/figure"``) the number of every id.
        prefix: how a figure is called (``"Figure %s"``).
    """
    found = []
    for node, docname in with_docname(tree, tree["docname"]):
        if not isinstance(node, nodes.figure) or not node["ids"]:
            continue
        number = numbers.get(f"{docname}/figure", {}).get(node["ids"][0])
        caption = node.next_node(nodes.caption)
        if number and caption:
            label = prefix % ".".join(map(str, number))
            found.append(Entry("figure", label, caption.astext(), node["ids"][0]))
    return found
