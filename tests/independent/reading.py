"""Reads a printed number back, and says whether a computed one could be printed so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

COUNTS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%|st|nd|rd|th)?")


@dataclass(frozen=True)
class Between:
    """Bounds for a number that the book finds by drawing lots: both ends are allowed."""

    low: float
    high: float


def agrees(printed: str, computed: Any) -> bool:
    """Return whether ``computed`` is printed as ``printed``.

    A number may differ by half of the last printed digit, a share is printed in per cent, a list
    as ``a, b and c``, a pair as ``a to b``, a date by its day or by its month alone. Other texts
    are the same or not. A number drawn by lot lies between its bounds, or rounds to one of them.

    Raises:
        TypeError: there is no computed value, or of a kind that nobody prints.
    """
    text = printed.replace("\u00a0", " ").replace("\u2212", "-")
    match computed:
        case bool() | None:
            raise TypeError(f"expected a value for {printed!r}, found {computed!r}")
        case str():
            return text == computed
        case (low, high) if isinstance(computed, tuple):
            ends = text.split(" to ")
            return len(ends) == 2 and agrees(ends[0], low) and agrees(ends[1], high)
        case list():
            first, last = [str(item) for item in computed[:-1]], str(computed[-1])
            return text == (f"{', '.join(first)} and {last}" if first else last)
        case datetime() | date():
            return text in (f"{computed.day} {computed:%B %Y}", f"{computed:%B %Y}")
        case Between():
            return _near(text, computed.low, computed.high)
        case _:
            return _near(text, computed, computed)


def _near(text: str, low: float, high: float) -> bool:
    """Whether a printed number lies between two, or would be printed so for one of them."""
    if text in COUNTS:
        return low <= COUNTS.index(text) <= high
    found = NUMBER.fullmatch(text)
    if found is None:
        return False
    sign, whole, decimals, unit = found.groups(default="")
    shown = float(f"{sign}{whole.replace(',', '')}.{decimals or 0}")
    if unit in ("st", "nd", "rd", "th"):
        return low <= shown <= high and unit == _ending(int(shown))
    times = 100 if unit == "%" else 1
    half = 0.5 * 10 ** -len(decimals) + 1e-9
    return times * float(low) - half <= shown <= times * float(high) + half


def _ending(place: int) -> str:
    last, two = str(place)[-1], str(place)[-2:]
    special = {"1": "st", "2": "nd", "3": "rd"}
    return "th" if two in ("11", "12", "13") else special.get(last, "th")
