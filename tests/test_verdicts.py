"""No verdict changes by a slip: each one stands in the ledger and, a second time, in the record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citiesfirst import chapters, ledger
from tests import on_record

CLAIMS = Path(__file__).resolve().parents[1] / "data/claims.yml"


def test_the_verdicts_are_those_on_record():
    """After a change that is meant: .venv/bin/python -m tests.on_record shows and takes it up."""
    assert on_record.differences(ledger.read()) == []


def test_the_figures_are_those_on_record():
    """A figure's tables, its place in the chapter and its numbers; see above after a change."""
    pages = on_record.chapters_read()
    assert not [one for page in pages.items() for one in on_record.figure_differences(*page)]


def test_names_of_figures_that_changed_places_are_seen(tmp_path):
    document = "chapters/4-the-verdict/time-lines"
    text = (CLAIMS.parents[1] / f"{document}.md").read_text(encoding="utf-8")
    one, other = "fig-timeline-kabul", "fig-timeline-sarajevo"
    text = text.replace(f"name: {one}", "name: X").replace(f"name: {other}", f"name: {one}")
    (tmp_path / "a.md").write_text(text.replace("name: X", f"name: {other}"), encoding="utf-8")
    found = on_record.figure_differences(document, chapters.read(tmp_path / "a.md"))
    assert len(found) == 2
    assert re.match(rf"{document}\.md:\d+: {one}: expected what figures\.csv says", found[0])


@pytest.mark.parametrize(
    ("claim", "old", "new", "column"),
    [
        ("C3", "word: partly", "word: contested", "verdict_2007"),
        ("C2", "strength: \\w+", "strength: weak", "strength"),
        ("C4", "\\{glue:text\\}`[^`]+`", "a number", "numbers"),
        ("C2", "seen: \\w+", "seen: not", "seen"),
    ],
)
def test_a_change_is_named_by_line_claim_and_column(tmp_path, claim, old, new, column):
    text = CLAIMS.read_text(encoding="utf-8")
    begin = text.index(f"- id: {claim}\n")
    changed = text[:begin] + re.sub(old, new, text[begin:], count=1)
    assert changed != text
    (tmp_path / "claims.yml").write_text(changed, encoding="utf-8")
    [message] = on_record.differences(ledger.read(tmp_path / "claims.yml"))
    assert re.search(rf"claims\.yml:\d+: claim {claim}, {column}: expected '", message)


def test_a_claim_that_was_lost_is_named(tmp_path):
    text = CLAIMS.read_text(encoding="utf-8")
    (tmp_path / "claims.yml").write_text(text[: text.rindex("\n- id: ")] + "\n", encoding="utf-8")
    last = text[text.rindex("\n- id: ") :].split()[2]
    [message] = on_record.differences(ledger.read(tmp_path / "claims.yml"))
    assert message.endswith(f"expected a claim {last} as in verdicts.csv")
