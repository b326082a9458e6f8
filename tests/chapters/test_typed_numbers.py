"""No statistic is typed in prose: it is computed, or it stands beside its source."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.chapters.reading import CITED, GLUED, passages
from tests.chapters.typed_numbers import typed_statistics

ALLOWED = yaml.safe_load(
    (Path(__file__).parent / "allowed_numbers.yml").read_text(encoding="utf-8")
)
SENTENCES = [(one.file, sentence) for one in passages() for sentence in one.sentences]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Some 4,238 people died.", ["4,238"]),
        ("The share fell to 54 per cent.", ["54"]),
        ("Thirteen towns and two million people were hit.", ["Thirteen", "million"]),
        ("By 2013 it had lost 17% of its people.", ["17"]),
        ("It is 12.5 times as much.", ["12.5"]),
        (f"Of {GLUED} places 40 grew.", ["40"]),
    ],
)
def test_a_typed_statistic_is_seen(sentence, found):
    assert typed_statistics(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        f"Some 4,238 people died {CITED}.",
        f"It lost {GLUED} of 100 people, or {GLUED} million.",
        "On 22 or 23 August 2004, in the 1990s, and from 2003–05 to 1992–1996.",
        "Resolution 1244, Article 9 and sector 15 are names.",
        "Events within 20 kilometres count as the city, in places of 20,000 to 49,999.",
        "Two of the seven towns, twelve at most, per 100,000 residents.",
        "Bands are 95 per cent intervals.",
    ],
)
def test_dates_names_units_and_cited_figures_are_no_typed_statistics(sentence):
    assert typed_statistics(sentence) == []


def test_no_statistic_is_typed_in_the_prose_of_the_book():
    found = []
    for file, sentence in SENTENCES:
        left = sentence
        for entry in ALLOWED:
            if entry["file"] == file:
                left = left.replace(entry["words"], " ")
        found += [f"{file}: {number!r} in: {sentence}" for number in typed_statistics(left)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("entry", ALLOWED, ids=lambda entry: entry["words"])
def test_every_allowed_number_is_still_needed_and_has_a_reason(entry):
    assert entry["reason"]
    assert any(
        file == entry["file"] and entry["words"] in sentence and typed_statistics(sentence)
        for file, sentence in SENTENCES
    )
