"""Exercises of the chapter for readers who disagree."""

from __future__ import annotations

from citiesfirst import definitions, ledger
from citiesfirst.definitions import afghanistan
from citiesfirst.exercises.contract import exercise


@exercise(
    "disagree-kabul-2021",
    hint="definitions.judge prints it: the years are (2021, 2021), the radius is 50.",
)
def kabul_in_2021() -> float:
    """Kabul's death rate within 50 km in 2021 over that of the rest of the country."""
    return afghanistan.kabul_against_rest(50, (2021, 2021))


@exercise(
    "disagree-exactly-half",
    hint="Divide found['holding'] by found['definitions'], and look for one half.",
)
def exactly_half() -> int:
    """Claims that hold, as worded, under exactly half of their definitions."""
    found = definitions.overview(ledger.read())
    return int((found["holding"] / found["definitions"] == 0.5).sum())


@exercise(
    "disagree-within-500",
    hint="The rows of C4 as worded are in found; compare each value with 10,500 and 11,500.",
)
def within_500() -> int:
    """Counts for the besieged city and the whole siege that lie within 500 of 11,000."""
    found = definitions.overview(ledger.read()).at["C4", "outcomes"]
    counted = [one.value for one in found if one.test.reading == "as worded"]
    return sum(abs(value - 11_000) <= 500 for value in counted)
