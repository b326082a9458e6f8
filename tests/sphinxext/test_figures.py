"""A cell that ends in a plotly figure becomes a numbered figure, or the build says what lacks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from citiesfirst.sphinxext import pictures

CONFIG = """
title: A little book
only_build_toc_files: true
execute: {execute_notebooks: cache, raise_on_error: true}
sphinx:
  config:
    extensions: [myst_nb, jupyter_book, sphinx_external_toc, sphinx_book_theme,
      citiesfirst.sphinxext.freshness, citiesfirst.sphinxext.figures, citiesfirst.sphinxext.lean,
      citiesfirst.sphinxext.head,
      citiesfirst.sphinxext.stylesheet]
    numfig_format: {figure: "Figure %s"}
    execution_depends: ["data/**/*"]
    html_context: {default_mode: auto}
"""

CHAPTER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3}
---
# Rain

It rained, as {numref}`fig-rain` shows.

```{code-cell} ipython3
import plotly.graph_objects as go
from myst_nb import glue
glue("most", "12,134", display=False)
print("this cell ran")
```

```{code-cell} ipython3
---
figure:
%s
---
hostile = [
    "<img src=x onerror='window.ran = 1'>", "<a href='javascript:window.ran = 1'>b</a>",
    "<script>window.ran = 1</script>",
]
fig = go.Figure(go.Scatter(
    x=[1, 2, 3], y=[1, 3, 2], line_color="#0b6e99", mode="lines+markers", marker_size=30,
    text=hostile, hovertemplate="%%{text}<extra></extra>",
))
fig.add_annotation(x=2, y=2, text=hostile[0])
rows = [[1, 1], [2, "<script>alert(1)</script>"], [3, "=1+1"], *([-4, text] for text in hostile)]
table = {"columns": ["Day", "Rain <mm>"], "rows": rows}
narrow = {"layout": {"height": 300, "xaxis_title": "Day of the month"}}
meta = {"table": table, "narrow": narrow}
fig.update_layout(title_text="Rain rose<br>fast", height=380, meta=meta)
fig
```
"""

FIGURE = {
    "name": "fig-rain",
    "alt": '"A line rises to {glue:text}`most`."',
    "caption": '"One *station* only."',
    "tables": "[rain]",
}


class Book:
    """A book of one chapter in a folder of its own."""

    def __init__(self, folder: Path, figure: dict[str, str] = FIGURE):
        self.folder = folder
        (folder / "data").mkdir()
        source = {"title": "A <b>station</b>", "path": "https://example.org/station"}
        package = {"name": "little", "resources": [{"name": "rain", "sources": [source]}]}
        (folder / "data/datapackage.json").write_text(json.dumps(package))
        (folder / "_toc.yml").write_text(
            "format: jb-book\nroot: index\nchapters: [{file: parts/rain}]\n"
        )
        (folder / "_config.yml").write_text(CONFIG)
        (folder / "index.md").write_text("# A little book\n\nOf rain.\n")
        (folder / "parts").mkdir()
        self.chapter = folder / "parts/rain.md"
        self.chapter.write_text(CHAPTER % "\n".join(f"  {k}: {v}" for k, v in figure.items()))

    def build(self, **environment: str) -> subprocess.CompletedProcess:
        """Run jupyter-book as a reader would, with warnings as errors."""
        command = [
            str(Path(sys.executable).with_name("jupyter-book")),
            "build",
            ".",
            "-W",
            "--keep-going",
        ]
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def page(self) -> str:
        return (self.folder / "_build/html/parts/rain.html").read_text()

    def file(self, name: str) -> str:
        return (self.folder / "_build/html/_figures" / name).read_text()


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    book = Book(tmp_path_factory.mktemp("little book"))
    result = book.build()
    assert result.returncode == 0, result.stdout + result.stderr
    return book


def test_the_title_of_the_figure_stands_in_its_caption_with_a_number(book):
    caption = re.search(r"<figcaption.*?</figcaption>", book.page, re.DOTALL).group()
    assert "Figure 1" in caption
    assert "Rain rose fast" in caption
    assert "Rain rose" not in book.file("fig-rain.light.svg")


def test_the_text_refers_to_the_figure_by_its_number(book):
    assert re.search(r'href="#fig-rain"><span class="std std-numref">Figure 1</span>', book.page)


def test_numbers_in_the_alternative_text_are_glued_from_the_data(book):
    assert book.page.count('alt="A line rises to 12,134."') == 2


