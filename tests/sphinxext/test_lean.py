"""Pages have no elements that no reader sees."""

from __future__ import annotations

import html
import re

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from sphinx.pygments_styles import SphinxStyle
from sphinx.testing.util import SphinxTestApp

from citiesfirst.sphinxext import lean

CODE = 'share = deaths.sum() / 3  # of "all"\n'
COLOURED = {"o", "mi", "c1"}  # operators, numbers, comments


def marks(written: str) -> set[str]:
    return set(re.findall(r'<span class="(\w+)">', written))


def text(written: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", written))


def test_code_is_marked_only_where_it_has_a_colour_of_its_own():
    usual = highlight(CODE, PythonLexer(), HtmlFormatter())
    few = highlight(CODE, PythonLexer(), lean._FewMarks(style=SphinxStyle))
    assert marks(usual) - COLOURED == {"n", "p", "w"} & marks(usual)
    assert marks(few) == COLOURED
    assert text(few) == text(usual)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with a table, as the extension lets Sphinx write it."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "conf.py").write_text(
        "extensions = ['citiesfirst.sphinxext.lean']\nhtml_theme = 'pydata_sphinx_theme'\n"
    )
    (folder / "index.rst").write_text(
        "Towns\n=====\n\n.. list-table::\n\n   * - `Arches <https://example.org>`_, *two*\n"
        "     - First.\n\n       Second.\n     - * An item\n"
    )
    app = SphinxTestApp(srcdir=folder)
    app.build()
    written = (folder / "_build/html/index.html").read_text(encoding="utf-8")
    app.cleanup()
    return written


def test_a_cell_of_one_paragraph_is_written_without_it(page: str):
    assert re.search(r"<td>(?!<p>).*Arches</a>, <em>two</em></td>", page)


def test_a_cell_of_several_paragraphs_or_of_a_list_keeps_them(page: str):
    assert re.search(r"<td><p>First\.</p>\s*<p>Second\.</p>\s*</td>", page)
    assert re.search(r"<td><ul[^>]*>\s*<li><p>An item</p></li>\s*</ul>\s*</td>", page)
