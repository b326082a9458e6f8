"""The ledger holds complete claims only, and says where it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citiesfirst import ledger
from citiesfirst.ledger import LedgerError

# Line numbers matter below: "- id" stands in line 1, "strength" in line 23.
CLAIM = """\
- id: C1
  part: 1
  title: Bridges
  paraphrase: >-
    The bridge was mended
    within a year.
  cited:
    text: A traveller's letter
    reference: traveller1900
    seen: part
  tested_by: data
  chapter: bridges
  figures: [fig-bridge]
  tables: [bridges]
  references: [mason1901]
  verdicts:
    2007:
      word: contested
      because: Two witnesses disagree.
    now:
      word: largely supported
      because: The mason's book was found.
  strength: moderate
  change_our_mind: A photograph of the broken bridge, dated later.
  tests:
    - measure: months_of_mending
      reading: as worded
      holds_when: at most
      threshold: 12
      reason: A year has twelve months.
"""
SECOND = CLAIM.replace("id: C1", "id: C2")


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Return a function that writes a ledger; paths in messages are relative to its folder."""
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes) -> Path:
        path = tmp_path / "claims.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def fault(path: Path) -> str:
    with pytest.raises(LedgerError) as caught:
        ledger.read(path)
    return str(caught.value)


def test_a_complete_claim_is_read_with_all_its_fields(write):
    claim = ledger.read(write(CLAIM)).claims[0]
    assert (claim.id, claim.part, claim.title) == ("C1", 1, "Bridges")
    assert claim.paraphrase == "The bridge was mended within a year."
    assert claim.cited == ledger.Cited("A traveller's letter", "traveller1900", "part")
    assert (claim.tested_by, claim.chapter, claim.strength) == ("data", "bridges", "moderate")
    assert (claim.figures, claim.tables) == (("fig-bridge",), ("bridges",))
    assert claim.references == ("mason1901",)
    assert list(claim.verdicts) == ["2007", "now"]
    assert claim.verdicts["now"].word == "largely supported"
    assert claim.verdicts["2007"].because == "Two witnesses disagree."
    assert claim.change_our_mind.startswith("A photograph")


def test_claims_keep_the_order_of_the_file_and_are_found_by_id(write):
    book = ledger.read(write(SECOND + CLAIM))
    assert [claim.id for claim in book.claims] == ["C2", "C1"]
    assert book.get("C1") is book.claims[1]
    assert book.get("C9") is None


def test_a_passage_may_cite_nothing(write):
    text = re.sub(r"  cited:\n(    .*\n){3}", "  cited: none\n", CLAIM)
    assert ledger.read(write(text)).claims[0].cited is None


