"""The builder ``bookpdf``: the whole book as one PDF, printed by WeasyPrint.

Called as ``jupyter-book build . --builder custom --custom-builder bookpdf``. It reads the same
environment as the HTML builder, so neither reads or runs again what the other has.

Configuration: ``paper_filename``, ``paper_size`` (``a4``, ``letter`` or ``a5``; the environment
variable ``PAPER`` wins), ``paper_subtitle``, ``paper_description``, ``paper_keywords``,
``paper_opening`` (what the first page of the site is called on paper, where the book's name stands
on the title page already), ``paper_index`` (a file of terms, see :mod:`paper_index`),
``paper_licences`` (a list of ``what``, ``name``, ``url``), ``paper_package`` (the installed package
whose version is the book's), ``paper_attachments`` (folders that go into the PDF as archives) and
``paper_leave_out`` (documents that only a screen needs).
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from docutils import nodes
from docutils.io import StringOutput
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from citiesfirst.sphinxext import paper_front, paper_index, paper_pdf, paper_tree
from citiesfirst.sphinxext.paper_team import Team

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ASSETS = Path(__file__).parent / "assets"
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]+(?:[ \u200c]+[\u0600-\u06ff\u0750-\u077f]+)*")
FAMILIES = re.compile(r'(?<=font-family: ).*?(?=; [a-z-]+:|")')  # of a picture's letters
STYLED = re.compile(r'<[^>]* style="([^"]*)"[^>]*>')  # an element of a picture
FEW, LITTLE = 10, 800  # rows and letters of a table that stays in one piece
SHORT = 16  # letters in a table's cell that is not broken into lines

logger = logging.getLogger(__name__)


class PaperTranslator(HTML5Translator):
    """Writes the nodes of the book as HTML for pages, without what only a screen can use."""

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Remember which document the nodes come from; figure numbers are kept by document."""
        self.docnames.append(node["docname"])

    def visit_page_note(self, node: nodes.Element) -> None:
        """Open a note at the foot of the page."""
        self.body.append(self.starttag(node, "page-note", "", role="doc-footnote"))

    def depart_page_note(self, node: nodes.Element) -> None:
        """Close the note."""
        self.body.append("</page-note>")

    def visit_reference(self, node: nodes.Element) -> None:
        """Open a link; one to something further off shows its page (filled in by the printer)."""
        super().visit_reference(node)
        if "page-ref" in node["classes"]:
            target = node.get("refid") or node["refuri"][1:]
            self.body[-1] = self.body[-1].replace("<a", f'<a data-page="#{target}"', 1)

    def visit_title(self, node: nodes.Element) -> None:
        """Open a heading; that of a part says its number."""
        place = len(self.body)
        super().visit_title(node)
        if "part" in node.parent.get("classes", ()):
            number = f'<h1 data-number="{node.parent["number"]}"'
            self.body[place] = self.body[place].replace("<h1", number, 1)

    def visit_download_reference(self, node: nodes.Element) -> None:
        """Write the text alone: paper has nothing to download, and the data are attached."""

    depart_download_reference = visit_download_reference

    def visit_math(self, node: nodes.Element, math_env: str = "") -> None:
        """Warn: nothing here can set formulas yet."""
        logger.warning("a formula cannot be printed", location=node, type="paper")
        raise nodes.SkipNode

    visit_math_block = visit_math

    def visit_table(self, node: nodes.Element) -> None:
        """Open a table; one of few rows and little text is not broken between pages."""
        if len(list(node.findall(nodes.row))) <= FEW and len(node.astext()) <= LITTLE:
            node["classes"].append("few-rows")
        super().visit_table(node)

    def visit_entry(self, node: nodes.Element) -> None:
        """Open a cell of a table; a header in the first column heads its row."""
        if len(node.astext()) <= SHORT:
            node["classes"].append("short")
        super().visit_entry(node)
        if node.parent.parent.tagname == "tbody" and self.body[-1].startswith("<th"):
            self.body[-1] = self.body[-1].replace("<th", '<th scope="row"', 1)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (docutils names it so)
        """Write text; Arabic letters get their own element, or they would push the lines apart."""
        super().visit_Text(node)
        self.body[-1] = ARABIC.sub(
            r'<span class="arabic-script" dir="rtl">\g<0></span>', self.body[-1]
        )


