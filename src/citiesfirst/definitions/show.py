"""Outcomes for a page: an overview of all claims, and the judgement on a reader's own number."""

from __future__ import annotations

import pandas as pd

from citiesfirst.definitions.contract import MEASURES, Outcome, outcomes
from citiesfirst.ledger import Ledger


def overview(ledger: Ledger) -> pd.DataFrame:
    """Return for each tested claim its outcomes and how many of those as worded hold.

    Returns:
        By claim: ``claim`` (the claim itself), ``outcomes`` (a list of `Outcome`), ``definitions``
        and ``holding`` (numbers of those as worded) and ``others`` (number of those of weaker and
        other readings).
    """
    rows = {}
    for claim in ledger.claims:
        if not claim.tests:
            continue
        found = outcomes(claim)
        counted = [one for one in found if one.test.reading == "as worded"]
        rows[claim.id] = {
            "claim": claim,
            "outcomes": found,
            "definitions": len(counted),
            "holding": sum(one.holds for one in counted),
            "others": len(found) - len(counted),
        }
    return pd.DataFrame(rows).T


def table(found: list[Outcome]) -> pd.DataFrame:
    """Return outcomes as a reader meets them: a row each, all cells in words."""
    return pd.DataFrame(
        {
            "Question": [one.measure.asks for one in found],
            "Reading": [one.test.reading for one in found],
            "Definition": [one.definition for one in found],
            "Value": [one.written for one in found],
            "Outcome": ["holds" if one.holds else "does not hold" for one in found],
        }
    )


def judge(ledger: Ledger, claim_id: str, measure: str, **definition: object) -> None:
    """Compute a measure under a definition of the reader's own, and print what follows.

    Args:
        definition: an argument for each parameter of the measure.

    Raises:
        LookupError: there is no such claim, or the claim has no test with that measure.
        ValueError: the measure cannot be computed under this definition.
    """
    claim = ledger.get(claim_id)
    if claim is None:
        raise LookupError(f"expected the id of a claim such as C11, found {claim_id!r}")
    tests = [one for one in claim.tests if one.measure == measure]
    if not tests:
        known = ", ".join(one.measure for one in claim.tests) or "none"
        raise LookupError(f"claim {claim_id} has no measure {measure!r}; it has {known}")
    chosen = MEASURES[measure]
    wanted = set(chosen.choices)
    if set(definition) != wanted:
        raise ValueError(
            f"{measure}: expected {', '.join(chosen.choices)}, found {', '.join(definition)}"
        )
    value = float(chosen.function(**definition))
    print(f"{chosen.asks} {chosen.write(value)}.")
    for test in tests:
        limits = " and ".join(chosen.write(end) for end in test.threshold)
        held = "holds" if test.holds(value) else "does not hold"
        print(f"Needed {test.reading}: {test.holds_when} {limits}. The claim {held}.")
