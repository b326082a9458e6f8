"""Which numbers of a sentence are statistics, and which dates, names, definitions or units."""

from __future__ import annotations

import re

from tests.chapters.reading import CITED, GLUED

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
YEAR = r"(?:1[89]\d\d|20\d\d)"
# Words up to twelve belong to grammar ("two kinds of council"); larger ones count something.
LARGE = (
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|dozens?"
)
NO_STATISTIC = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Dates: 5 April 1992, 8 and 30 September, April 1992, 1992–1996, 2003–05, the 1990s.
        rf"\b\d{{1,2}}(?:(?:–| to | or | and )\d{{1,2}})? {MONTH}\b(?: {YEAR})?",
        rf"\b{YEAR}(?:[–-](?:{YEAR}|\d\d))?s?\b",
        # Names: of documents, sectors of aid, programmes and licences.
        r"\b(?:resolution|article|annex|protocol|part|chapter|sector|no\.|grade|figure) \d+\b",
        r"\b100 Resilient Cities\b",
        r"\bCC BY 4\.0\b",
        # Definitions: how near, how sure, and classes of size such as 20,000 to 49,999.
        r"\bwithin \d+ (?:km|kilometres)\b",
        r"\b95 (?:per cent|of 100|in 100)\b",
        r"\b\d+0,000 to \d+9,999\b",
        # Units: so many of 100, per 1,000 residents, millions of a glued number; ends of a scale.
        r"\b(?:in|of|of every|for every|per|to) (?:100|1,000|100,000|a hundred|a thousand)\b",
        rf"{GLUED} million\b",
        r"\b2003(?:–05)? = 100\b",
        r"\b(?:between|from) [01] (?:and|to) 1\b",
    )
)
NUMBER = re.compile(rf"(?<![\w.,])[−-]?\d[\d,]*(?:\.\d+)?\b|\b(?:{LARGE})\b", re.IGNORECASE)


def typed_statistics(sentence: str) -> list[str]:
    """Return the numbers that a sentence types without a citation in the same sentence."""
    if CITED in sentence:
        return []
    for pattern in NO_STATISTIC:
        sentence = pattern.sub(" ", sentence)
    return NUMBER.findall(sentence)
