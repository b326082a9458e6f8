"""Reads a printed number back, and says whether a computed one could be printed so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split()
NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%|st|nd|rd|th)?")


@dataclass(frozen=True)
class Words:
    """A computed value that the book prints in words: ``text``, if it lies between the bounds."""

    value: float
    text: str
    low: float
    high: float


def agrees(printed: str, computed: Any) -> bool:
    """Return whether ``computed`` is printed as ``printed``.

    A number may differ by half of the last printed digit, a share is printed in per cent, a list
    as ``a, b and c``, a pair as ``a to b``, a date by its day or by its month alone. Other texts
    are the same or not. Of a set one value must agree.

    Raises:
        TypeError: there is no computed value, or of a kind that nobody prints.
    """
    text = printed.replace("\u00a0", " ").replace("\u2212", "-")
    match computed:
        case bool() | None:
            raise TypeError(f"expected a value for {printed!r}, found {computed!r}")
        case Words():
            return text == computed.text and computed.low <= computed.value <= computed.high
        case str():
            return text == computed
        case set():
            return any(agrees(text, one) for one in computed)
        case (low, high) if isinstance(computed, tuple):
            ends = text.split(" to ")
            return len(ends) == 2 and agrees(ends[0], low) and agrees(ends[1], high)
        case list():
            first, last = [str(item) for item in computed[:-1]], str(computed[-1])
            return text == (f"{', '.join(first)} and {last}" if first else last)
        case datetime() | date():
            return text in (f"{computed.day} {computed:%B %Y}", f"{computed:%B %Y}")
        case _:
            return _close(text, computed)


def _close(text: str, computed: Any) -> bool:
    if text in COUNTS:
        return computed == COUNTS.index(text)
    found = NUMBER.fullmatch(text)
    if found is None:
        return False
    sign, whole, decimals, unit = found.groups(default="")
    if unit in ("st", "nd", "rd", "th"):
        return computed == int(whole.replace(",", "")) and unit == _ending(computed)
    shown = float(f"{sign}{whole.replace(',', '')}.{decimals or 0}")
    half = 0.5 * 10 ** -len(decimals)
    return abs(shown - float(computed) * (100 if unit == "%" else 1)) <= half + 1e-9


def _ending(place: int) -> str:
    last, two = str(place)[-1], str(place)[-2:]
    special = {"1": "st", "2": "nd", "3": "rd"}
    return "th" if two in ("11", "12", "13") else special.get(last, "th")
