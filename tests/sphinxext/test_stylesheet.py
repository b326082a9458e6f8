"""The book's one style sheet keeps what a page can use and nothing else."""

from __future__ import annotations

import pytest

from citiesfirst.sphinxext import stylesheet

PAGE = ['<p class="lead wide" id="start">', "<em>"]
SCRIPT = ['root.classList.add("is-open")']
WORDS = stylesheet.words_in_use(PAGE, SCRIPT)


@pytest.mark.parametrize(
    "selector",
    ["p", ".lead", "#start .wide > em", ".is-open", "a:not(.button)", ":is(.button,.lead) p", "*"],
)
def test_a_rule_that_can_match_is_kept(selector):
    assert (
        stylesheet.combined([f"{selector} {{ color: red }}"], WORDS) == f"{selector}{{color:red}}\n"
    )


@pytest.mark.parametrize(
    "selector", [".button", "p.button", "#end", ".lead .button", ".lead.is-shut"]
)
def test_a_rule_that_cannot_match_is_dropped(selector):
    assert stylesheet.combined([f"{selector} {{ color: red }}"], WORDS) == "\n"


def test_of_a_list_of_selectors_only_the_usable_are_kept():
    sheet = ".button, .lead:is(p, .button), #end { color: red }"
    assert stylesheet.combined([sheet], WORDS) == ".lead:is(p, .button){color:red}\n"


def test_rules_within_media_are_judged_one_by_one():
    sheet = "@media print { .button { color: red } .lead { margin: 0 auto } }"
    assert stylesheet.combined([sheet], WORDS) == "@media print{.lead{margin:0 auto}}\n"


def test_colours_and_variables_of_the_root_are_kept():
    sheet = ":root { --ink: #222222 } @font-face { font-family: X; src: url(x.woff2) }"
    assert "--ink:#222222" in stylesheet.combined([sheet], WORDS)
    assert "url(x.woff2)" in stylesheet.combined([sheet], WORDS)


def test_an_imported_sheet_stands_in_place_of_its_import(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "base.css").write_text("p { margin: 0 }")
    (tmp_path / "deep/top.css").write_text('@import "../base.css"; em { margin: 1px }')
    text = stylesheet.with_imports(tmp_path / "deep/top.css")
    assert stylesheet.combined([text], WORDS) == "p{margin:0}em{margin:1px}\n"
