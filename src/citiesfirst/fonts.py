"""The families of fonts in which charts and pages are set, and how to install them.

Only the standard library is used, because ``tools/prepare.py`` asks before any package stands.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """A family: its names (they differ between releases), a letter that it draws, its Homebrew."""

    names: tuple[str, ...]
    letter: str
    cask: str


FAMILIES = (
    Family(("Noto Sans",), "a", "font-noto-sans"),
    Family(("Noto Serif",), "a", "font-noto-serif"),
    Family(("Noto Naskh Arabic",), "ا", "font-noto-naskh-arabic"),
    Family(("Noto Sans Math",), "−", "font-noto-sans-math"),
    Family(("Noto Sans Symbols2", "Noto Sans Symbols 2"), "■", "font-noto-sans-symbols-2"),
)
PACKAGE = "fonts-noto-core"  # of Debian and Ubuntu; it holds them all
CASKS = " ".join(family.cask for family in FAMILIES)
_NAMES = [family.names[0] for family in FAMILIES]
LISTED = f"{', '.join(_NAMES[:-1])} and {_NAMES[-1]}"