# What is wrong: a piece of the claim, what replaces it, and the message.
FAULTS = {
    "an unknown field": (
        "  strength: moderate",
        "  strenght: moderate",
        r"^claims.yml:23: claim C1: expected a field out of id, .*, found 'strenght'$",
    ),
    "a missing field": (
        "  title: Bridges\n",
        "",
        r"^claims.yml:1: claim C1: expected the field 'title', found no such field$",
    ),
    "a field given twice": (
        "  title: Bridges\n",
        "  title: Bridges\n  title: Roads\n",
        r"^claims.yml:4: claim C1: expected the field 'title' once, found it twice$",
    ),
    "a wrong verdict word": (
        "word: contested",
        "word: disputed",
        r"^claims.yml:18: claim C1, verdicts.2007.word: expected one of: supported, largely "
        r"supported, partly, contested, contradicted, not testable, found 'disputed'$",
    ),
    "a verdict without a reason": (
        "      because: Two witnesses disagree.\n",
        "",
        r"^claims.yml:18: claim C1, verdicts.2007: expected the field 'because', found no such",
    ),
    "a missing date": (
        "    now:",
        "    2024:",
        r"^claims.yml:20: claim C1, verdicts: expected a field out of 2007, now, found '2024'$",
    ),
    "an empty text": (
        "Two witnesses disagree.",
        "",
        r"^claims.yml:19: claim C1, verdicts.2007.because: expected a text, found nothing$",
    ),
    "a text of blanks": (
        "Two witnesses disagree.",
        '"  "',
        r"^claims.yml:19: claim C1, verdicts.2007.because: expected a text, found nothing$",
    ),
    "a number for a text": (
        "title: Bridges",
        "title: 1900",
        r"^claims.yml:3: claim C1, title: expected a text, found '1900'$",
    ),
    "markup in a text": (
        "title: Bridges",
        "title: Bridges <script src=a.js>",
        r"^claims.yml:3: claim C1, title: expected a text without HTML, found 'Bridges <script",
    ),
    "a list for a text": (
        "title: Bridges",
        "title: [Bridges]",
        r"^claims.yml:3: claim C1, title: expected a text, found a list$",
    ),
    "a text for a list": (
        "[fig-bridge]",
        "fig-bridge",
        r"^claims.yml:13: claim C1, figures: expected a list such as \[a, b\], or \[\], "
        r"found 'fig-bridge'$",
    ),
    "a list with a list in it": (
        "[fig-bridge]",
        "[[fig-bridge]]",
        r"^claims.yml:13: claim C1, figures: expected a text, found a list$",
    ),
    "a name given twice": (
        "[fig-bridge]",
        "[fig-bridge, fig-bridge]",
        r"^claims.yml:13: claim C1, figures: expected each name once, found 'fig-bridge' twice$",
    ),
    "an odd id": (
        "id: C1",
        "id: claim-1",
        r"^claims.yml:1: claim claim-1, id: expected a letter and a number such as C2, "
        r"found 'claim-1'$",
    ),
    "an unknown part": (
        "part: 1",
        "part: 4",
        r"^claims.yml:2: claim C1, part: expected one of: 1, 2, 3, found '4'$",
    ),
    "an unknown strength": (
        "strength: moderate",
        "strength: huge",
        r"^claims.yml:23: claim C1, strength: expected one of: strong, moderate, weak, none, "
        r"found 'huge'$",
    ),
    "an unknown way to test": (
        "tested_by: data",
        "tested_by: yes",
        r"^claims.yml:11: claim C1, tested_by: expected one of: data, documents, nothing, "
        r"found 'yes'$",
    ),
    "an unknown share that was seen": (
        "seen: part",
        "seen: all",
        r"^claims.yml:10: claim C1, cited.seen: expected one of: whole, part, not, found 'all'$",
    ),
    "a cited source that is a bare text": (
        "  cited:\n    text: A traveller's letter\n    reference: traveller1900\n    seen: part\n",
        "  cited: a letter\n",
        r"^claims.yml:7: claim C1, cited: expected 'none', or text, reference and seen, "
        r"found 'a letter'$",
    ),
    "a claim tested by data without a table": (
        "[bridges]",
        "[]",
        r"^claims.yml:14: claim C1, tables: expected what tested_by: data rests on, found none$",
    ),
    "a claim that nothing tests, with a verdict": (
        "tested_by: data",
        "tested_by: nothing",
        r"^claims.yml:11: claim C1, tested_by: expected 'nothing' exactly where the verdict now "
        r"is 'not testable', found 'nothing' with 'largely supported'$",
    ),
    "a claim tested by data without a test": (
        "    - measure: months_of_mending\n      reading: as worded\n      holds_when: at most\n"
        "      threshold: 12\n      reason: A year has twelve months.\n",
        "    []\n",
        r"^claims.yml:26: claim C1, tests: expected a test 'as worded', since the claim is tested "
        r"by data, found none$",
    ),
    "no test that keeps to the words": (
        "reading: as worded",
        "reading: weaker",
        r"^claims.yml:26: claim C1, tests: expected a test 'as worded', since the claim is tested "
        r"by data, found none$",
    ),
    "a test of a claim that documents test": (
        "tested_by: data",
        "tested_by: documents",
        r"^claims.yml:26: claim C1, tests: expected no tests, since the claim is tested by "
        r"documents, found 1$",
    ),
    "a single test that is not in a list": (
        "    - measure: months_of_mending\n      reading: as worded\n",
        "      measure: months_of_mending\n      reading: as worded\n",
        r"^claims.yml:26: claim C1, tests: expected a list of tests, found fields$",
    ),
    "a test without a measure": (
        "    - measure: months_of_mending\n      reading",
        "    - reading",
        r"^claims.yml:26: claim C1, tests: expected the field 'measure', found no such field$",
    ),
    "a test with an unknown field": (
        "holds_when: at most",
        "when: at most",
        r"^claims.yml:28: claim C1, tests: expected a field out of measure, reading, holds_when, "
        r"threshold, reason, found 'when'$",
    ),
    "an unknown reading": (
        "reading: as worded",
        "reading: as meant",
        r"^claims.yml:27: claim C1, tests.reading: expected one of: as worded, weaker, other, "
        r"found 'as meant'$",
    ),
    "an unknown way to hold": (
        "holds_when: at most",
        "holds_when: below",
        r"^claims.yml:28: claim C1, tests.holds_when: expected one of: at least, at most, between, "
        r"found 'below'$",
    ),
    "a threshold in words": (
        "threshold: 12",
        "threshold: twelve",
        r"^claims.yml:29: claim C1, tests.threshold: expected a number, found 'twelve'$",
    ),
    "a threshold without an end": (
        "threshold: 12",
        "threshold: .inf",
        r"^claims.yml:29: claim C1, tests.threshold: expected a number, found '.inf'$",
    ),
    "two numbers where one is enough": (
        "threshold: 12",
        "threshold: [10, 12]",
        r"^claims.yml:29: claim C1, tests.threshold: expected a number, found a list$",
    ),
    "a test without a reason": (
        "      reason: A year has twelve months.\n",
        "",
        r"^claims.yml:26: claim C1, tests: expected the field 'reason', found no such field$",
    ),
    "a slip of YAML": (
        "title: Bridges",
        "title: Bridges: old and new",
        r"^claims.yml:3: expected YAML, found a slip: mapping values are not allowed here$",
    ),
    "a quotation mark left open": (
        "title: Bridges",
        'title: "Bridges',
        r"^claims.yml:\d+: expected YAML, found a slip while scanning a quoted scalar from line "
        r"3: found unexpected end of stream$",
    ),
    "a character that YAML forbids": (
        "title: Bridges",
        "title: Bri\x07dges",
        r"^claims.yml:3: expected YAML, found a character that it does not allow$",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_line_claim_field_expected_and_found(write, name):
    old, new, message = FAULTS[name]
    assert CLAIM.count(old) == 1
    assert re.search(message, fault(write(CLAIM.replace(old, new))))


def test_the_line_of_a_fault_in_a_later_claim_counts_from_the_top_of_the_file(write):
    wrong = SECOND.replace("part: 1", "part: 0")
    assert fault(write(CLAIM + wrong)).startswith("claims.yml:32: claim C2, part: expected one of")


def test_two_claims_cannot_share_an_id(write):
    message = fault(write(CLAIM + CLAIM))
    assert message == "claims.yml:31: claim C1, id: expected an id of its own, found that of line 1"


def test_a_claim_without_an_id_is_named_by_its_place(write):
    message = fault(write(CLAIM + SECOND.replace("- id: C2\n  part", "- part")))
    assert message == (
        "claims.yml:31: claim number 2: expected the field 'id', found no such field"
    )


def test_a_claim_needs_evidence(write):
    text = CLAIM.replace("tested_by: data", "tested_by: nothing")
    text = text.replace("largely supported", "not testable")
    for name in ("fig-bridge", "bridges", "mason1901"):
        text = text.replace(f"[{name}]", "[]")
    assert fault(write(text)) == (
        "claims.yml:1: claim C1, evidence: expected a figure, a table or a reference, "
        "found none of them"
    )


def test_a_claim_tested_by_documents_names_one(write):
    text = CLAIM.replace("tested_by: data", "tested_by: documents").replace("[mason1901]", "[]")
    assert fault(write(text)) == (
        "claims.yml:15: claim C1, references: expected what tested_by: documents rests on, "
        "found none"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "an empty file"), ("# later\n", "an empty file"), ("C1: x\n", "fields")],
)
def test_a_ledger_is_a_list_of_claims(write, text, found):
    assert fault(write(text)) == (
        f"claims.yml:1: the ledger: expected a list of claims, found {found}"
    )


