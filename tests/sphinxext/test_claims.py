"""A book prints the card of each claim once, a table of all, and warns where the two disagree."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError
from sphinx.testing.util import SphinxTestApp

CONF = """\
project = "Bridges"
extensions = ["myst_nb", "citiesfirst.sphinxext.claims"]
bibtex_bibfiles = ["data/references.bib"]
bibtex_reference_style = "author_year"
nb_execution_mode = "off"
numfig = True
html_theme = "basic"
html_permalinks_icon = ""  # a sign that is not among the words of a card
exclude_patterns = ["_build"]


def fill(app, doctree):
    from docutils import nodes

    figures = app.env.__dict__.setdefault("chart_figures", {})
    for node in doctree.findall(nodes.figure):
        figures[node["names"][0]] = {"docname": app.env.docname}


def setup(app):
    app.connect("doctree-read", fill)
"""

CLAIMS = """\
- id: C1
  part: 1
  title: Bridges
  paraphrase: The bridge was mended *within a year*.
  cited: {text: A letter, reference: traveller1900, seen: part}
  tested_by: data
  chapter: bridges
  figures: [fig-bridge]
  tables: [bridges]
  references: [mason1901]
  verdicts:
    2007: {word: not testable, because: Nobody had looked.}
    now: {word: largely supported, because: "The book was found {cite:p}`mason1901`."}
  strength: moderate
  change_our_mind: A photograph of a later date.
  tests:
    - measure: months_of_mending
      reading: as worded
      holds_when: at most
      threshold: 12
      reason: A year has twelve months.
- id: C2
  part: 1
  title: Roads
  paraphrase: The roads were not.
  cited: none
  tested_by: documents
  chapter: bridges
  figures: []
  tables: []
  references: [mason1901]
  verdicts:
    2007: {word: partly, because: Some were.}
    now: {word: contradicted, because: All were.}
  strength: weak
  change_our_mind: A map of the broken roads.
"""

BIBLIOGRAPHY = """\
@misc{traveller1900, author = {Traveller, T.}, title = {A letter}, year = {1900}}
@book{mason1901, author = {Mason, M.}, title = {The bridge}, year = {1901}, publisher = {M}}
"""

INDEX = """\
# Mending

See {claim}`C1`, [](#claim-c2) and {ref}`claim-c2`.

```{toctree}
bridges
```

```{ledger}
```

```{bibliography}
```
"""

BRIDGES = """\
---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3}
language_info: {name: python, pygments_lexer: ipython3}
---
# Bridges and roads

```{claim} C1
```

```{claim} C2
```

```{figure} bridge.svg
:name: fig-bridge
The bridge.
```

```{code-cell} python
def built():
    return tables.load("bridges")
```
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


