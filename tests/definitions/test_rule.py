"""The rule: verdicts follow the count of definitions, and a verdict against it is named."""

from __future__ import annotations

import shutil

import pytest

from citiesfirst import definitions, ledger, tables
from citiesfirst.definitions import Measure, Outcome
from citiesfirst.ledger import Test


def outcomes(reading: str, held: int, of: int) -> list[Outcome]:
    """Made-up outcomes of one test, so many of which hold."""
    test = Test("height", reading, "at least", (1.0,), "One is enough.")
    measure = Measure("height", "How high?", "Metres", str, {}, lambda: 0.0)
    return [Outcome(test, measure, (str(at),), float(at < held), at < held) for at in range(of)]


@pytest.mark.parametrize(
    ("held", "of", "words"),
    [
        (5, 5, {"supported", "largely supported"}),
        (3, 4, {"supported", "largely supported"}),
        (7, 10, {"largely supported", "partly", "contested"}),
        (6, 10, {"largely supported", "partly", "contested"}),
        (2, 4, {"partly", "contested"}),
        (3, 10, {"partly", "contested"}),
        (1, 4, {"contradicted"}),
        (0, 3, {"contradicted"}),
    ],
)
def test_the_share_of_definitions_that_hold_allows_some_words(held, of, words):
    assert set(definitions.allowed(outcomes("as worded", held, of))) == words


@pytest.mark.parametrize(
    ("held", "words"),
    [(0, {"contradicted"}), (2, {"contradicted"}), (3, {"contradicted", "partly"})],
)
def test_a_weaker_claim_that_mostly_holds_leaves_room_for_partly(held, words):
    found = outcomes("as worded", 0, 6) + outcomes("weaker", held, 4)
    assert set(definitions.allowed(found)) == words


def test_another_claim_counts_for_nothing():
    found = outcomes("as worded", 0, 6) + outcomes("other", 4, 4)
    assert definitions.allowed(found) == ("contradicted",)
    assert definitions.share_holding(found) == 0


def test_outcomes_without_a_test_as_worded_allow_no_verdict():
    with pytest.raises(ValueError, match="as worded"):
        definitions.allowed(outcomes("weaker", 1, 1))


def test_every_word_but_not_testable_is_open_to_some_claim():
    words = {
        word for held in range(5) for word in definitions.allowed(outcomes("as worded", held, 4))
    }
    assert words == set(ledger.VERDICTS) - {"not testable"}


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Return a function that reads one claim of a copy of the ledger, with another verdict."""
    monkeypatch.chdir(tmp_path)

    def change(claim_id: str, old: str, new: str) -> ledger.Ledger:
        path = tmp_path / "claims.yml"
        shutil.copy(tables.root() / "claims.yml", path)
        text = path.read_text(encoding="utf-8")
        start = text.index("    now:", text.index(f"- id: {claim_id}\n"))
        end = text.index("because", start)
        assert f"word: {old}\n" in text[start:end]
        now = text[start:end].replace(f"word: {old}", f"word: {new}")
        path.write_text(text[:start] + now + text[end:], encoding="utf-8")
        book = ledger.read(path)
        return ledger.Ledger(book.file, (book.get(claim_id),))

    return change


def test_no_verdict_of_the_book_contradicts_its_definitions():
    assert definitions.contradictions(ledger.read()) == []


def test_a_verdict_against_all_definitions_is_named_with_what_they_gave(changed):
    messages = definitions.contradictions(changed("C12", "contradicted", "supported"))
    assert len(messages) == 1
    line = changed("C12", "contradicted", "supported").get("C12").lines["verdicts"]
    assert messages[0] == (
        f"claims.yml:{line}: claim C12, verdicts.now.word: expected contradicted, since the claim "
        "as worded holds under 0 of 3 definitions, found 'supported'. "
        "steps_of_three (war in Croatia): 0, does not hold; "
        "steps_of_three (war in Bosnia): 0, does not hold; "
        "steps_of_three (war over Kosovo): 0, does not hold"
    )


@pytest.mark.parametrize(
    ("claim_id", "old", "new"),
    [
        ("C1", "contested", "supported"),
        ("C2", "supported", "contested"),
        ("C11", "contradicted", "contested"),
        ("C22", "partly", "largely supported"),
    ],
)
def test_a_verdict_on_the_wrong_side_is_named(changed, claim_id, old, new):
    (message,) = definitions.contradictions(changed(claim_id, old, new))
    assert f"claim {claim_id}, verdicts.now.word: expected " in message
    assert message.count(f"found '{new}'") == 1


def test_within_the_fence_the_editor_decides(changed):
    assert definitions.contradictions(changed("C1", "contested", "partly")) == []
    assert definitions.contradictions(changed("C11", "contradicted", "partly")) == []


def test_every_claim_tested_by_data_has_definitions_to_choose_from():
    claims = [one for one in ledger.read().claims if one.tested_by == "data"]
    assert len(claims) == 9
    for claim in claims:
        found = definitions.outcomes(claim)
        assert len(found) == len(
            {(one.test.measure, one.test.reading, one.labels) for one in found}
        )
        assert len(found) >= 6
