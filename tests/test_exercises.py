"""Exercises tell right from wrong, help with kindness and give nothing away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citiesfirst import exercises
from citiesfirst.exercises import contract
from citiesfirst.prose import number

CHAPTERS = Path(__file__).parents[1] / "chapters"
USED = {
    (path.name, key)
    for path in CHAPTERS.rglob("*.md")
    for key in re.findall(r'^check\("([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
}


@pytest.fixture
def said(monkeypatch, capsys):
    """What is printed when an answer is checked against an expected one."""

    def say(expected, answer) -> str:
        made_up = contract.Exercise(lambda: expected, "Look at the table.")
        monkeypatch.setitem(exercises.EXERCISES, "made-up", made_up)
        exercises.check("made-up", answer)
        return capsys.readouterr().out

    return say


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        (1425, 1425),
        (1425, 1425.0),
        (0.5362, 0.536),
        (23.08, 23.1),
        ("Ilidža", "Ilidža"),
        ("Ilidža", " ILIDZA "),
        ("Goražde", "gorazde"),
        ("Toribío", "Toribio"),
        ("Novi Grad Sarajevo", "novi  grad sarajevo"),
        ("Đurđevik", "durdevik"),
    ],
)
def test_a_right_answer_is_right_however_it_is_rounded_or_written(said, expected, answer):
    assert said(expected, answer).startswith("Right: ")


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        (1425, 1426),
        (0.536, 53.6),
        (0.536, 0.54),
        (12.0, -12.0),
        ("Ilidža", "Ilijaš"),
        (0.5, float("nan")),
    ],
)
def test_a_wrong_answer_gets_the_hint_alone(said, expected, answer):
    assert said(expected, answer) == "Not yet: Look at the table.\n"


def test_the_dots_are_no_answer(said):
    assert said(3, ...) == "Not yet: replace the dots with your answer. Look at the table.\n"


@pytest.mark.parametrize(
    ("expected", "answer", "kind"),
    [
        (3, "three", "a number, not a text"),
        (3, True, "a number, not true or false"),
        (3, None, "a number, not nothing"),
        (3, [3], "a number, not a list"),
        ("Pale", 3, "a text in quotation marks, not a number"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_told_which_kind_is_meant(said, expected, answer, kind):
    assert said(expected, answer) == f"Not yet: the answer is {kind}. Look at the table.\n"


def test_an_unknown_exercise_is_named_with_near_ones(monkeypatch):
    monkeypatch.setitem(exercises.EXERCISES, "siege-days", contract.Exercise(lambda: 1, ""))
    with pytest.raises(LookupError, match="no exercise 'siege-day'; did you mean siege-days"):
        exercises.check("siege-day", 1)


def test_a_key_is_given_once(monkeypatch):
    monkeypatch.setitem(exercises.EXERCISES, "siege-days", contract.Exercise(lambda: 1, ""))
    with pytest.raises(ValueError, match="'siege-days' already"):
        exercises.exercise("siege-days", hint="")(lambda: 2)


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(exercises.EXERCISES))
def test_every_exercise_of_the_book_knows_its_answer_and_does_not_give_it_away(key, capsys):
    chosen = exercises.EXERCISES[key]
    expected = chosen.expected()
    exercises.check(key, expected)
    assert capsys.readouterr().out.startswith("Right: ")
    wrong = expected + "?" if isinstance(expected, str) else expected * 2 + 1
    for answer in (..., wrong):
        exercises.check(key, answer)
        told = capsys.readouterr().out
        assert told.startswith("Not yet: ")
        shown = expected if isinstance(expected, str) else number(expected)
        assert not re.search(rf"(?<![\w.,]){re.escape(shown)}(?![\w,])", told), told


def test_chapters_and_exercises_belong_together():
    """Each exercise is asked in exactly one chapter, and each chapter's exercise is registered."""
    assert sorted(key for _, key in USED) == sorted(exercises.EXERCISES)
