"""What stands around a chapter on the screen: the line below its title, and files to take home."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import nbformat
import pytest
from docutils.core import publish_doctree

from citiesfirst.sphinxext import (
    archives,
    byline,
    downloads,
    head,
    hover_cards,
    notebooks,
    site_files,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EDITION = {"title": "Bridges", "full_title": "Bridges: a book", "version": "2", "date": "1 March"}
CHAPTER = """\
---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3}
---
# Rain

It rains.

```{code-cell} ipython3
from citiesfirst import tables
rain = tables.load("rain")
```
"""


def page(body: str):
    text = f"Title\n=====\n\n{body}\n"
    return publish_doctree(text, settings_overrides={"doctitle_xform": False})


def test_words_of_paragraphs_count_and_what_is_looked_up_does_not():
    listed = "* one two three\n\nterm\n  a definition of it\n\n=== ===\na b\n=== ==="
    assert byline.words(page(f"Four words of text.\n\n{listed}\n\nAnd two.")) == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (100, ""),
        (238, "1 minute to read"),
        (238 * 7 + 100, "7 minutes to read"),
        (238 * 7 + 130, "8 minutes to read"),
    ],
)
def test_reading_time_is_counted_in_whole_minutes(words, said):
    assert byline.reading_time(page("word " * words)) == said


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "rain.md"
    path.write_text(CHAPTER, encoding="utf-8")
    return path


def test_a_notebook_says_first_how_to_run_it_and_then_is_the_chapter(source):
    text = notebooks.as_notebook(source, "Rain", EDITION)
    first, prose, code = nbformat.reads(text, as_version=4).cells
    assert "“Rain”, a chapter of *Bridges: a book*, version 2 of 1 March" in first.source
    assert "pip install --requirement requirements.txt" in first.source
    assert prose.source == "# Rain\n\nIt rains."
    assert code.source.startswith("from citiesfirst import tables")
    assert code.outputs == []


def test_the_same_chapter_gives_the_same_notebook(source):
    texts = {notebooks.as_notebook(source, "Rain", EDITION) for _ in range(3)}
    assert len(texts) == 1


def test_only_a_document_with_cells_becomes_a_notebook(source, tmp_path):
    plain = tmp_path / "plain.md"
    plain.write_text("# Plain\n\nNo `code-cell` here.\n", encoding="utf-8")
    assert notebooks.has_cells(source)
    assert not notebooks.has_cells(plain)


def test_an_archive_of_the_same_files_has_the_same_bytes_in_any_order():
    one = archives.zipped({"b.txt": b"b", "a.txt": b"a"}, NOON)
    other = archives.zipped({"a.txt": b"a", "b.txt": b"b"}, NOON)
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["a.txt", "b.txt"]
        assert archive.read("b.txt") == b"b"


def test_a_chapters_data_are_the_tables_it_uses_described_and_what_its_figures_show(tmp_path):
    (tmp_path / "tables").mkdir()
    resources = []
    for name in ("rain", "snow", "hail"):
        (tmp_path / f"tables/{name}.csv").write_text(f"mm\n{len(name)}\n")
        resources.append({"name": name, "path": f"tables/{name}.csv", "licenses": [name]})
    package = tmp_path / "datapackage.json"
    package.write_text(json.dumps({"name": "weather", "resources": resources}))
    table = {"columns": ["Day", "mm"], "rows": [[1, 4], [2, 0]]}
    figures = {"fig-rain": {"tables": ["hail"], "figure": {"layout": {"meta": {"table": table}}}}}

    files = downloads.chapter_data(package, CHAPTER, figures)

    assert sorted(files) == [
        "datapackage.json",
        "figures/fig-rain.csv",
        "tables/hail.csv",
        "tables/rain.csv",
    ]
    described = json.loads(files["datapackage.json"])
    assert [one["name"] for one in described["resources"]] == ["rain", "hail"]
    assert described["name"] == "weather"
    shown = list(csv.reader(io.StringIO(files["figures/fig-rain.csv"].decode())))
    assert shown == [["Day", "mm"], ["1", "4"], ["2", "0"]]


def test_a_card_of_a_term_is_its_name_and_its_definition_as_text():
    from docutils import nodes

    name, body = nodes.term("", "rate", ids=["term-rate"]), nodes.paragraph()
    body += [nodes.Text("Deaths per "), nodes.emphasis("", "100,000"), nodes.Text("\npeople.")]
    item = nodes.definition_list_item("", name, nodes.definition("", body))
    tree = page("Text.")
    tree += nodes.definition_list("", item)
    assert dict(hover_cards.terms_of("words", tree)) == {
        "words#term-rate": ["rate", "Deaths per 100,000 people."]
    }


def test_the_cards_are_a_script_that_holds_nothing_but_data():
    hostile = {"a.html#x": ["", "</script><img onerror=alert(1)>"]}
    text = hover_cards.script(hostile)
    assert text.startswith("window.bookCards=")
    assert json.loads(text.removeprefix("window.bookCards=").removesuffix(";\n")) == hostile


def test_a_map_of_the_site_names_every_page_in_full():
    text = site_files.sitemap("https://example.org/b", ["a.html", "c/d&e.html"])
    assert "<loc>https://example.org/b/a.html</loc>" in text
    assert "<loc>https://example.org/b/c/d&amp;e.html</loc>" in text


def test_the_page_for_lost_readers_leads_home_and_loads_nothing():
    text = site_files.not_found("Bridges", "https://example.org/b", {"a.html": "A <b>"})
    assert '<a href="https://example.org/b/">Bridges</a>' in text
    assert '<a href="https://example.org/b/a.html">A &lt;b&gt;</a>' in text
    assert not any(sign in text for sign in ("src=", "stylesheet", "<script", "@import", "url("))


def test_without_an_address_the_page_for_lost_readers_invents_none():
    text = site_files.not_found("Bridges", "", {"a.html": "A"})
    assert '<a href="/">Bridges</a>' in text
    assert "http" not in text
    assert "a.html" not in text


def test_a_description_is_the_first_paragraph_cut_at_a_word():
    assert head.description(page("Short."), "none") == "Short."
    long = head.description(page("word " * 100), "none")
    assert len(long) <= 155
    assert long.endswith("word …")
