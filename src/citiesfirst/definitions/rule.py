"""Which verdicts the outcomes of a claim's tests allow.

The rule is a fence and not a judge. It counts under how many definitions *as worded* the claim
holds, and keeps the verdict from contradicting that count; between the words that a count allows
the editor decides. The limits are quarters because a count of definitions is no measurement: who
adds a definition moves the share. The definitions are set out and counted as in a multiverse
analysis (Steegen, Tuerlinckx, Gelman and Vanpaemel 2016, Perspectives on Psychological Science 11:
702–712).
"""

from __future__ import annotations

from collections.abc import Iterable

from citiesfirst.definitions.contract import MEASURES, Outcome, outcomes
from citiesfirst.ledger import Claim, Ledger


def share_holding(found: Iterable[Outcome], reading: str = "as worded") -> float | None:
    """Return the share of definitions of one reading that hold, or None if there are none."""
    held = [one.holds for one in found if one.test.reading == reading]
    return sum(held) / len(held) if held else None


def allowed(found: list[Outcome]) -> tuple[str, ...]:
    """Return the verdicts that the outcomes of a claim allow.

    Raises:
        ValueError: there is no outcome of a test as worded.
    """
    share = share_holding(found)
    if share is None:
        raise ValueError("expected an outcome of a test as worded, found none")
    if share >= 3 / 4:
        return ("supported", "largely supported")
    if share > 1 / 2:
        return ("largely supported", "partly", "contested")
    if share > 1 / 4:
        return ("partly", "contested")
    weaker = share_holding(found, "weaker")
    return ("contradicted", "partly") if weaker and weaker > 1 / 2 else ("contradicted",)


def contradictions(ledger: Ledger) -> list[str]:
    """Return one message for each claim whose verdict now is none that its outcomes allow.

    Claims without tests, and those that name an unknown measure, are passed over: the ledger's own
    checks name them.
    """
    tested = [one for one in ledger.claims if one.tests]
    known = [one for one in tested if all(test.measure in MEASURES for test in one.tests)]
    return [message for claim in known if (message := _contradiction(ledger.file, claim))]


def _contradiction(file: str, claim: Claim) -> str | None:
    found = outcomes(claim)
    words, word = allowed(found), claim.verdicts["now"].word
    if word in words:
        return None
    counted = [one for one in found if one.test.reading == "as worded"]
    under = sum(one.holds for one in counted)
    said = "; ".join(
        f"{one.test.measure} ({one.definition}): {one.written}, "
        f"{'holds' if one.holds else 'does not hold'}"
        for one in counted
    )
    return (
        f"{file}:{claim.lines['verdicts']}: claim {claim.id}, verdicts.now.word: expected "
        f"{' or '.join(words)}, since the claim as worded holds under {under} of {len(counted)} "
        f"definitions, found {word!r}. {said}"
    )
