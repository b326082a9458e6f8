"""The exercises of the chapter on where people live."""

from __future__ import annotations

import pandas as pd

from citiesfirst import tables
from citiesfirst.exercises.contract import exercise


def _urban() -> pd.DataFrame:
    """Urban shares by year, one column a country."""
    table = tables.load("urban_share").query("kind == 'country'")
    return table.pivot(index="year", columns="area", values="urban_share")


@exercise("people-colombia-half", hint="Keep the years whose share is above 0.5; take the first.")
def when_half_of_colombia_was_urban() -> int:
    """The first year in which more than half of Colombia's people were urban."""
    share = _urban()["Colombia"]
    return int(share[share > 0.5].index[0])


@exercise("people-most-urban", hint="A column's idxmax names the row of its largest value.")
def most_urban_country_of_2007() -> str:
    """The country with the largest urban share in 2007."""
    return str(_urban().loc[2007].idxmax())
