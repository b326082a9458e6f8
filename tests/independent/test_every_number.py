"""Every statistic in the book's sentences is computed a second time, by another route.

The book computes with pandas and its own measures; the checks beside this module use SQL and plain
Python on the same tables. A check sits in the module of its chapter, under the key of its number.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.independent import printed_book
from tests.independent.checks import CHECKS, SHOWN
from tests.independent.findings import FINDINGS
from tests.independent.reading import agrees

HERE = Path(__file__).parent
FOREIGN = ("citiesfirst", "pandas", "numpy")


@pytest.fixture(autouse=True, scope="module")
def _present() -> None:
    """Spare the reader hundreds of failures where one says all: see `test_printed_book`."""
    try:
        for chapter in printed_book.chapters():
            printed_book.glued(chapter)
    except printed_book.NotBuiltError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("chapter", printed_book.chapters())
def test_every_statistic_of_a_chapter_has_an_independent_check(chapter):
    printed = set(printed_book.glued(chapter))
    missing = sorted(printed - set(CHECKS.get(chapter, {})))
    assert not missing, f"write checks for {missing} in tests/independent/checks"


@pytest.mark.parametrize("chapter", sorted(CHECKS))
def test_every_check_belongs_to_a_statistic_that_is_printed(chapter):
    assert sorted(set(CHECKS[chapter]) - set(printed_book.glued(chapter))) == []


@pytest.mark.parametrize(
    ("chapter", "key"), [(chapter, key) for chapter, keys in CHECKS.items() for key in keys]
)
def test_the_printed_statistic_is_the_recomputed_one(chapter, key):
    printed = printed_book.glued(chapter)[key]
    computed = CHECKS[chapter][key]()
    assert agrees(printed, computed), f"the book prints {printed!r}, the check finds {computed!r}"


@pytest.mark.parametrize("chapter", printed_book.chapters())
def test_the_tables_of_a_chapter_show_the_recomputed_rows(chapter):
    for printed, recomputed in zip(printed_book.tables(chapter), SHOWN[chapter], strict=True):
        if recomputed is ...:
            continue  # a table of words
        for row, computed in zip(printed[2:], recomputed(), strict=True):  # below the headings
            for cell, one in zip(row, computed, strict=True):
                assert one is ... or agrees(cell, one), f"{row} shows {cell!r}, found {one!r}"


def test_no_check_borrows_a_formula_from_the_book():
    for path in HERE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
        names = [alias.name for node in imports for alias in node.names]
        names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        borrowed = [name for name in names if name.split(".")[0] in FOREIGN]
        assert not borrowed, f"{path.name} imports {borrowed}"


@pytest.mark.parametrize("chapter", printed_book.chapters())
def test_every_figure_s_finding_is_checked(chapter):
    missing = sorted(set(printed_book.titles(chapter)) - set(FINDINGS))
    assert not missing, f"write what the titles of {missing} say in tests/independent/findings.py"


def test_every_finding_belongs_to_a_figure():
    figures = {name for chapter in printed_book.chapters() for name in printed_book.titles(chapter)}
    assert sorted(set(FINDINGS) - figures) == []


@pytest.mark.parametrize("name", FINDINGS)
def test_a_figure_s_title_says_what_the_numbers_say(name):
    chapter = next(c for c in printed_book.chapters() if name in printed_book.titles(c))
    title = printed_book.titles(chapter)[name]
    words, holds = FINDINGS[name]
    assert words in title, f"the title of {name} is {title!r}: look at its finding again"
    assert holds(), f"{title!r} does not hold"
