"""A book on paper: page numbers are true, notes are on their page, charts are drawings."""

from __future__ import annotations

import base64
import html
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pytest
import segno
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

from citiesfirst import fonts
from citiesfirst.build import machine
from citiesfirst.charts import style
from citiesfirst.sphinxext import (
    paper,
    paper_floats,
    paper_front,
    paper_mends,
    paper_pdf,
    paper_piece,
    paper_tree,
)
from citiesfirst.sphinxext.paper import ASSETS
from citiesfirst.sphinxext.paper_floats import Block, Chapter
from tests.printed import HEADINGS, Printed

PAPER = {
    "paper_filename": "towns.pdf",
    "paper_subtitle": "Walls and what became of them",
    "paper_keywords": ["walls", "towns"],
    "paper_opening": "About these towns",
    "paper_index": "terms.yml",
    "paper_package": "citiesfirst",
    "paper_attachments": ["data"],
    "paper_licences": [{"what": "Text", "name": "CC BY 4.0", "url": "https://example.org/by"}],
}
CONFIG = {
    "title": "Towns Again?",
    "author": "The town clerks",
    "only_build_toc_files": True,
    "execute": {"execute_notebooks": "cache", "raise_on_error": True},
    "bibtex_bibfiles": ["data/towns.bib"],
    "sphinx": {
        "config": {
            "extensions": [
                *("myst_nb", "jupyter_book", "sphinx_external_toc"),
                *("sphinx_book_theme", "sphinxcontrib.bibtex"),
                *(
                    f"citiesfirst.sphinxext.{name}"
                    for name in ("freshness", "figures", "lean", "paper")
                ),
            ],
            "language": "en_GB",
            "html_baseurl": "https://towns.example.org",
            "numfig_format": {"figure": "Figure %s", "table": "Table %s"},
            "numfig_secnum_depth": 0,
            "execution_depends": ["data/**/*"],
            **PAPER,
        }
    },
}
TOC = """format: jb-book
root: index
parts:
  - caption: Before the walls
    chapters: [{file: siege}, {file: return}]
  - caption: After the walls
    chapters: [{file: books}]
"""
SENTENCES = (
    "The town was rebuilt twice within a decade, and the council argued about the order. ",
    "Municipal registers disagree with the estimates of international organisations. ",
    "In Ilidža, Vogošća and Hadžići boundaries changed; Kabul (کابل) grew; Toribío kept a list. ",
)
NOTEBOOK = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3}
---
"""
SETUP = """
```{code-cell} ipython3
:tags: [remove-output]
import plotly.graph_objects as go
def draw(title):
    fig = go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 3, 2]))
    table = {"columns": ["Year", "Dead"], "rows": [[1, 1], [2, 3], [3, 2]]}
    fig.update_layout(xaxis_title="■ Year", font_family='"Noto Sans", "Noto Sans Symbols2"')
    return fig.update_layout(title_text=title, height=400, meta={"table": table})
```
"""


def prose(sentences: int) -> str:
    """Return a paragraph of so many sentences."""
    return "".join(itertools.islice(itertools.cycle(SENTENCES), sentences)).strip() + "\n\n"


def figure(name: str, title: str) -> str:
    """Return the cell of a figure."""
    head = f"figure: {{name: {name}, alt: A line of {name}., caption: No limits., tables: [dead]}}"
    return f'```{{code-cell}} ipython3\n---\n{head}\n---\ndraw("{title}")\n```\n\n'


INDEX = "# Towns Again?\n\n" + prose(6) + "Look at {numref}`fig-return`, or at {doc}`siege`.\n"
SIEGE = (
    NOTEBOOK
    + "# Towns under siege\n\n"
    + prose(5)
    + SETUP
    + "Walls matter {cite:p}`roe2007`.[^first] See {numref}`fig-siege`. There is [a register]"
    + "(https://example.org/register).\n\n"
    + prose(8)
    + "## How many died\n\n"
    + prose(30)
    + "A note far down.[^second]\n\n"
    + prose(16)
    + figure("fig-siege", "Deaths fell when the road was opened")
    + "".join(prose(9) for _ in range(4))
    + "```{code-cell} ipython3\nshare = 100 * 1 / 4\nshare\n```\n\n"
    + "## Sources\n\n"
    + prose(3)
    + "[^first]: The first note of the siege.\n\n[^second]: The second note of the siege.\n"
)
ROWS = "".join(f"| Town {n} | {n} | {SENTENCES[n % 3]} |\n" for n in range(1, 46))
RETURN = (
    NOTEBOOK
    + "# Who came back\n\n"
    + prose(4)
    + SETUP
    + "A note of another chapter.[^only]\n\n"
    + figure("fig-return", "Returns peaked late")
    + "## A long table\n\n"
    + ":::{table} What the towns lost\n:name: tab-towns\n\n"
    + "| Town | Dead | Remark |\n|---|--:|---|\n"
    + ROWS
    + ":::\n\nA wall of stone, and of stone again, or sand.\n\n"
    + "Again {numref}`fig-siege` and {numref}`tab-towns`.\n\n"
    + ":::{admonition} In short\n:class: tip\nTowns come back.\n:::\n\n"
    + "[^only]: The only note of the return.\n"
)
BIBLIOGRAPHY = """@article{roe2007, author={Roe, Jane and Čičić, Đorđe}, title={Walls and towns},
journal={Journal of Walls}, volume={3}, pages={1--20}, year={2007}, doi={10.1000/xyz123}}
"""


class Book:
    """A little book of two parts in a folder of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "data").mkdir(parents=True)
        source = {"title": "Register of the towns", "path": "https://example.org/register"}
        package = {"name": "towns", "resources": [{"name": "dead", "sources": [source]}]}
        files = {
            "data/datapackage.json": json.dumps(package),
            "data/towns.bib": BIBLIOGRAPHY,
            "_config.yml": json.dumps(CONFIG),
            "_toc.yml": TOC,
            "index.md": INDEX,
            "siege.md": SIEGE,
            "return.md": RETURN,
            "terms.yml": "stone:\nsand:\n",
            "books.md": "# References\n\n```{bibliography}\n```\n",
        }
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.pdf = folder / "_build/bookpdf/towns.pdf"

    def build(self, *options: str, **environment: str) -> subprocess.CompletedProcess:
        """Run jupyter-book."""
        command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()"]
        command += ["build", ".", "-W", "--keep-going", "--path-output", ".", *options]
        known = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_COLOR": "1", **environment}
        return subprocess.run(command, cwd=self.folder, env=known, capture_output=True, text=True)

    def print(self, **environment: str) -> subprocess.CompletedProcess:
        """Make the PDF."""
        return self.build("--builder", "custom", "--custom-builder", "bookpdf", **environment)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the little book, printed."""
    book = Book(tmp_path_factory.mktemp("towns") / "book")
    done = book.print()
    assert done.returncode == 0, done.stderr
    return book


@pytest.fixture(scope="module")
def printed(book: Book) -> Printed:
    """Return the little book as it reads on paper."""
    return Printed(book.pdf)


def test_the_contents_name_parts_chapters_and_sections_with_their_true_pages(printed: Printed):
    contents = printed.shown_numbers("Contents")
    assert [name for name, _ in contents] == [
        *("About these towns", "Before the walls", "Towns under siege", "How many died"),
        *("Sources", "Who came back", "A long table", "After the walls", "References", "Index"),
    ]
    for name, page in contents:
        assert name in printed.texts[page - 1], f"{name} is not on page {page}"
    starts = dict(contents)
    for name in ("About these towns", "Who came back"):
        assert printed.texts[starts[name] - 1].startswith(name), f"{name} starts no page"
    for part, chapter in (
        ("Before the walls", "Towns under siege"),
        ("After the walls", "References"),
    ):
        assert re.match(rf"Part \d ?{part} {chapter}", printed.texts[starts[part] - 1])


def test_the_list_of_figures_names_each_figure_with_its_true_page(printed: Printed):
    figures = printed.shown_numbers("Figures")
    assert [name for name, _ in figures] == [
        *("Deaths fell when the road was opened", "Returns peaked late"),
    ]
    for number, (name, page) in enumerate(figures, start=1):
        assert f"Figure {number} {name}" in printed.texts[page - 1]


def test_a_reference_to_something_elsewhere_says_its_page(printed: Printed):
    (_, siege), (_, returns) = printed.shown_numbers("Figures")
    assert f"Look at Figure 2, page {returns}, or at Towns under siege (page" in printed.texts[4]
    assert any(f"Again Figure 1, page {siege} and Table 1." in text for text in printed.texts)


def test_each_note_stands_on_the_page_of_its_reference_and_chapters_count_their_own(
    printed: Printed,
):
    for place, number, note in (
        ("Walls matter", 1, "The first note of the siege."),
        ("There is a register", 2, "example.org/register"),
        ("A note far down.", 3, "The second note of the siege."),
        ("A note of another chapter.", 1, "The only note of the return."),
    ):
        assert f"{number}. {note}" in printed.texts[printed.page_of(place) - 1]
    assert sum("note of the siege" in text for text in printed.texts) == 2


def test_running_heads_name_the_book_on_the_left_and_the_chapter_on_the_right(printed: Printed):
    start = printed.page_of("How many died", after=4)
    heads = {}
    for number in (start + 1, start + 2):
        heads[number % 2] = {run.text for run in printed.pages[number - 1] if run.y > 780}
    assert "Towns Again?" in heads[0] and "Towns under siege" in heads[1]


def test_code_is_left_out_and_what_its_cell_shows_stands(printed: Printed):
    text = "".join(printed.texts).replace(" ", "")  # single spaces are not set as letters
    assert "25.0" in text
    assert "share=" not in text and "plotly" not in text and "draw(" not in text


def test_a_table_over_several_pages_repeats_its_head(printed: Printed):
    with_rows = [text for text in printed.texts if re.search(r"Town (\d+)\1(The|Muni|In)", text)]
    assert len(with_rows) > 1
    assert all("TownDeadRemark" in text for text in with_rows)


def test_all_letters_are_there_from_embedded_parts_of_open_fonts(printed: Printed):
    text = " ".join(printed.texts)
    for name in (
        "Ilidža",
        "Vogošća",
        "Hadžići",
        "Toribío",
        "Čičić",
        "Đorđe",
        "".join("کابل"[::-1]),
    ):
        assert name in text
    assert "\ufffd" not in text
    for name, font in printed.fonts.items():
        assert re.match(r"/[A-Z]{6}\+(Noto|DejaVu-Sans-Mono)", name), f"{name} is not a subset"
        (inner,) = font.DescendantFonts
        assert "/FontFile2" in inner.FontDescriptor, f"{name} is not embedded"


def test_signs_in_a_chart_come_from_the_second_font_of_its_list(printed: Printed):
    assert any("Noto-Sans-Symbols2" in name for name in printed.fonts)


def test_charts_are_drawings_and_not_images(printed: Printed):
    assert printed.streams("/Image") == []
    assert len(printed.tagged("/Figure")) == 2


def test_a_screen_reader_is_told_language_title_headings_figures_and_tables(printed: Printed):
    root = printed.pdf.Root
    assert root.Lang == "en-GB"
    assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
    with printed.pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Towns Again? Walls and what became of them"
        assert metadata["dc:rights"] == "Text: CC BY 4.0"
    levels = [int(str(one.S)[2]) for one in printed.tagged(*HEADINGS)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert [str(one.Alt) for one in printed.tagged("/Figure")] == [
        *("A line of fig-siege.", "A line of fig-return."),
    ]
    cells = printed.tagged("/TD")
    assert cells and all(len(cell.A.Headers) for cell in cells if len(cell.K))
    notes = [str(one.ID) for one in printed.tagged("/Note")]
    assert len(notes) == len(set(notes)) == 4


def test_all_that_is_painted_is_told_in_order_or_is_an_artifact(printed: Printed):
    assert printed.unmarked() == []
    assert printed.contents() == printed.told()
    heads = [run for page in printed.pages[8:] for run in page if run.text == "Towns Again?"]
    assert heads, "no running head was looked at"


def test_headers_say_what_they_head_and_identifiers_can_be_looked_up(printed: Printed):
    scopes = {str(one.A.Scope) for one in printed.tagged("/TH")}
    assert scopes == {"/Column"}
    ids = [str(one.ID) for one in printed.tags if "/ID" in one]
    names = printed.pdf.Root.StructTreeRoot.IDTree.Names
    listed = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
    assert sorted(ids) == list(listed) and len(ids) == len(set(ids))
    assert all(str(one.ID) == name for name, one in listed.items())
    wanted = {str(name) for cell in printed.tagged("/TD") for name in cell.A.get("/Headers", [])}
    assert wanted and wanted <= set(listed)


def test_a_screen_reader_follows_links_and_pages_in_the_order_of_the_tags(printed: Printed):
    assert all(page.Tabs == "/S" for page in printed.pdf.pages)
    links = [link for page in printed.pdf.pages for link in page.get("/Annots", [])]
    assert links and all(str(link.Contents) and "/StructParent" in link for link in links)
    held = [kid for one in printed.tags for kid in one.get("/K", []) if "/Obj" in dict_of(kid)]
    assert len(held) == len(links)


def dict_of(kid: object) -> object:
    """Return a dictionary of the file, or an empty one for a number."""
    return kid if isinstance(kid, pikepdf.Dictionary) else {}


def test_bookmarks_follow_the_headings(printed: Printed):
    assert printed.bookmarks == [
        (0, "Contents"),
        (0, "Figures"),
        (0, "About these towns"),
        (0, "Before the walls"),
        (1, "Towns under siege"),
        (2, "How many died"),
        (2, "Sources"),
        (1, "Who came back"),
        (2, "A long table"),
        (0, "After the walls"),
        (1, "References"),
        (0, "Index"),
    ]


def test_the_index_names_each_page_once(printed: Printed):
    page = printed.page_of("A wall of stone")
    index = printed.texts[-1].replace(" ", "")
    assert index.startswith(f"Indexsand,{page}stone,{page}{len(printed.texts)}")


def test_the_index_finds_its_terms_in_the_prose_once_a_section(tmp_path: Path):
    (tmp_path / "terms.yml").write_text("Zenica:\nČičić, Ana: [Čičić]\nDoboj:\ncanton:\n")
    text = "Page\n====\n\nZenica, Zenica and Doboj.\n\n" + "Words and words.\n\n" * 60
    text += "Below\n-----\n\nCanton Zenica of Čičić, in ``Doboj``. Zenicans are others.\n"
    printed, warnings = little(tmp_path, text, paper_index="terms.yml")
    assert warnings == ""
    first, last = printed.page_of("Doboj."), printed.page_of("Zenicans")
    index = printed.texts[-1].replace(" ", "")
    assert last > first
    names = f"canton,{last}Čičić,Ana,{last}Doboj,{first}Zenica,{first},{last}"
    assert index == f"Index{names}{len(printed.texts)}"


def test_a_term_that_no_text_has_and_a_list_that_is_none_are_named(tmp_path: Path):
    (tmp_path / "terms.yml").write_text("wall:\ntower:\n")
    page = "Page\n====\n\nA wall, walls and a Wall.\n"
    printed, warnings = little(tmp_path, page, paper_index="terms.yml")
    assert "WARNING: the index looks for 'tower', which no text has" in warnings
    assert "'wall'" not in warnings
    body = printed.page_of("walls")
    assert printed.texts[-1].replace(" ", "") == f"Indexwall,{body}{len(printed.texts)}"
    (tmp_path / "terms.yml").write_text("- wall\n")
    with pytest.raises(ExtensionError, match=r"terms.yml: expected headings, each with its"):
        little(tmp_path, page, paper_index="terms.yml")


def test_pages_in_a_row_are_a_range():
    pages = {"a": 3, "b": 4, "c": 5, "d": 8, "e": 9, "f": 4}
    listed = re.sub("<[^>]+>", "", paper_piece._listed([*"abcdef"], pages))
    assert listed == "3–5, 8, 9"


def test_under_a_figure_stand_its_address_and_a_code_that_says_the_same(book: Book):
    page = (book.pdf.parent / ".page/index.html").read_text(encoding="utf-8")
    address = "https://towns.example.org/siege.html#fig-siege"
    assert f'<a href="{address}">{address.removeprefix("https://")}</a>' in page
    code = segno.make(address, error="l", micro=False).svg_data_uri(border=0, omitsize=True)
    assert html.escape(code) in page


def test_a_book_without_an_address_has_no_codes(tmp_path: Path):
    raw = ".. raw:: html\n\n   <p>A figure.</p>\n"
    little(tmp_path, f"Page\n====\n\n{raw}")
    assert "chart-code" not in (tmp_path / "_out/.page/index.html").read_text().split("</style>")[1]


def test_an_address_that_is_none_is_refused(tmp_path: Path):
    with pytest.raises(ExtensionError, match=r"html.baseurl: expected an address .* found 'towns'"):
        little(tmp_path, "Page\n====\n", html_baseurl="towns")


def test_cyrillic_letters_and_those_of_the_region_come_from_the_book_s_fonts(tmp_path: Path):
    words = ("Сарајево", "čćđšž", "Toribío", "ñandú", "Jambaló")
    printed, _ = little(tmp_path, f"Page\n====\n\n{' '.join(words)} کابل\n")
    assert all(word in printed.texts[-1] for word in words)
    assert all(re.match(r"/[A-Z]{6}\+Noto-", name) for name in printed.fonts)
    assert any("Naskh-Arabic" in name for name in printed.fonts)


def test_a_formula_is_a_warning_for_it_would_be_left_out(tmp_path: Path):
    _, warnings = little(tmp_path, "Page\n====\n\n:math:`x^2` is left out.\n")
    assert "WARNING: a formula cannot be printed" in warnings


def test_the_imprint_says_licence_version_and_how_to_cite(printed: Printed):
    imprint = printed.texts[1]
    assert "Version 0.1.0 of 14 November 2023" in imprint
    assert "Text: CC BY 4.0" in imprint
    assert "The town clerks (2023). Towns Again? Walls and what became of them" in imprint
    assert "https://towns.example.org" in imprint
    assert str(printed.pdf.docinfo["/CreationDate"]).startswith("D:20231114221320")


def test_the_data_are_attached(book: Book, printed: Printed):
    with zipfile.ZipFile(io.BytesIO(printed.attachment("data.zip"))) as archive:
        package = (book.folder / "data/datapackage.json").read_bytes()
        assert archive.read("data/datapackage.json") == package


@pytest.mark.slow
def test_two_builds_in_two_places_are_equal_to_the_byte(book: Book, tmp_path: Path):
    other = Book(tmp_path / "elsewhere")
    for memory in (".executed", ".pictures"):  # what other tests of this book look after
        shutil.copytree(book.folder / "_build" / memory, other.folder / "_build" / memory)
    assert other.print().returncode == 0
    assert other.pdf.read_bytes() == book.pdf.read_bytes()


@pytest.mark.slow
def test_screen_and_paper_share_what_was_read_and_an_equal_book_is_not_printed_again(book: Book):
    before = book.pdf.stat().st_mtime_ns
    for build in (book.build, book.print, book.build):
        done = build()
        assert done.returncode == 0, done.stderr
        assert "Executed notebook" not in done.stdout
        assert re.search(r"(?<!\d)0 added, 0 changed, 0 removed", done.stdout)
    assert book.pdf.stat().st_mtime_ns == before
    page = (book.folder / "_build/html/return.html").read_text(encoding="utf-8")
    assert 'caption-number">Figure 2' in page
    assert sorted(path.name for path in book.pdf.parent.glob("[!.]*")) == ["towns.pdf"]


def test_without_pango_one_sentence_says_how_to_get_it(book: Book, tmp_path: Path):
    (tmp_path / "weasyprint.py").write_text(
        "print('WeasyPrint could not import some external libraries.')\n"
        "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
    )
    other = Book(tmp_path / "book")
    done = other.print(PYTHONPATH=str(tmp_path))
    assert done.returncode != 0
    assert "The PDF needs the library Pango, which was not found: install it" in done.stderr
    assert "external libraries" not in done.stdout + done.stderr
    assert not other.pdf.exists()
    assert "Executed notebook" not in done.stdout, "it could have said so before it ran the cells"


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch):
    nowhere = fonts.Family(("Noto Nowhere", "Noto No Where"), "a", "font-noto-nowhere")
    monkeypatch.setattr(fonts, "FAMILIES", (*fonts.FAMILIES, nowhere))
    with pytest.raises(ExtensionError, match=r"needs the font Noto Nowhere,.*fonts-noto-core"):
        paper_pdf.check_tools()
    assert machine.fonts_missing() == ["Noto Nowhere"]


def test_the_style_sheet_names_the_fonts_that_are_asked_for_and_no_others_for_prose():
    sheet = (ASSETS / "paper.css").read_text(encoding="utf-8")
    asked = {name for family in fonts.FAMILIES for name in family.names}
    assert set(re.findall(r'"(Noto [\w ]+)"', sheet)) - {"Noto Sans Mono"} == asked
    assert set(re.findall(r'"(Noto [\w ]+)"', style.FONT)) <= asked


def little(folder: Path, text: str, **config: object) -> tuple[Printed | None, str]:
    """Print a page without notebooks; return it and all warnings."""
    (folder / "index.rst").write_text(text, encoding="utf-8")
    warnings = io.StringIO()
    known = {
        "extensions": ["citiesfirst.sphinxext.paper"],
        "html_theme": "basic",
        "numfig": True,
        "project": "Page",
        "paper_filename": "page.pdf",
    }
    with docutils_namespace():
        app = Sphinx(
            srcdir=folder,
            confdir=None,
            outdir=folder / "_out",
            doctreedir=folder / "_trees",
            buildername="bookpdf",
            confoverrides=known | config,
            status=None,
            warning=warnings,
        )
        app.build()
    return Printed(folder / "_out/page.pdf"), warnings.getvalue()


def test_a_missing_picture_is_a_warning_and_so_fails_the_build(tmp_path: Path):
    raw = '.. raw:: html\n\n   <p><img src="nowhere.png" alt="nothing"></p>\n'
    _, warnings = little(tmp_path, f"Page\n====\n\n{raw}")
    assert "WARNING: the printer says: Failed to load image" in warnings
    assert "nowhere.png" in warnings


def test_a_link_to_nowhere_is_a_warning(tmp_path: Path):
    raw = '.. raw:: html\n\n   <p><a href="#nowhere">there</a></p>\n'
    _, warnings = little(tmp_path, f"Page\n====\n\n{raw}")
    assert "No anchor #nowhere" in warnings


@pytest.mark.parametrize(
    ("size", "points"), [("a4", (595, 842)), ("letter", (612, 792)), ("a5", (420, 595))]
)
def test_the_paper_can_be_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str, points: tuple[int, int]
):
    monkeypatch.setenv("PAPER", size)
    printed, warnings = little(tmp_path, "Page\n====\n\nA word.\n")
    assert warnings == ""
    assert [round(float(side)) for side in printed.pdf.pages[0].mediabox[2:]] == list(points)


def test_an_unknown_paper_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPER", "b5")
    with pytest.raises(ExtensionError, match=r"PAPER: expected one of a4, letter, a5, found 'b5'"):
        little(tmp_path, "Page\n====\n")


def test_an_unreadable_date_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ExtensionError, match="expected a number of seconds, found 'yesterday'"):
        paper_front.edition_time(tmp_path)


def test_a_folder_to_attach_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(ExtensionError, match="'nothing' was not found"):
        little(tmp_path, "Page\n====\n", paper_attachments=["nothing"])


@pytest.mark.parametrize("before", ["", "<em>174</em> "])
def test_a_word_that_fits_is_not_divided_whatever_the_width(before: str):
    """WeasyPrint 70 divides one where a run of text fits its line but for the space at its end."""
    text = f"{before}municipalities come to <em>twenty-one</em> and a half per thousand"
    widths = "".join(f'<p style="width: {150 + step / 2}px">{text}</p>' for step in range(120))
    html = f'<html lang="en-GB"><style>p {{ hyphens: auto; font: 14px Noto Serif }}</style>{widths}'
    document = paper_piece.layout(html, ".", {})
    boxes = itertools.chain(*(page._page_box.descendants() for page in document.pages))
    paragraphs = [box for box in boxes if type(box).__name__ == "BlockBox"]
    assert len(paragraphs) > 120
    left_empty = [
        paragraph.width - line.width
        for paragraph in paragraphs
        for line in paragraph.children
        if "".join(getattr(piece, "text", "") for piece in line.descendants()).endswith("‐")
    ]
    assert max(left_empty, default=0) < 60


def blocks(*heights: tuple[str, float]) -> Chapter:
    """Return a chapter of blocks on pages 100 high, laid out so that no figure is broken."""
    chapter = Chapter(page_height=100, note_frame=5)
    page, used = 0, 0.0
    for number, (tag, height) in enumerate(heights):
        attributes = {"id": f"fig-{number}"} if tag == "figure" else {}
        block = Block(Element(tag, attributes), height=height)
        if used + height > 100 and tag == "figure":
            page, used = page + 1, 0.0
        block.first_page = page
        page, used = page + int((used + height) // 100), (used + height) % 100
        block.last_page, block.room_below = page, 100 - used
        chapter.blocks[number] = block
    return chapter


def test_a_figure_that_does_not_fit_lets_as_much_text_pass_as_fills_its_page():
    chapter = blocks(("p", 50), ("figure", 60), ("p", 20), ("p", 40), ("p", 40))
    assert paper_floats._gone_through(chapter) == {"fig-1": 2}


def test_what_a_moved_figure_pushes_on_is_foreseen():
    """Behind the first figure, 70 of the second page are taken, so that the second is pushed on."""
    chapter = blocks(
        *(("p", 50), ("figure", 60), ("p", 60), ("figure", 40), ("p", 30), ("p", 30)),
    )
    assert paper_floats._gone_through(chapter) == {"fig-1": 1, "fig-3": 1}


def test_a_figure_that_fits_stays_where_it_is():
    assert paper_floats._gone_through(blocks(("p", 30), ("figure", 60), ("p", 80))) == {}


def test_a_figure_leaves_its_section_only_for_a_large_gap():
    small = blocks(("p", 85), ("figure", 60), ("h3", 5), ("p", 40))
    assert paper_floats._gone_through(small) == {}
    large = blocks(("p", 50), ("figure", 60), ("h3", 5), ("p", 40))
    assert paper_floats._gone_through(large) == {"fig-1": 2}


def test_a_figure_passes_one_heading_and_no_more():
    chapter = blocks(*(("p", 40), ("figure", 70), ("h3", 5), ("p", 10), ("h3", 5), ("p", 30)))
    assert paper_floats._gone_through(chapter) == {"fig-1": 2}


def test_a_figure_lets_lists_and_tables_pass_too():
    chapter = blocks(("p", 40), ("figure", 70), ("ul", 20), ("table", 20), ("p", 40))
    assert paper_floats._gone_through(chapter) == {"fig-1": 3}


def test_a_figure_waits_for_no_table_that_is_not_broken_and_does_not_fit():
    chapter = blocks(("p", 40), ("figure", 70), ("p", 20), ("table", 50), ("p", 40))
    chapter.blocks[3].element.set("class", "few-rows docutils")
    assert paper_floats._gone_through(chapter) == {"fig-1": 1}


def test_a_figure_moves_behind_lists_and_tables_as_wholes():
    figure = '<figure class="chart" id="fig-1"><p>notes</p></figure>'
    following = "<ul><li><p>one</p></li></ul>\n<table><tr><td><p>two</p></td></tr></table>"
    html = f"<section>{figure}{following}<p>three</p></section>"
    assert (
        paper_floats.moved(html, {"fig-1": 2})
        == f"<section>{following}\n{figure}<p>three</p></section>"
    )


def test_a_figure_moves_behind_paragraphs_and_headings_and_nothing_is_lost():
    figure = '<figure class="chart" id="fig-1"><p>notes</p></figure>'
    following = '\n<p>one</p>\n</section>\n<section id="s">\n<h3>Next</h3>\n<p>two</p>'
    html = f"<section><p>zero</p>\n{figure}{following}\n<p>three</p></section>"
    moved = paper_floats.moved(html, {"fig-1": 3})
    assert moved == f"<section><p>zero</p>\n{following}\n{figure}\n<p>three</p></section>"


def test_the_words_of_the_glossary_are_found_in_the_prose_and_where_they_are_explained(
    tmp_path: Path,
):
    words = {"GED": "Events.", "canton": "A unit.", "ring": "Used nowhere."}
    glossary = ".. glossary::\n\n" + "\n".join(f"   {w}\n     {m}\n" for w, m in words.items())
    text = f"Page\n====\n\nGED has cantons.\n\n{glossary}"
    printed, warnings = little(tmp_path, text)
    assert warnings == ""
    index = printed.texts[-1].replace(" ", "")
    page = printed.page_of("Events.")
    assert index == f"Indexcanton,{page}GED,{page}ring,{page}{len(printed.texts)}"


def test_titles_that_chapter_after_chapter_has_are_not_in_the_contents():
    def section(title: str, *children: nodes.Node, **attributes: object) -> nodes.section:
        return nodes.section("", nodes.title("", title), *children, ids=[title], **attributes)

    chapters = [
        section(f"Town {n}", section("The verdict"), section(f"Wall {n}"), classes=["chapter"])
        for n in range(3)
    ]
    tree = new_document("book")
    tree += chapters
    named = [entry.title for entry in paper_front.contents(tree)]
    assert named == ["Town 0", "Wall 0", "Town 1", "Wall 1", "Town 2", "Wall 2"]


def test_a_section_that_needs_a_notebook_and_the_marks_of_computed_numbers_are_not_printed():
    number = nodes.inline("", "7", classes=["pasted-text"])
    cell = nodes.container(nb_element="cell_code", classes=["cell", "tag_notebook"])
    tree = new_document("book")
    tree += nodes.section("", nodes.paragraph("", "", nodes.Text("Of "), number, nodes.Text(".")))
    tree += nodes.section("", nodes.title("", "Try it"), cell)
    paper_tree.make_printable(tree)
    assert tree.astext() == "Of 7."
    assert not list(tree.findall(nodes.inline))


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("https://example.org/a-road-with-many-words/and-many-parts/none-of-them-long", False),
        (f"https://example.org/{'a' * 44}/b", False),
        (f"https://example.org/{'a' * 45}", True),
        (f"https://example.org/{'2007/' * 9}", True),  # no line ends before a digit
    ],
)
def test_in_the_references_only_an_address_without_places_to_break_may_break_anywhere(
    address: str, marked: bool
):
    link = nodes.reference("", address, refuri=address)
    tree = new_document("book")
    tree += nodes.citation("", nodes.paragraph("", "", link))
    paper_tree.make_printable(tree)
    assert ("long-address" in link["classes"]) == marked


@pytest.mark.parametrize(("places", "pieces"), [("10", ["Vogošća"]), ("10 20", list("Vogošća"))])
def test_a_text_in_a_drawing_is_set_whole_unless_its_letters_have_places(tmp_path, places, pieces):
    letters = f'<text x="{places}" y="20" font-family="Noto Sans">Vogošća</text>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{letters}</svg>'
    picture = base64.b64encode(drawing.encode()).decode()
    sheet = f'<img alt="a town" src="data:image/svg+xml;base64,{picture}">'
    document = paper_piece.layout(sheet, ".", {})
    with paper_mends.whole_texts():
        document.write_pdf(tmp_path / "town.pdf")
    runs = Printed(tmp_path / "town.pdf").pages[0]
    assert [run.text for run in runs] == pieces


@pytest.mark.parametrize(
    ("drawn", "printed"),
    [
        (
            '<path d="M0,0" style="fill: none; opacity: 0.5;"/>',
            '<path d="M0,0" fill="none" opacity="0.5"/>',
        ),
        (
            '<text style="font-family: &quot;Noto Sans&quot;; white-space: pre;" x="1">a</text>',
            '<text font-family="&quot;Noto Sans&quot;" white-space="pre" x="1">a</text>',
        ),
        ('<g style="">', "<g>"),
        ('<path fill="red" style="fill: none;"/>', '<path fill="red" style="fill: none;"/>'),
    ],
)
def test_styles_of_a_picture_become_attributes_unless_these_say_something_else(drawn, printed):
    assert paper.STYLED.sub(paper._with_attributes, drawn) == printed
