"""The language of the book: short sentences, British spelling, words that are explained."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.chapters.reading import CHAPTERS, ROOT, Passage, passages, words

AMERICAN = set(
    (Path(__file__).parent / "american_spellings.txt").read_text(encoding="utf-8").split()
)
NAMES = re.compile(r"Uppsala Conflict Data Program\b")
TITLES = re.compile(r"\b(?:LOGO South|Part III)\b")
GLOSSARY = ROOT / "chapters" / "4-the-verdict" / "glossary.md"
TERMS = re.findall(r"^([^\s`{#].*)\n  \S", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
# Abbreviations that are better known than the words they stand for.
COMMON = {"BBC", "BY", "CC", "DR", "DVD", "EU", "NATO", "NGO", "PDF", "UN", "UNESCO"}

BY_FILE: dict[str, list[Passage]] = defaultdict(list)
for _passage in passages():
    BY_FILE[_passage.file].append(_passage)
READ = ("prose", "alt", "caption", "ledger")


@pytest.mark.parametrize("file", BY_FILE)
def test_sentences_have_fewer_than_twenty_words_on_average(file):
    lengths = [
        words(sentence)
        for passage in BY_FILE[file]
        if passage.kind in READ
        for sentence in passage.sentences
    ]
    if len(lengths) >= 5:  # the ledger and the references are pages of one sentence
        assert sum(lengths) / len(lengths) < 20


@pytest.mark.parametrize("file", BY_FILE)
def test_no_sentence_has_more_than_thirty_five_words(file):
    long = [
        sentence
        for passage in BY_FILE[file]
        if passage.kind in READ
        for sentence in passage.sentences
        if words(sentence) > 35
    ]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("file", BY_FILE)
def test_spelling_is_british(file):
    text = NAMES.sub(" ", " ".join(passage.text for passage in BY_FILE[file])).lower()
    assert not AMERICAN.intersection(re.findall(r"[a-z]+", text))


def test_the_glossary_is_in_the_order_of_the_alphabet():
    assert len(TERMS) > 20
    assert sorted(TERMS, key=str.lower) == TERMS


@pytest.mark.parametrize("term", TERMS)
def test_every_term_of_the_glossary_is_used_in_a_chapter(term):
    used = re.compile(rf"\b{re.escape(term)}", re.IGNORECASE)
    assert any(
        used.search(passage.text)
        for file, found in BY_FILE.items()
        if not file.endswith("glossary.md")
        for passage in found
    )


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_abbreviation_is_spelt_out_in_its_chapter_or_in_the_glossary(path):
    text = " ".join(passage.text for passage in BY_FILE[str(path.relative_to(ROOT))])
    text = TITLES.sub(" ", text)
    used = set(re.findall(r"(?<![\w/-])[A-Z]{2,}s?(?![\w/-])", text))
    spelt_out = set(re.findall(r"\(([A-Z]{2,})\)", text))
    assert used <= spelt_out | COMMON | {term for term in TERMS if term.isupper()}