def test_a_ledger_in_another_encoding_is_refused(write):
    text = CLAIM.replace("A traveller's", "Galić's").encode("cp1250")
    assert fault(write(text)) == "claims.yml:8: expected UTF-8, found byte 0xe6"


def test_a_ledger_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    message = fault(tmp_path / "claims.yml")
    assert message == "claims.yml: expected a file to read, found: No such file or directory"


BOOK = {
    "figures": {"fig-bridge": "bridges"},
    "tables": {"bridges"},
    "loaded": {"bridges"},
    "references": {"mason1901", "traveller1900"},
    "chapters": {"bridges", "index"},
}


def problems(path: Path, **changes: object) -> list[str]:
    return ledger.check_against(ledger.read(path), **{**BOOK, **changes})


def test_a_ledger_that_fits_its_book_has_no_problem(write):
    assert problems(write(CLAIM)) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"figures": {}},
            "claims.yml:13: claim C1, figures: expected the label of a figure in the book, "
            "found 'fig-bridge'",
        ),
        (
            {"tables": set()},
            "claims.yml:14: claim C1, tables: expected a table of the data package, "
            "found 'bridges'",
        ),
        (
            {"loaded": {"roads"}},
            "claims.yml:14: claim C1, tables: expected a table that a chapter or a definition "
            "loads, found 'bridges'",
        ),
        (
            {"references": {"traveller1900"}},
            "claims.yml:15: claim C1, references: expected a key of the bibliography, "
            "found 'mason1901'",
        ),
        (
            {"references": {"mason1901"}},
            "claims.yml:8: claim C1, cited: expected a key of the bibliography, "
            "found 'traveller1900'",
        ),
        (
            {"chapters": {"index"}},
            "claims.yml:12: claim C1, chapter: expected a document of the book, found 'bridges'",
        ),
        (
            {"figures": {"fig-bridge": "bridges", "fig-stray": "index"}},
            "claims.yml: figures: expected a claim that names 'fig-stray' (in index), found none",
        ),
    ],
)
def test_what_dangles_is_named(write, changes, message):
    assert problems(write(CLAIM), **changes) == [message]


