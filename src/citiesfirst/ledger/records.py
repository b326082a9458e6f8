"""What the ledger says: its words, a claim with its verdicts and tests, and all claims together.

The head of ``data/claims.yml`` explains the fields.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

VERDICTS = (
    "supported",
    "largely supported",
    "partly",
    "contested",
    "contradicted",
    "not testable",
)
DATES = {"2007": "as of 2007", "now": "now"}
STRENGTHS = ("strong", "moderate", "weak", "none")
SEEN = ("whole", "part", "not")
TESTED_BY = ("data", "documents", "nothing")
READINGS = ("as worded", "weaker", "other")
HOLDS_WHEN = ("at least", "at most", "between")
PARTS = {
    "1": "State-building and city-building",
    "2": "Symbolic recovery",
    "3": "City-to-city diplomacy",
}


class LedgerError(Exception):
    """The ledger cannot be used as it stands; the message says where and why."""


@dataclass(frozen=True)
class Cited:
    """The passage's own source: what it is, its bibliography key, how much of it we read."""

    text: str
    reference: str
    seen: str


@dataclass(frozen=True)
class Verdict:
    """A word from ``VERDICTS`` and the reason for it."""

    word: str
    because: str


@dataclass(frozen=True)
class Test:
    """A test of a claim with data: a measure, and the values of it under which the claim holds.

    ``threshold`` is one number, or the two ends of a range where ``holds_when`` is ``between``;
    the ends belong to it. ``line`` is that of the test in the file.
    """

    measure: str
    reading: str
    holds_when: str
    threshold: tuple[float, ...]
    reason: str
    line: int = field(compare=False, repr=False, default=0)

    __test__ = False  # pytest takes every class named so for tests of its own

    def holds(self, value: float) -> bool:
        """Return whether the claim holds if the measure has this value."""
        low, high = self.range()
        return low <= value <= high

    def range(self) -> tuple[float, float]:
        """Return the lowest and the highest value with which the claim holds."""
        low = -math.inf if self.holds_when == "at most" else self.threshold[0]
        return low, math.inf if self.holds_when == "at least" else self.threshold[-1]


@dataclass(frozen=True)
class Claim:
    """One claim of the passage, and the line of each of its fields in the file."""

    id: str
    part: int
    title: str
    paraphrase: str
    cited: Cited | None
    tested_by: str
    chapter: str
    figures: tuple[str, ...]
    tables: tuple[str, ...]
    references: tuple[str, ...]
    verdicts: Mapping[str, Verdict]
    strength: str
    change_our_mind: str
    tests: tuple[Test, ...]
    lines: Mapping[str, int] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Ledger:
    """All claims in the order of the file, and the file's name for messages."""

    file: str
    claims: tuple[Claim, ...]

    def get(self, claim_id: str) -> Claim | None:
        """Return the claim with this id, or None."""
        return next((claim for claim in self.claims if claim.id == claim_id), None)
