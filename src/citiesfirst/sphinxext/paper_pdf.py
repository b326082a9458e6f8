"""From one HTML page to one PDF: WeasyPrint, its fonts, its complaints, and the attachments."""

from __future__ import annotations

import contextlib
import io
import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock
from xml.etree import ElementTree

from sphinx.errors import ExtensionError
from sphinx.util import logging as sphinx_logging

from citiesfirst import fonts
from citiesfirst.sphinxext import paper_layout, paper_tags
from citiesfirst.sphinxext.archives import zipped

if TYPE_CHECKING:
    from datetime import datetime

    from weasyprint import Document

    from citiesfirst.sphinxext.paper_team import Team

NO_PANGO = (
    "The PDF needs the library Pango, which was not found: install it (Debian and Ubuntu: "
    "'apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0'; "
    "macOS: 'brew install pango')."
)
NO_FONTS = (
    "The PDF needs the font {0}, which was not found: install the Noto fonts "
    f"(Debian and Ubuntu: 'apt-get install {fonts.PACKAGE}'; macOS: 'brew install {fonts.CASKS}'; "
    "elsewhere: fonts.google.com/noto)."
)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"

logger = sphinx_logging.getLogger(__name__)


def check_tools() -> None:
    """Check that WeasyPrint loads and that it finds the fonts the style sheet names.

    Raises:
        ExtensionError: something is missing; the message says how to install it.
    """
    try:
        # WeasyPrint prints a page of advice before it fails.
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            import weasyprint
    except OSError as error:
        raise ExtensionError(NO_PANGO) from error
    except ModuleNotFoundError as error:
        raise ExtensionError("The PDF needs WeasyPrint: 'pip install weasyprint'.") from error
    lines = [
        f"""<p style='font-family: {", ".join(map(json.dumps, one.names))}'>{one.letter}"""
        for one in fonts.FAMILIES
    ]
    document = weasyprint.HTML(string="".join(lines)).render()
    document.write_pdf()
    used = {font.family for font in document.fonts.values()}
    for one in fonts.FAMILIES:
        if used.isdisjoint(one.names):
            raise ExtensionError(NO_FONTS.format(one.names[0]))


class _Complaints(logging.Handler):
    """Hands what WeasyPrint complains of to Sphinx, each complaint once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if text not in self.seen:
            self.seen.add(text)
            logger.warning("the printer says: %s", text, type="paper")


@contextlib.contextmanager
def complaints() -> Iterator[None]:
    """Turn WeasyPrint's complaints (a missing image, a link to nowhere) into Sphinx warnings."""
    handler, source = _Complaints(), logging.getLogger("weasyprint")
    before = source.propagate
    source.addHandler(handler)
    source.propagate = False
    try:
        yield
    finally:
        source.removeHandler(handler)
        source.propagate = before


def packed(root: Path, name: str, time: datetime) -> bytes:
    """Return a folder (or a file) below ``root`` as a ZIP archive: same content, same bytes.

    Raises:
        ExtensionError: there is no such folder or file.
    """
    source = root / name
    if not source.exists():
        raise ExtensionError(f"paper_attachments: {name!r} was not found in {root}")
    paths = source.rglob("*") if source.is_dir() else [source]
    files = {path.relative_to(source.parent): path for path in paths if path.is_file()}
    shown = {
        inside.as_posix(): path.read_bytes()
        for inside, path in files.items()
        if not any(part.startswith((".", "_")) for part in inside.parts)
    }
    return zipped(shown, time)


def write(
    html: str,
    folder: Path,
    target: Path,
    archives: Mapping[str, bytes],
    edition: Mapping[str, Any],
    team: Team,
) -> int:
    """Write the PDF and return its number of pages.

    Args:
        html: the book; its images lie below ``folder``.
        folder: where relative addresses start.
        target: the PDF to write; it appears only when it is whole.
        archives: name and content of the files to attach.
        edition: what :func:`paper_front.edition` returns.
        team: who lays the pages out.
    """
    from weasyprint import Attachment

    time = edition["time"]
    attachments = [
        Attachment(
            string=content,
            name=name,
            description=f"The data behind {edition['title']}",
            created=time,
            modified=time,
            relationship="Data",
        )
        for name, content in archives.items()
    ]
    part = target.with_suffix(".part.pdf")
    with complaints():
        document = paper_layout.laid_out(html, f"{folder}/", team)
        if edition["licences"]:
            _add_rights(document, edition)
        with paper_tags.tagging(), _known_pages():
            document.write_pdf(
                part,
                finisher=paper_tags.complete,
                pdf_variant="pdf/ua-1",
                attachments=attachments,
                pdf_identifier=True,
            )
    part.replace(target)
    return len(document.pages)


def _add_rights(document: Document, edition: Mapping[str, Any]) -> None:
    """Make the metadata say under which licence the book is."""
    for prefix, namespace in (("dc", DC), ("rdf", RDF), ("xmpRights", RIGHTS)):
        ElementTree.register_namespace(prefix, namespace)
    generate = document.metadata.generate_rdf_metadata

    def with_rights(*args: Any) -> bytes:
        rdf = ElementTree.fromstring(generate(*args))
        about = ElementTree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        rights = ElementTree.SubElement(about, f"{{{DC}}}rights")
        item = ElementTree.SubElement(
            ElementTree.SubElement(rights, f"{{{RDF}}}Alt"), f"{{{RDF}}}li"
        )
        item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
        item.text = "; ".join(f"{one['what']}: {one['name']}" for one in edition["licences"])
        statement = ElementTree.SubElement(about, f"{{{RIGHTS}}}WebStatement")
        statement.text = edition["licences"][0]["url"]
        return ElementTree.tostring(rdf, encoding="utf-8")

    document.metadata.generate_rdf_metadata = with_rights


@contextlib.contextmanager
def _known_pages() -> Iterator[None]:
    """Keep pydyf from listing all pages anew for every tag, a third of the time of a long book."""
    import pydyf

    usual = pydyf.PDF.page_references.fget
    known: dict[str, Any] = {}

    def references(pdf: Any) -> tuple[bytes, ...]:
        length = len(pdf.pages["Kids"])
        if known.get("length") != length:
            known.update(length=length, references=usual(pdf))
        return known["references"]

    with mock.patch.object(pydyf.PDF, "page_references", property(references)):
        yield
