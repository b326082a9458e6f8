"""Numbers for sentences: how they are written, and how they reach the sentence.

A chapter computes a statistic, writes it with one of the functions here and hands it to the text
with :func:`glue`; the text prints it with the role ``{glue:text}``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from IPython.display import Markdown

PREFIX = "application/papermill.record/"
WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
MINUS, NO_BREAK = "\u2212", "\u00a0"


def glue(key: str, text: str) -> None:
    """Store ``text`` in the notebook under ``key``, without showing it.

    The output is the one that ``myst_nb.glue(key, text, display=False)`` writes (myst-nb 1.4), so
    the book finds it; a notebook without myst-nb knows no way to show it, and stays silent.

    Raises:
        TypeError: ``text`` is not a text: a number must be written by a function of this module.
    """
    if not isinstance(text, str):
        raise TypeError(f"glue {key!r}: expected a text, found {type(text).__name__} {text!r}")
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.display import display

    if InteractiveShell.initialized():
        display(
            {f"{PREFIX}text/plain": repr(text)},  # unquoted, "12,134" would be read as a pair
            raw=True,
            metadata={"scrapbook": {"name": key, "mime_prefix": PREFIX}},
        )


def number(value: float) -> str:
    """Return a whole number with commas between the thousands: 12134 is ``12,134``."""
    return f"{round(value):,}".replace("-", MINUS)


def decimal(value: float, places: int = 1) -> str:
    """Return a number with a fixed number of decimal places: 3.9014 is ``3.9``."""
    return f"{value:,.{places}f}".replace("-", MINUS)


def percent(share: float, places: int = 0) -> str:
    """Return a share between 0 and 1 as a percentage: 0.536 is ``54%``."""
    return f"{decimal(100 * share, places)}%"


def word(value: int) -> str:
    """Return a count up to twelve as a word (``ten``), a larger one in figures (``1,425``)."""
    return WORDS[value] if 0 <= value < len(WORDS) else number(value)


def ordinal(value: int) -> str:
    """Return a place in an order: 1 is ``1st``, 12 is ``12th``, 23 is ``23rd``."""
    teens = 11 <= value % 100 <= 13
    return f"{value:,}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def day(value: date | str) -> str:
    """Return a date as a sentence writes it, ``5 April 1992``: no line breaks after the day."""
    found = pd.Timestamp(value)
    return f"{found.day}{NO_BREAK}{found:%B %Y}"


def month(value: date | str) -> str:
    """Return the month of a date as it is written in a sentence: ``September 1992``."""
    return f"{pd.Timestamp(value):%B %Y}"


def listed(items: list[str]) -> str:
    """Return items as an enumeration: ``Pale, Trnovo and Ilijaš``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def table(frame: pd.DataFrame) -> Markdown:
    """Return a small table for the end of a cell: its headings are the frame's columns.

    Every cell must be text already; a text may use inline markup.
    """
    lines = [list(frame.columns), ["---"] * len(frame.columns), *frame.to_numpy().tolist()]
    from IPython.display import Markdown

    rows = (" | ".join(str(cell).replace("|", "\\|") for cell in line) for line in lines)
    return Markdown("\n".join(f"| {row} |" for row in rows))