def test_a_test_is_read_with_its_threshold_and_says_when_the_claim_holds(write):
    test = ledger.read(write(CLAIM)).claims[0].tests[0]
    assert (test.measure, test.reading, test.reason) == (
        "months_of_mending",
        "as worded",
        "A year has twelve months.",
    )
    assert [test.holds(months) for months in (0, 12, 12.1)] == [True, True, False]


@pytest.mark.parametrize(
    ("when", "held"),
    [
        ("holds_when: at least\n      threshold: 3", [False, True, True, True]),
        ("holds_when: at most\n      threshold: 3", [True, True, False, False]),
        ("holds_when: between\n      threshold: [3, 4.5]", [False, True, True, False]),
    ],
)
def test_the_ends_of_a_threshold_belong_to_it(write, when, held):
    text = CLAIM.replace("holds_when: at most\n      threshold: 12", when)
    test = ledger.read(write(text)).claims[0].tests[0]
    assert [test.holds(value) for value in (2.99, 3, 4.5, 4.6)] == held


@pytest.mark.parametrize("ends", ["[4, 3]", "[3]", "3", "[3, four]"])
def test_a_range_has_two_rising_ends(write, ends):
    text = CLAIM.replace("at most\n      threshold: 12", f"between\n      threshold: {ends}")
    message = fault(write(text))
    assert message.startswith(
        "claims.yml:29: claim C1, tests.threshold: expected two rising numbers such as [3, 4], "
    )


def test_a_measure_serves_one_test_of_a_reading(write):
    again = CLAIM[CLAIM.index("    - measure") :]
    message = fault(write(CLAIM + again))
    assert message == (
        "claims.yml:31: claim C1, tests.measure: expected each measure once a reading, "
        "found 'months_of_mending' twice"
    )
    assert (
        len(ledger.read(write(CLAIM + again.replace("as worded", "weaker"))).claims[0].tests) == 2
    )


def test_a_measure_that_the_book_does_not_have_is_named(write):
    assert problems(write(CLAIM), measures={"months_of_mending"}) == []
    assert problems(write(CLAIM), measures={"years_of_mending"}) == [
        "claims.yml:26: claim C1, tests.measure: expected one of the book's measures, "
        "years_of_mending, found 'months_of_mending'"
    ]


def test_the_ledger_of_the_book_can_be_read():
    claims = ledger.read().claims
    assert {"C2", "C3", "C4"} <= {claim.id for claim in claims}


def test_the_siege_is_judged_as_the_evidence_allows():
    words = {
        claim.id: [verdict.word for verdict in claim.verdicts.values()]
        for claim in ledger.read().claims
    }
    assert words["C2"] == ["supported", "supported"]
    assert words["C3"] == ["partly", "partly"]
    assert words["C4"] == ["largely supported", "largely supported"]