def test_every_picture_reserves_its_space(book):
    images = re.findall(r"<(?:img|source)[^>]*_figures[^>]*>", book.page)
    assert len(images) == 4
    assert all(re.search(r'width="\d+" height="\d+"', image) for image in images)


def test_the_narrow_picture_follows_the_patch_of_the_figure(book):
    narrow = book.file("fig-rain.narrow-light.svg")
    assert 'width="360" height="300"' in narrow
    assert "Day of the month" in narrow
    assert "Day of the month" not in book.file("fig-rain.light.svg")


def test_the_source_line_comes_from_the_data_package(book):
    assert 'Source: <a class="reference external" href="https://example.org/station">' in book.page


def test_text_from_data_is_escaped_on_the_page(book):
    assert "<script>alert(1)" not in book.page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in book.page
    assert "A &lt;b&gt;station&lt;/b&gt;" in book.page


def test_text_from_data_does_nothing_in_the_table_the_chart_and_its_labels(book, browser):
    page = browser.new_page()
    page.goto((book.folder / "_build/html/parts/rain.html").as_uri())
    page.locator(".chart-data summary").click()
    page.locator(".chart-switch").focus()
    page.locator('.chart-switch[aria-pressed="true"]').wait_for()
    for mark in page.locator(".chart-live .points path").all():
        box = mark.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.locator(".chart-live .hoverlayer .hovertext").wait_for()
        assert page.locator(".chart-live .hoverlayer [href*='javascript']").count() == 0
    assert "onerror" in page.locator(".chart-table").inner_text()
    inside = page.locator("figure.chart :is(script, [onerror], a[href^='javascript'])")
    assert inside.count() == 0
    assert page.evaluate("window.ran") is None
    page.close()


def test_a_spreadsheet_reads_text_as_text_and_numbers_as_numbers(book):
    lines = book.file("fig-rain.csv").splitlines()
    assert "3,'=1+1" in lines
    assert lines[-1].startswith("-4,")


def test_the_data_shown_can_be_downloaded(book):
    assert book.file("fig-rain.csv").splitlines()[:2] == ["Day,Rain <mm>", "1,1"]
    assert 'href="../_figures/fig-rain.csv" download' in book.page


def test_the_page_loads_no_plotly_before_a_reader_asks(book):
    scripts = re.findall(r'<script[^>]*src="([^"]*)"', book.page)
    assert scripts
    assert not [script for script in scripts if "plotly" in script or "fig-rain" in script]
    assert (book.folder / "_build/html/_static/plotly.min.js").stat().st_size > 1_000_000


def test_the_page_loads_one_style_sheet_without_what_no_page_uses(book):
    assert re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]*)"', book.page) == [
        "../_static/book.css"
    ]
    sheet = (book.folder / "_build/html/_static/book.css").read_text()
    assert ".chart-frame" in sheet
    assert ".card-img-overlay" not in sheet
    assert "@import" not in sheet


def test_the_description_of_the_page_is_its_first_paragraph(book):
    assert '<meta name="description" content="It rained, as Figure 1 shows." />' in book.page


def test_a_second_build_runs_no_cell_and_starts_no_browser(book):
    before = {p: p.stat().st_mtime_ns for p in (book.folder / "_build").rglob(".pictures/*.svg")}
    result = book.build(BROWSER_PATH="/no/such/browser")
    assert result.returncode == 0, result.stdout
    assert "Executing notebook" not in result.stdout
    assert before == {
        p: p.stat().st_mtime_ns for p in (book.folder / "_build").rglob(".pictures/*.svg")
    }


def test_a_changed_table_runs_the_cells_again(book):
    path = book.folder / "data/datapackage.json"
    text = path.read_text()
    try:
        path.write_text(text.replace("station</b>", "gauge</b>"))
        result = book.build()
        assert result.returncode == 0, result.stdout
        assert "Executing notebook" in result.stdout
        assert "gauge" in book.page
    finally:
        path.write_text(text)


@pytest.mark.slow
def test_two_drawings_of_one_figure_are_the_same_bytes(book, tmp_path):
    traces = [{"type": "bar", "x": [1, 2], "y": [2, 1]}, {"type": "scatter", "x": [1], "y": [1]}]
    figure = {"data": traces, "layout": {"height": 200}}
    paths = [tmp_path / folder / "a.svg" for folder in ("one", "two")]
    for path in paths:
        pictures.draw({path: pictures.in_view(figure, pictures.PAPER[0], {})})
    one, two = (path.read_bytes() for path in paths)
    assert one == two


