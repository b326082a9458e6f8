"""How an exercise is registered, and how an answer to it is checked.

    @exercise("siege-days", hint="Count from the first date to the last with days_between.")
    def days_of_the_siege() -> int:
        ...

An answer is a number or a text. A whole number must be met exactly, any other number within half a
per cent, so that a rounded answer will do. Of a text, capitals, accents and spaces do not matter.
"""

from __future__ import annotations

import difflib
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

TOLERANCE = 0.005  # of the expected number
LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i"})  # letters with no accent to drop

Answer = int | float | str


@dataclass(frozen=True)
class Exercise:
    """What is expected (a function, asked only when an answer is checked), and how to get there."""

    expected: Callable[[], Answer]
    hint: str


EXERCISES: dict[str, Exercise] = {}


def exercise(key: str, hint: str) -> Callable[[Callable[[], Answer]], Callable[[], Answer]]:
    """Register a function that computes the answer to the exercise ``key``.

    Args:
        key: the chapter's name and a word, such as ``siege-days``.
        hint: a sentence that points the way without giving the answer.

    Raises:
        ValueError: the key is taken.
    """

    def register(expected: Callable[[], Answer]) -> Callable[[], Answer]:
        if key in EXERCISES:
            raise ValueError(f"there is an exercise {key!r} already")
        EXERCISES[key] = Exercise(expected, hint)
        return expected

    return register


def check(key: str, answer: Any) -> None:
    """Print whether an answer is right, and a hint if it is not.

    Args:
        key: of the exercise, as it stands in the cell.
        answer: a number or a text; the dots ``...`` stand for none.

    Raises:
        LookupError: there is no such exercise.
    """
    if key not in EXERCISES:
        near = difflib.get_close_matches(key, EXERCISES, n=3) or sorted(EXERCISES)[:5]
        raise LookupError(f"there is no exercise {key!r}; did you mean {', '.join(near)}?")
    chosen = EXERCISES[key]
    trouble = fault(answer, chosen.expected())
    if trouble is None:
        print(f"Right: {answer}")
    else:
        print(f"Not yet: {trouble}{chosen.hint}")


def fault(answer: Any, expected: Answer) -> str | None:
    """Return None for a right answer, else what is wrong with its kind, or an empty text."""
    if answer is ...:
        return "replace the dots with your answer. "
    if isinstance(expected, str):
        if not isinstance(answer, str):
            return f"the answer is a text in quotation marks, not {_kind(answer)}. "
        return None if _plain(answer) == _plain(expected) else ""
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return f"the answer is a number, not {_kind(answer)}. "
    if isinstance(expected, Integral):
        return None if answer == expected else ""
    return None if math.isclose(answer, expected, rel_tol=TOLERANCE) else ""


def _plain(text: str) -> str:
    """A text without capitals, accents and needless spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _kind(answer: Any) -> str:
    """How a reader calls what was handed in."""
    if isinstance(answer, str):
        return "a text"
    if answer is None:
        return "nothing"
    if isinstance(answer, bool):
        return "true or false"
    return "a number" if isinstance(answer, Real) else f"a {type(answer).__name__}"
