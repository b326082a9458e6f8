"""Each claim of the passage has its evidence, its two verdicts and its place in the book."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from citiesfirst import ledger
from tests.chapters.reading import CHAPTERS, ROOT

CLAIMS = ledger.read().claims
CARD = re.compile(r"^```\{claim\} (\w+)\n```$", re.MULTILINE)
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in CHAPTERS}
JUDGING = {name: text for name, text in TEXTS.items() if CARD.search(text)}


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level."""
    level = heading.split(" ")[0]
    found = re.search(
        rf"^{re.escape(heading)}\n(.*?)(?=^{level} |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return found[1] if found else ""


def test_the_passage_holds_a_recommendation_and_twenty_two_claims():
    assert [claim.id for claim in CLAIMS if claim.part == 1] == ["F0", "C1", "C22"]
    assert sorted(claim.id for claim in CLAIMS) == sorted(["F0", *(f"C{n}" for n in range(1, 23))])


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_each_claim_has_evidence_and_two_reasoned_verdicts(claim):
    assert claim.figures or claim.tables or claim.references
    assert set(claim.verdicts) == {"2007", "now"}
    for verdict in claim.verdicts.values():
        assert verdict.word in ledger.VERDICTS
        assert len(verdict.because.split()) >= 15  # a reason, not a repetition of the word


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_tested_by_data_shows_a_figure_and_one_by_documents_cites_some(claim):
    if claim.tested_by == "data":
        assert claim.figures
        assert claim.tables
    if claim.tested_by == "documents":
        assert len(claim.references) >= 2


def test_each_card_stands_in_the_chapter_that_the_ledger_names_and_nowhere_else():
    shown = [
        (card, name.removesuffix(".md")) for name in TEXTS for card in CARD.findall(TEXTS[name])
    ]
    assert Counter(shown) == Counter((claim.id, claim.chapter) for claim in CLAIMS)


@pytest.mark.parametrize("name", JUDGING)
def test_a_chapter_opens_with_its_cards_and_then_puts_the_argument_at_its_strongest(name):
    opening, *sections = re.split(r"^## ", JUDGING[name], flags=re.MULTILINE)
    cards = CARD.findall(JUDGING[name])
    assert CARD.findall(opening) == cards
    assert any(one.startswith("The argument at its strongest\n") for one in sections[:2])


@pytest.mark.parametrize("name", JUDGING)
def test_a_chapter_ends_with_a_verdict_on_each_card_in_the_words_of_the_ledger(name):
    verdict = section(JUDGING[name], "## The verdict")
    for card in CARD.findall(JUDGING[name]):
        claim = next(one for one in CLAIMS if one.id == card)
        bold = re.search(rf"^\*\*{card}, .*?\*\*", verdict, re.MULTILINE | re.DOTALL)
        assert bold, f"no verdict on {card}"
        said = " ".join(bold[0].lower().split())
        assert all(claim.verdicts[date].word in said for date in claim.verdicts), said
    assert re.search(r"^- ", section(verdict, "### What would change our mind"), re.MULTILINE)


@pytest.mark.parametrize("name", JUDGING)
def test_a_chapter_says_what_it_cannot_show(name):
    assert section(JUDGING[name], "## What this chapter cannot show").count("\n- ") >= 2


@pytest.mark.parametrize("name", [name for name in JUDGING if "{code-cell}" in JUDGING[name]])
def test_a_chapter_with_data_ends_with_two_or_three_exercises(name):
    asked = section(JUDGING[name], "## Run it yourself")
    assert 2 <= len(re.findall(r'^check\("', asked, re.MULTILINE)) <= 3