@pytest.mark.slow
def test_the_picture_for_the_dark_is_what_the_browser_would_draw_in_its_colours(tmp_path):
    """Marks, outlines, text, areas with their translucence, scales, tables of colours."""
    colours = {"#ffffff": "#14181e", "#1d2733": "#e6eaf0", "#0b6e99": "#5b9bd8"}
    ink = {"color": "#1d2733"}
    figure = {
        "data": [
            {"type": "bar", "x": [1, 2], "y": [2, 1], "marker": {"color": "#0b6e99"}},
            {
                "type": "scatter",
                "x": [1, 2],
                "y": [1, 3],
                "fill": "tozeroy",
                "line": ink,
                "opacity": 0.4,
                "marker": {"color": ["#0b6e99", "#ffffff"], "line": ink | {"width": 2}},
                "error_y": {"array": [1, 1], "color": "#0b6e99"},
                "text": ["a", "b"],
                "mode": "lines+markers+text",
            },
            {
                "type": "scatter",
                "x": [1, 2],
                "y": [4, 4],
                "mode": "markers",
                "marker": {
                    "color": [0, 1],
                    "colorscale": [[0, "#ffffff"], [0.5, "#0b6e99"], [1, "#1d2733"]],
                },
            },
        ],
        "layout": {
            "template": {},  # of the default one, plotly's or the book's, no colour is ours
            "yaxis": {"gridcolor": "#0b6e99", "zerolinecolor": "#0b6e99"},
            "height": 300,
            "font": ink,
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "shapes": [{"x0": 1, "x1": 2, "y0": 0, "y1": 1, "fillcolor": "#0b6e99"}],
            "annotations": [{"text": "<b>n</b>", "x": 1, "y": 1, "bgcolor": "#ffffff"}],
        },
    }
    (view, _) = pictures.SCREEN
    light, dark = tmp_path / "light/a.svg", tmp_path / "dark/a.svg"
    pictures.draw(
        {
            light: pictures.in_view(figure, view, {}),
            dark: pictures.in_view(figure, view, colours),
        }
    )
    picture = light.read_text(encoding="utf-8")
    derived = pictures.in_the_dark(picture, colours)
    assert derived == dark.read_text(encoding="utf-8")
    assert derived != picture


FAULTS = {
    'alt: ""': "this figure has no alt",
    'caption: ""': "this figure has no caption",
    "tables: []": "this figure has no source",
    "tables: [snow]": "there is no table 'snow' in datapackage.json",
    "name: rain": "expected a name like 'fig-deaths-by-month', found 'rain'",
    "captoin: x": "unknown field 'captoin'",
    "print: nowhere": "the print state 'nowhere' is unknown: this figure has no choices",
}


@pytest.mark.slow
def test_every_incomplete_figure_is_named_with_its_chapter_and_cell_in_one_build(tmp_path):
    book = Book(tmp_path)
    opening, cell = book.chapter.read_text().rsplit("```{code-cell}", 1)
    cells = []
    for number, fault in enumerate(FAULTS):
        field, value = fault.split(": ")
        metadata = {**FIGURE, "name": f"fig-{number}", field: value}
        block = "\n".join(f"  {k}: {v}" for k, v in metadata.items())
        cells.append(re.sub(r"figure:\n.*?\n---", f"figure:\n{block}\n---", cell, flags=re.DOTALL))
    opening = opening.replace("{numref}`fig-rain`", "nothing")
    book.chapter.write_text("```{code-cell}".join([opening, *cells]))

    result = book.build()

    assert result.returncode != 0
    said = re.findall(r"^parts/rain, cell .*$", result.stdout + result.stderr, re.MULTILINE)
    said = list(dict.fromkeys(said))
    assert len(said) == len(FAULTS)
    for number, (line, message) in enumerate(zip(said, FAULTS.values(), strict=True)):
        assert line.startswith(f"parts/rain, cell {number + 3} (line ")
        assert message in line


@pytest.mark.parametrize(
    ("browser", "message"),
    [("/no/such/browser", "'apt-get install chromium'"), ("/bin/true", "did not start")],
)
def test_a_missing_or_broken_browser_is_one_sentence(tmp_path, monkeypatch, browser, message):
    monkeypatch.setenv("BROWSER_PATH", browser)
    figure = {"data": [{"type": "bar"}], "layout": {"height": 200}}
    with pytest.raises(pictures.DrawingError, match=re.escape(message)) as problem:
        pictures.draw({tmp_path / "a.svg": pictures.in_view(figure, pictures.PAPER[0], {})})
    assert "\n" not in str(problem.value)
