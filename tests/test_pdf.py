"""The printed book, as it lies in _build/pdf after 'make book'."""

from __future__ import annotations

import base64
import html
import io
import itertools
import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
import yaml
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from citiesfirst.sphinxext import paper_pages, paper_piece
from tests.printed import HEADINGS, Printed

ROOT = Path(__file__).parents[1]
CHARTS = ROOT / "_build/stage/_build/bookpdf/.page/_figures"
LETTERS = re.compile(r"<text\b.*?</text>", re.DOTALL)
MOST_DIFFERENT = 0.0005  # of a chart's area
CLEARLY = 60  # of 255 levels of grey, in a square of two CSS pixels


@pytest.fixture(scope="module")
def printed() -> Printed:
    """Return the printed book."""
    path = ROOT / "_build/pdf/cities-first.pdf"
    assert path.is_file(), "the PDF is not built: run 'make book' first"
    return Printed(path)


def chapters() -> list[str]:
    """Return the text of every printed chapter; paper has a list of figures of its own."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    left_out = config["sphinx"]["config"]["paper_leave_out"]
    for_the_screen = ("figures", "how-this-book-is-made")
    assert left_out == [f"chapters/4-the-verdict/{name}" for name in for_the_screen]
    names = re.findall(r"file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    printed = [name for name in names if name not in left_out]
    return [(ROOT / f"{name}.md").read_text(encoding="utf-8") for name in printed]


def test_it_is_small_enough_to_send(printed: Printed):
    assert printed.path.stat().st_size < 6_000_000


def test_all_parts_and_chapters_stand_in_the_contents_with_their_true_page(printed: Printed):
    contents = printed.shown_numbers("Contents")
    for name, page in contents:
        shown = printed.texts[page - 1].replace(" ", "")
        assert name.replace(" ", "") in shown, f"{name} is not on page {page}"
    named = {name for name, _ in contents}
    captions = re.findall(r"caption: (.+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    titles = [re.search(r"^# (.+)$", text, re.MULTILINE)[1] for text in chapters()]
    assert {*captions, *titles} <= named


def test_every_figure_of_the_chapters_is_printed_numbered_and_listed(printed: Printed):
    names = re.findall(r"^  name: (fig-\S+)$", "\n".join(chapters()), re.MULTILINE)
    listed = printed.shown_numbers("Figures")
    assert len(listed) == len(names) == len(printed.tagged("/Figure"))
    for number, (title, page) in enumerate(listed, start=1):
        shown = printed.texts[page - 1].replace(" ", "")
        assert f"Figure {number} {title}".replace(" ", "") in shown


def test_pages_named_in_the_text_are_true(printed: Printed):
    figures = {n: page for n, (_, page) in enumerate(printed.shown_numbers("Figures"), start=1)}
    text = " ".join(printed.texts)
    for number, page in re.findall(r"Figure (\d+), page (\d+)", text):
        assert figures[int(number)] == int(page)


def test_fonts_are_embedded_parts_of_open_fonts_and_have_every_letter(printed: Printed):
    assert printed.fonts
    for name, font in printed.fonts.items():
        assert re.match(r"/[A-Z]{6}\+(Noto-|DejaVu-Sans-Mono)", name), f"{name} is not a subset"
        (inner,) = font.DescendantFonts
        assert "/FontFile2" in inner.FontDescriptor, f"{name} is not embedded"
    assert "\ufffd" not in "".join(printed.texts)


def test_no_chart_is_an_image(printed: Printed):
    assert printed.streams("/Image") == []


def test_no_half_word_stands_alone_in_its_line(printed: Printed):
    lines = [
        "".join(run.text for run in runs).strip()
        for page in printed.pages
        for _, runs in itertools.groupby(page, lambda run: round(run.y))
    ]
    assert [line for line in lines if re.fullmatch(r"\w+‐", line)] == []


def test_a_screen_reader_is_told_language_title_headings_and_descriptions(printed: Printed):
    root = printed.pdf.Root
    assert root.Lang == "en-GB"
    assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
    with printed.pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].startswith("Cities First? ")
        assert "CC BY 4.0" in metadata["dc:rights"]
    levels = [int(str(one.S)[2]) for one in printed.tagged(*HEADINGS)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(len(str(one.get("/Alt", ""))) > 40 for one in printed.tagged("/Figure"))
    assert all(len(cell.A.Headers) for cell in printed.tagged("/TD") if len(cell.K))


def test_every_heading_of_the_contents_is_a_bookmark(printed: Printed):
    bookmarks = {text for _, text in printed.bookmarks}
    assert {name for name, _ in printed.shown_numbers("Contents")} <= bookmarks


def test_the_data_package_is_attached_whole(printed: Printed):
    with zipfile.ZipFile(io.BytesIO(printed.attachment("data.zip"))) as archive:
        package = json.loads(archive.read("data/datapackage.json"))
        names = set(archive.namelist())
    assert {f"data/{one['path']}" for one in package["resources"]} <= names


def test_the_imprint_names_licences_and_version(printed: Printed):
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    imprint = printed.texts[1]
    for licence in config["sphinx"]["config"]["paper_licences"]:
        assert licence["name"] in imprint
    assert re.search(r"Version \d+\.\d+\.\d+ of \d+ \w+ \d{4}", imprint)


def difference(browser: Browser, svg: str, folder: Path) -> float:
    """Return the share of a drawing's area that the printer draws otherwise than the browser."""
    width, height = re.search(r'<svg[^>]* width="(\d+)" height="(\d+)"', svg).groups()
    picture = base64.b64encode(svg.encode()).decode()
    sheet = (
        f"<style>@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }} "
        f'img {{ display: block }}</style><img alt="chart" width="{width}" height="{height}" '
        f'src="data:image/svg+xml;base64,{picture}">'
    )
    size = {"width": int(width), "height": int(height)}
    page = browser.new_page(viewport=size, device_scale_factor=3)
    page.set_content(sheet)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("L")
    page.close()
    laid_out = paper_piece.layout(sheet, ".", {})
    pages = paper_pages.unpacked(paper_pages.packed(laid_out, 0))
    laid_out.copy(pages).write_pdf(folder / "chart.pdf", pdf_tags=True)
    with pypdfium2.PdfDocument(folder / "chart.pdf") as chart:
        printed = chart[0].render(scale=4).to_pil().convert("L").crop((0, 0, *drawn.size))
    small = (drawn.width // 6, drawn.height // 6)
    one, other = (picture.resize(small, Image.Resampling.BOX) for picture in (drawn, printed))
    levels = ImageChops.difference(one, other).histogram()
    return sum(levels[CLEARLY:]) / sum(levels)


@pytest.mark.slow
def test_the_marks_of_every_chart_are_printed_as_the_browser_draws_them(browser, tmp_path: Path):
    """Letters are left out: the browser moves some of them a little closer together."""
    charts = {path.name: path.read_text(encoding="utf-8") for path in CHARTS.glob("*.svg")}
    assert charts, "the PDF is not built: run 'make book' first"
    found = {
        name: difference(browser, LETTERS.sub("", chart), tmp_path)
        for name, chart in charts.items()
    }
    assert {name: share for name, share in found.items() if share > MOST_DIFFERENT} == {}


def test_a_small_mark_that_only_the_browser_draws_would_be_noticed(browser, tmp_path: Path):
    """The mark is HTML inside the drawing, which the printer cannot draw."""
    mark = '<div xmlns="http://www.w3.org/1999/xhtml" style="background: #005a96; height: 12px"/>'
    chart = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="330">'
        f'<foreignObject x="10" y="10" width="12" height="12">{mark}</foreignObject></svg>'
    )
    assert difference(browser, chart, tmp_path) > MOST_DIFFERENT


def test_the_words_of_every_chart_are_printed(printed: Printed):
    text = "".join([*printed.drawn_texts, *printed.texts]).replace(" ", "")
    for path in CHARTS.glob("*.svg"):
        for label in LETTERS.findall(path.read_text(encoding="utf-8")):
            for words in re.findall(r">([^<>]+)<", label):
                assert html.unescape(words).replace(" ", "").replace("\xa0", "") in text
