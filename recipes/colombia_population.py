"""Population of Colombia's municipalities in all years, from a file that lacks some.

The file has no row for a municipality-year without a homicide, so its population is missing too;
summing what is there would leave out the quiet places. Gaps are filled along a straight line.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

CLASS_YEAR = 2005  # year of a census
REBASED = 2018  # from here on the projections rest on the census of 2018
# Classes by population: lower bound and label.
CLASSES = {
    0: "under 10,000",
    10_000: "10,000 to 19,999",
    20_000: "20,000 to 49,999",
    50_000: "50,000 to 99,999",
    100_000: "100,000 to 499,999",
    500_000: "500,000 and more",
}
# First year with a population of their own; before, their people are in that of their neighbours.
# The file gives them a population of nought in the years before, which is how they are known.
FOUNDED = {"19300": 2007, "23682": 2008, "23815": 2008}


def filled(frame: pd.DataFrame, years: range) -> pd.DataFrame:
    """Population by code (rows) and year (columns): as in the file, gaps filled.

    Between two known years along a straight line, outside them the nearest one, and this apart
    for the years before and from the new projections; where one of these spans has no known year,
    the nearest of the other. Missing before a municipality was founded and where no year is known.
    """
    known = frame.pivot(index="code", columns="year", values="population")
    known = known.reindex(columns=list(years)).astype("float64")
    spans = [
        known.loc[:, known.columns < REBASED],
        known.loc[:, known.columns >= REBASED],
    ]
    parts = [span.interpolate(axis=1, limit_direction="both") for span in spans]
    full = pd.concat(parts, axis=1).bfill(axis=1).ffill(axis=1).round()
    for code, year in FOUNDED.items():
        full.loc[full.index == code, full.columns < year] = np.nan
    return full


def of_year(frame: pd.DataFrame, year: int, years: range) -> pd.DataFrame:
    """Code, population in `year` and whether it was filled.

    A municipality founded later has the population of its first own year.
    """
    full = filled(frame, years)
    people = full.bfill(axis=1)[year].astype("Int64")
    given = frame.loc[(frame["year"] == year) & frame["population"].notna(), "code"]
    table = pd.DataFrame({f"population_{year}": people}).reset_index()
    estimated = ~table["code"].isin(given) & table[f"population_{year}"].notna()
    return table.assign(population_estimated=estimated)


def size_class(people: pd.Series) -> pd.Series:
    """The class of each population; missing where the population is."""
    edges = [*CLASSES, np.inf]
    cut = pd.cut(people.astype("float64"), edges, right=False, labels=list(CLASSES.values()))
    return cut.astype("object")


def by_size(frame: pd.DataFrame, municipalities: pd.DataFrame, years: range) -> pd.DataFrame:
    """Homicides and population by year and size class, municipalities without homicide included.

    `population_filled` says how much of the population comes from filled gaps.
    """
    classes = municipalities.set_index("code")["size_class"]
    full = filled(frame, years).stack().rename("population").reset_index()
    full = full.rename(columns={"level_1": "year"})
    table = full.merge(
        frame[["code", "year", "homicides", "population"]].rename(columns={"population": "given"}),
        on=["code", "year"],
        how="outer",
    )
    table = table.assign(size_class=table["code"].map(classes)).dropna(subset="size_class")
    gap = table["given"].isna()
    table = table.assign(
        exists=table["population"].notna(),
        hit=table["homicides"].notna(),
        filled=table["population"].where(gap),
    )
    sums = table.groupby(["year", "size_class"]).agg(
        municipalities=("exists", "sum"),
        municipalities_with_homicide=("hit", "sum"),
        homicides=("homicides", "sum"),
        population=("population", "sum"),
        population_filled=("filled", "sum"),
    )
    return sums.reset_index()