class PaperBuilder(SingleFileHTMLBuilder):
    """Builds one PDF of the whole book."""

    name = "bookpdf"
    epilog = ""
    on_paper = True
    add_permalinks = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        # Sphinx numbers figures and headings in single-page output only under this name.
        self.name = "singlehtml"
        self.edition: dict[str, Any] = {}

    def init(self) -> None:
        """Check the tools before anything is read, so that a missing one costs no time."""
        super().init()
        paper_pdf.check_tools()
        time = paper_front.edition_time(Path(self.srcdir))
        size = paper_front.paper_size(self.config)
        self.edition = paper_front.edition(self.config, time) | {
            "time": time,
            "size": size,
            "paper": paper_front.SIZES[size],
        }

    def create_translator(self, *args: Any) -> Any:
        """Return our translator, whatever the theme of the screen has set."""
        self.app.registry.add_translator(self.name, PaperTranslator, override=True)
        return super().create_translator(*args)

    def write(self, *ignored: Any) -> None:
        """Write the book as one HTML page, the source of the PDF."""
        self.team = Team(len(self.env.all_docs))  # gets ready while this process is at work
        self.prepare_writing(set(self.env.all_docs))
        tree = paper_tree.assemble(self)
        paper_tree.make_printable(tree)
        used = paper_index.mark(tree, paper_index.terms(self, tree))
        self.imgpath = self.imagedir
        self.post_process_images(tree)
        self.secnumbers = self._numbers(self.env.toc_secnumbers, "/#")
        self.fignumbers = {
            f"{docname}/{kind}": {
                paper_tree.anchor(docname, node_id): number for node_id, number in numbers.items()
            }
            for docname, kinds in self.env.toc_fignumbers.items()
            for kind, numbers in kinds.items()
        }
        self.current_docname = self.config.root_doc
        tree.settings = self.docsettings
        self.docwriter.write(tree, StringOutput(encoding="utf-8"))
        self.docwriter.assemble_parts()
        template = jinja2.Environment(autoescape=True).from_string(
            (ASSETS / "paper.html").read_text(encoding="utf-8")
        )
        prefix = self.config.numfig_format["figure"]
        self.page = template.render(
            self.edition,
            css=(ASSETS / "paper.css").read_text(encoding="utf-8"),
            running_title=json.dumps(self.edition["title"], ensure_ascii=False),
            contents=paper_front.contents(tree),
            index=paper_index.lines(used),
            figures=paper_front.figures(tree, self.fignumbers, prefix),
            body=self.docwriter.parts["fragment"],
            attachments=[f"{name}.zip" for name in self.config.paper_attachments],
        )

    def _numbers(self, found: dict[str, dict[str, Any]], separator: str) -> dict[str, Any]:
        return {
            f"{docname}{separator}{paper_tree.anchor(docname, name.removeprefix('#'))}"
            if name
            else f"{docname}/": number
            for docname, numbers in found.items()
            for name, number in numbers.items()
        }

    def finish(self) -> None:
        """Print the page, unless the PDF of an equal page is already there."""
        self.copy_image_files()
        folder = Path(self.outdir)
        for picture in folder.glob("_figures/*.svg"):
            # WeasyPrint finds no font whose name stands behind a space in the list of fonts, and
            # reads attributes faster than styles.
            text = picture.read_text(encoding="utf-8")
            text = FAMILIES.sub(lambda found: found[0].replace(", ", ","), text)
            text = STYLED.sub(_with_attributes, text)
            picture.write_text(text, encoding="utf-8", newline="\n")
        (folder / "_static").mkdir(exist_ok=True)  # where myst-nb puts its style sheet in the end
        target = folder / self.config.paper_filename
        archives = {
            f"{name}.zip": paper_pdf.packed(Path(self.srcdir), name, self.edition["time"])
            for name in self.config.paper_attachments
        }
        (folder / "index.html").write_text(self.page, encoding="utf-8", newline="\n")
        stamp = folder / f".{target.stem}.digest"
        digest = self._digest(archives)
        if target.is_file() and stamp.is_file() and stamp.read_text() == digest:
            logger.info("The PDF is up to date: %s", target)
            self.team.dismiss()
            return
        target.unlink(missing_ok=True)
        pages = paper_pdf.write(self.page, folder, target, archives, self.edition, self.team)
        stamp.write_text(digest)
        logger.info("The PDF has %d pages: %s", pages, target)

    def _digest(self, archives: dict[str, bytes]) -> str:
        """Return a digest of all that decides how the PDF looks."""
        total = hashlib.sha256(f"{version('weasyprint')} {self.edition['created']}".encode())
        pictures = sorted(Path(self.outdir).glob("_[fi]*/*"))
        for content in (
            self.page.encode(),
            *archives.values(),
            *(path.read_bytes() for path in pictures),
        ):
            total.update(hashlib.sha256(content).digest())
        return total.hexdigest()


def _with_attributes(tag: re.Match[str]) -> str:
    """Return the tag of an element with attributes in place of its style, unless it has both."""
    pairs = [one.partition(":") for one in html.unescape(tag[1]).split(";") if one.strip()]
    said = {name.strip(): value.strip() for name, _, value in pairs}
    if any(f" {name}=" in tag[0] for name in said):
        return tag[0]
    attributes = [f' {name}="{html.escape(value)}"' for name, value in said.items()]
    return tag[0].replace(f' style="{tag[1]}"', "".join(attributes))


def _tidy(app: Sphinx, exception: Exception | None) -> None:
    """Leave the PDF alone in the folder; what it was made from goes into the hidden ``.page``."""
    if exception or not isinstance(app.builder, PaperBuilder):
        return
    folder = Path(app.outdir)
    page = folder / ".page"
    shutil.rmtree(page, ignore_errors=True)
    page.mkdir()
    for path in list(folder.iterdir()):
        if not path.name.startswith(".") and path.name != app.config.paper_filename:
            path.rename(page / path.name)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register builder and configuration with Sphinx."""
    app.add_builder(PaperBuilder)
    app.add_config_value("paper_filename", "book.pdf", "", [str])
    app.add_config_value("paper_size", "a4", "", [str])
    app.add_config_value("paper_subtitle", "", "", [str])
    app.add_config_value("paper_description", "", "", [str])
    app.add_config_value("paper_opening", "", "", [str])
    app.add_config_value("paper_index", "", "", [str])
    app.add_config_value("paper_keywords", [], "", [list])
    app.add_config_value("paper_licences", [], "", [list])
    app.add_config_value("paper_package", "", "", [str])
    app.add_config_value("paper_attachments", [], "", [list])
    app.add_config_value("paper_leave_out", [], "", [list])
    app.connect("build-finished", _tidy, priority=900)  # after those who still write files
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
