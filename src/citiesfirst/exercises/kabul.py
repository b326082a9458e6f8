"""Exercises of the chapter on Kabul."""

from __future__ import annotations

import pandas as pd

from citiesfirst import measures, tables
from citiesfirst.exercises.contract import exercise


def _by_year() -> pd.DataFrame:
    """Deaths by year, one column a province; those of unknown province are left out."""
    found = tables.load("ged_afghanistan_provinces")
    found = found[~found["province"].str.contains("unknown")]
    return found.pivot(index="year", columns="province", values="deaths_best")


@exercise(
    "kabul-within-50-km",
    hint="Four bands lie within 50 kilometres; divide their deaths by those of all bands.",
)
def share_within_50_km() -> float:
    """Share of Afghanistan's deaths of 2002 to 2005 within 50 km of Kabul, between 0 and 1."""
    bands = tables.load("ged_afghanistan_kabul_bands")
    bands = bands[bands["year"].between(2002, 2005)]
    near = bands.loc[bands["km_from"] < 50, "deaths_best"].sum()
    return measures.share(near, bands["deaths_best"].sum())


@exercise("kabul-calmest", hint="Add up the years of each column; idxmin names the smallest.")
def calmest_province() -> str:
    """The province with the fewest deaths from 2006 to 2021."""
    return str(_by_year().loc[2006:].sum().idxmin())


@exercise("kabul-rank-2002-2004", hint="Add up three rows of by_year, then ask for the rank.")
def rank_without_2005() -> int:
    """Kabul's rank by deaths of 2002 to 2004, the province with the most being first."""
    return measures.rank(_by_year().loc[2002:2004].sum(), "Kabul")
