"""References are labelled by author and year, as readers of history know them."""

from __future__ import annotations

import pytest
from pybtex.database import parse_string

from citiesfirst.sphinxext import bibliography

BOOK = """
@book{a, author = {Costalli, Stefano and Moro, Francesco Niccolò}, year = 2012}
@book{b, author = {Toka{\\v{c}}a, Mirsad}, year = 2012}
@book{c, author = {Tabeau, Ewa and Bijak, Jakub and Lončarić, Neda}, year = 2003}
@book{d, author = {{BBC News}}, year = 2006}
@book{e, author = {{BBC News}}, year = 2006}
@book{f, editor = {van der Berg, Anna}}
"""


@pytest.fixture
def entries():
    return parse_string(BOOK, "bibtex").entries


def test_labels_name_author_and_year(entries):
    labels = list(bibliography.AuthorYearLabels().format_labels(list(entries.values())))
    assert labels == [
        "Costalli and Moro 2012",
        "Tokača 2012",
        "Tabeau et al. 2003",
        "BBC News 2006a",
        "BBC News 2006b",
        "van der Berg n.d.",
    ]


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ("howpublished = {BBC News, 28 February 2006}", "BBC News, 28 February 2006."),
        ("howpublished = {BBC News}", "BBC News, 2006."),
        ("howpublished = {BBC News}, note = {Not seen}", "BBC News, 2006. Not seen."),
    ],
)
def test_a_date_is_printed_once_and_capitals_are_kept(fields, printed):
    entry = (
        f"@misc{{a, author = {{Arun, Neil}}, title = {{{{Love in War}}}}, year = 2006, {fields}}}"
    )
    entries = parse_string(entry, "bibtex").entries.values()
    (formatted,) = bibliography.BookStyle().format_entries(list(entries))
    assert formatted.text.render_as("text") == f"Neil Arun. Love in War. {printed}"


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ("volume = 7, number = 1, pages = {19--23}", "Global Governance, 7(1):19–23, 2001."),
        ("volume = 7, number = 1", "Global Governance, 7(1), 2001."),
        ("volume = 7, pages = {19--23}", "Global Governance, 7:19–23, 2001."),
        ("volume = 7", "Global Governance, 7, 2001."),
        ("pages = {19--23}", "Global Governance, pages 19–23, 2001."),
        ("note = {Not seen}", "Global Governance, 2001. Not seen."),
    ],
)
def test_an_article_has_its_volume_and_issue_with_or_without_pages(fields, printed):
    entry = (
        "@article{a, author = {Axworthy, Lloyd}, title = {{Human Security}},"
        f" journal = {{Global Governance}}, year = 2001, {fields}}}"
    )
    entries = parse_string(entry, "bibtex").entries.values()
    (formatted,) = bibliography.BookStyle().format_entries(list(entries))
    assert formatted.text.render_as("text") == f"Lloyd Axworthy. Human Security. {printed}"