class Book:
    """A small book in a folder of its own, and the text of its pages once it is built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "data").mkdir()
        package = {"resources": [{"name": "bridges", "title": "Bridges and their builders"}]}
        self.write("conf.py", CONF)
        self.write("data/claims.yml", CLAIMS)
        self.write("data/references.bib", BIBLIOGRAPHY)
        self.write("data/datapackage.json", json.dumps(package))
        self.write("index.md", INDEX)
        self.write("bridges.md", BRIDGES)
        self.write("bridge.svg", SVG)

    def write(self, name: str, text: str) -> None:
        """Write a file, with a time that is later than that of any earlier build."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        later = time.time() + 5
        if (self.folder / "_build").exists():
            os.utime(path, (later, later))

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def build(self, builder: str = "html") -> list[str]:
        """Build the book and return its warnings, without colours."""
        app = SphinxTestApp(builder, srcdir=self.folder)
        try:
            app.build()
            warnings = re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue())
            self.output = Path(app.outdir)
        finally:
            app.cleanup()
        return [line for line in warnings.splitlines() if line]

    def page(self, name: str) -> str:
        """Return a page with the white space of its lines closed up."""
        return " ".join((self.output / name).read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    book = Book(tmp_path_factory.mktemp("book"))
    assert book.build() == []
    return book


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def card(page: str, label: str) -> str:
    start = page.index(f'<div aria-labelledby="{label}"')
    return page[start : page.index("</dl>", start)]


def plain(html: str) -> str:
    """Return the words of a piece of a page, terms apart from what they introduce."""
    return " ".join(re.sub(r"<[^>]+>", "", html.replace("</dt>", " ")).split())


def test_a_card_says_what_the_ledger_says(built):
    text = plain(card(built.page("bridges.html"), "claim-c1"))
    for words in (
        "Claim C1: Bridges The bridge was mended within a year.",
        "The passage’s source A letter [Traveller, 1900]. We could read only part of it.",
        "Verdict as of 2007 not testable Nobody had looked.",
        "Verdict now largely supported The book was found [Mason, 1901].",
        "Strength of the evidence Moderate: tested with data.",
        "Figures Fig. 1",
        "Data Bridges and their builders",
        "Literature Mason [1901]",
        "What would change our mind A photograph of a later date.",
    ):
        assert words in text


def test_a_card_links_to_itself(built):
    assert '<a class="headerlink" href="#claim-c1"' in card(built.page("bridges.html"), "claim-c1")


def test_a_card_without_source_figure_or_table_does_not_pretend(built):
    text = plain(card(built.page("bridges.html"), "claim-c2"))
    assert "The passage’s source None." in text
    assert "Figures" not in text
    assert "Data" not in text


def test_a_card_uses_the_markup_of_the_ledger_and_links_to_its_figure(built):
    html = card(built.page("bridges.html"), "claim-c1")
    assert "<em>within a year</em>" in html
    assert 'href="#fig-bridge"' in html


def test_a_card_is_a_named_group_and_no_heading(built):
    html = card(built.page("bridges.html"), "claim-c1")
    assert 'role="group"' in html
    assert 'id="claim-c1"' in html
    assert not re.search(r"<h\d", html)


def test_a_verdict_is_a_word_before_it_is_a_colour(built):
    html = card(built.page("bridges.html"), "claim-c1")
    assert '<span class="verdict verdict-largely-supported">largely supported</span>' in html


def test_the_table_lists_all_claims_with_both_verdicts_and_links(built):
    page = built.page("index.html")
    table = page[page.index("<table") : page.index("</table>")]
    assert 'class="claims-ledger' in table
    assert "<caption>" in table
    rows = [plain(row) for row in table.split("<tr")[1:]]
    assert "C1 The bridge was mended within a year. not testable largely supported" in rows[1]
    assert "C2 The roads were not. partly contradicted weak Bridges and roads" in rows[2]
    assert 'href="bridges.html#claim-c1"' in table
    assert table.count('href="bridges.html"') == 2


def test_the_header_cells_of_the_table_say_what_they_head(built):
    page = built.page("index.html")
    assert page.count('<th scope="col"') == 6
    assert page.count('<th scope="row"') == 2


def test_claims_are_linked_by_role_by_markdown_and_by_ref(built):
    page = built.page("index.html")
    assert re.search(r'<a [^>]*href="bridges.html#claim-c1"[^>]*><[^>]*>C1: Bridges<', page)
    assert page.count("Claim C2: Roads") == 2


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
def test_other_builders_show_the_same(book, builder):
    warnings = book.build(builder)
    assert [one for one in warnings if "epub" not in one.lower() and "mimetype" not in one] == []
    pages = {"singlehtml": "index.html", "text": "bridges.txt", "epub": "bridges.xhtml"}
    text = plain(book.page(pages.get(builder, "bridges.tex")))
    assert "Bridges" in text
    for words in ("largely supported", "Nobody had looked.", "A photograph of a later date."):
        assert words in text


def test_links_within_a_single_page_stay_on_it(book):
    book.build("singlehtml")
    page = book.page("index.html")
    assert page.count('href="index.html#claim-c1"') == 2
    assert page.count('id="claim-c1"') == 1


def test_a_change_of_the_ledger_reaches_pages_that_did_not_change(book):
    book.build()
    book.edit("data/claims.yml", "because: All were.", "because: All were mended.")
    assert book.build() == []
    assert "All were mended." in book.page("bridges.html")


# A change of the book, and the warning that it brings. N is the line of a document: myst-nb counts
# those of a notebook from the start of a cell, and is one line off.
FAULTS = {
    "a figure that is not there": (
        "data/claims.yml",
        "figures: []",
        "figures: [fig-road]",
        "claims.yml:29: claim C2, figures: expected the label of a figure in the book, "
        "found 'fig-road'",
    ),
    "a figure that no claim names": (
        "data/claims.yml",
        "figures: [fig-bridge]",
        "figures: []",
        "claims.yml: figures: expected a claim that names 'fig-bridge' (in bridges), found none",
    ),
    "a table that is not there": (
        "data/datapackage.json",
        '"name": "bridges"',
        '"name": "roads"',
        "claims.yml:9: claim C1, tables: expected a table of the data package, found 'bridges'",
    ),
    "a table that nothing loads": (
        "bridges.md",
        'load("bridges")',
        'load("roads")',
        "claims.yml:9: claim C1, tables: expected a table that a chapter or a definition loads, "
        "found 'bridges'",
    ),
    "a source that is not there": (
        "data/references.bib",
        "traveller1900",
        "traveller",
        "claims.yml:5: claim C1, cited: expected a key of the bibliography, found 'traveller1900'",
    ),
    "a chapter that is not there": (
        "data/claims.yml",
        "chapter: bridges",
        "chapter: roads",
        "claims.yml:7: claim C1, chapter: expected a document of the book, found 'roads'",
    ),
    "a card in another chapter": (
        "data/claims.yml",
        "chapter: bridges",
        "chapter: index",
        "claims.yml:7: claim C1, card: expected once, in index, found in bridges",
    ),
    "a card that is missing": (
        "bridges.md",
        "```{claim} C2\n```\n",
        "",
        "claims.yml:28: claim C2, card: expected once, in bridges, found none",
    ),
    "a card that is printed twice": (
        "index.md",
        "```{ledger}\n```\n",
        "```{ledger}\n```\n\n```{claim} C2\n```\n",
        "claims.yml:28: claim C2, card: expected once, in bridges, found in bridges and index",
    ),
    "a card of no claim": (
        "bridges.md",
        "```{claim} C2\n```\n",
        "```{claim} C2\n```\n\n```{claim} C7\n```\n",
        "bridges.md:N: WARNING: claim: expected an id of "
        "{folder}/data/claims.yml (C1, C2), found 'C7'",
    ),
    "a link to no claim": (
        "index.md",
        "{claim}`C1`",
        "{claim}`C7`",
        "index.md:N: WARNING: claim: expected an id of "
        "{folder}/data/claims.yml (C1, C2), found 'C7'",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_where_book_and_ledger_disagree_the_build_warns(book, name):
    file, old, new, message = FAULTS[name]
    book.edit(file, old, new)
    message = message.replace("{folder}", str(book.folder))
    warnings = [re.sub(r"md:\d+", "md:N", one) for one in book.build()]
    assert any(one.endswith(message) for one in warnings), warnings


def test_a_disagreement_is_told_again_when_nothing_has_changed(book):
    book.edit("data/claims.yml", "figures: []", "figures: [fig-road]")
    book.build()
    assert any("found 'fig-road'" in one for one in book.build())


def test_a_faulty_ledger_stops_the_build_with_its_message(book):
    book.edit("data/claims.yml", "word: partly", "word: perhaps")
    with pytest.raises(ExtensionError) as caught:
        book.build()
    assert str(caught.value).endswith(
        "claims.yml:33: claim C2, verdicts.2007.word: expected one of: supported, largely "
        "supported, partly, contested, contradicted, not testable, found 'perhaps'"
    )


def test_a_faulty_data_package_stops_the_build_with_its_name(book):
    book.write("data/datapackage.json", "{")
    with pytest.raises(ExtensionError, match=r"datapackage\.json: expected a data package"):
        book.build()


def test_a_verdict_may_glue_a_number_from_its_chapter(book):
    book.edit("conf.py", 'nb_execution_mode = "off"', 'nb_execution_mode = "force"')
    book.edit("data/claims.yml", "because: All were.", 'because: "All {glue:text}`roads` were."')
    book.write(
        "bridges.md",
        BRIDGES + "\n```{code-cell} ipython3\n"
        'from myst_nb import glue\nglue("roads", "seven", display=False)\n```\n',
    )
    assert [one for one in book.build() if "IPKernelApp" not in one] == []
    assert "contradicted All seven were." in plain(card(book.page("bridges.html"), "claim-c2"))


def test_a_verdict_that_the_definitions_do_not_allow_makes_the_build_warn(book):
    book.edit("conf.py", 'project = "Bridges"', 'claims_definitions = "citiesfirst.definitions"')
    book.edit("data/claims.yml", "measure: months_of_mending", "measure: siege_printed_years")
    # Printed lengths of the siege: 3.67, 3.58 and 3 years, all below twelve.
    assert book.build() == []
    book.edit("data/claims.yml", "word: largely supported", "word: contradicted")
    (warning,) = book.build()
    assert warning.endswith(
        "claim C1, verdicts.now.word: expected supported or largely supported, since the claim "
        "as worded holds under 3 of 3 definitions, found 'contradicted'. "
        "siege_printed_years (Radio Free Europe, 2012): 3.67, holds; "
        "siege_printed_years (Reuters, 2014): 3.58, holds; "
        "siege_printed_years (BBC News, 2006): 3.00, holds"
    )


def test_a_measure_that_the_book_does_not_have_makes_the_build_warn(book):
    book.edit("conf.py", 'project = "Bridges"', 'claims_definitions = "citiesfirst.definitions"')
    (warning,) = book.build()
    assert "claim C1, tests.measure: expected one of the book's measures, " in warning
    assert warning.endswith("found 'months_of_mending'")
