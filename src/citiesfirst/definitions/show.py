"""Outcomes for a page: an overview of all claims, and the judgement on a reader's own number."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd

from citiesfirst.definitions.contract import MEASURES, Measure, Outcome, outcomes
from citiesfirst.ledger import Ledger, Test

if TYPE_CHECKING:
    from citiesfirst.charts.definitions import Panel


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


READINGS = {
    "as worded": "The claim as worded holds",
    "weaker": "A weaker claim holds",
    "other": "Another claim holds",
}


def panels(found: list[Outcome]) -> list[Panel]:
    """Return outcomes as `charts.definitions.strips` draws them: a panel for each test."""
    from citiesfirst.charts.definitions import Panel, Row  # only here: the rule draws nothing

    drawn = []
    for _, group in groupby(found, key=lambda one: id(one.test)):
        rows = list(group)
        test, chosen = rows[0].test, rows[0].measure
        low, high = test.range()
        drawn.append(
            Panel(
                question=chosen.asks,
                rule=f"{READINGS[test.reading]} {_limits(test, chosen)} (shaded).",
                unit=chosen.unit,
                percent=chosen.write(0.5).endswith("%"),
                low=low,
                high=high,
                limits=test.threshold,
                rows=tuple(Row(one.labels, one.value, one.written, one.holds) for one in rows),
            )
        )
    return drawn


def _limits(test: Test, chosen: Measure) -> str:
    """Say from where to where a test holds, without idle noughts."""
    written = [re.sub(r"\.0+(?=%|$)", "", chosen.write(end)) for end in test.threshold]
    if test.holds_when == "between":
        return f"from {' to '.join(written)}"
    return f"at {written[0]} or {'more' if test.holds_when == 'at least' else 'less'}"


def table(found: list[Outcome]) -> pd.DataFrame:
    """Return outcomes as a reader meets them: a row each, all cells in words."""
    return pd.DataFrame(
        {
            "Question": [one.measure.asks for one in found],
            "Reading": [one.test.reading for one in found],
            "Definition": [one.definition for one in found],
            "Value": [one.written for one in found],
            "Outcome": [one.outcome for one in found],
        }
    )


def listed(found: list[Outcome]) -> pd.DataFrame:
    """Return outcomes as a short table: a row each below a row with their question.

    A measure that is tested under two readings has its values once, and both outcomes in a cell.
    """
    shown: list[tuple[str, str, str]] = []
    for measure, group in groupby(found, key=lambda one: one.measure):
        by_definition: dict[str, list[Outcome]] = {}
        for one in group:
            by_definition.setdefault(one.definition, []).append(one)
        tests = [one.test for one in next(iter(by_definition.values()))]
        rules = " ".join(f"{READINGS[one.reading]} {_limits(one, measure)}." for one in tests)
        shown.append((f"**{measure.asks}** {rules}", "", ""))
        for definition, ones in by_definition.items():
            outcomes = "; ".join(
                f"{one.test.reading}: {one.outcome}" if len(ones) > 1 else one.outcome
                for one in ones
            )
            shown.append((definition, ones[0].written, outcomes))
    return pd.DataFrame(shown, columns=["Definition", "Value", "Outcome"])


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
        found = Outcome(test, chosen, (), value, test.holds(value))
        print(f"{READINGS[test.reading]} {_limits(test, chosen)}: it {found.outcome}.")
