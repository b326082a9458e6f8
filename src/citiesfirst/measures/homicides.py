"""Homicides of a region: pooled over years, and against places of like size."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from citiesfirst.measures.rates import rate_table

PER = 100_000  # residents, as is usual for homicides
CENSUS_BREAK = 2018  # first year of the population that follows the census of 2018


def merged(counts: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the counts with some municipalities added to others, in every year.

    A municipality that was parted from another has homicides of its own before it has a
    population of its own: only together do the two make a rate.

    Args:
        counts: columns ``municipality``, ``year``, ``homicides``, ``population``.
        names: what each of these municipalities goes by from now on; the others keep their names.
    """
    named = counts.assign(municipality=counts["municipality"].replace(dict(names)))
    what = ["homicides", "population"]
    return named.groupby(["municipality", "year"], as_index=False)[what].sum()


def pooled(counts: pd.DataFrame, by: str, first: int, last: int) -> pd.DataFrame:
    """Return the yearly rate of each group over several years, with its exact interval.

    Args:
        counts: columns ``year``, ``homicides``, ``population`` and ``by``.
        by: the column of the groups, for instance ``municipality``.
        first, last: the years to pool, both included.

    Returns:
        By group ``count`` (homicides), ``population`` (person-years), and ``rate``, ``low`` and
        ``high`` per 100,000 residents a year; the interval is that of `measures.rate_interval`.

    Raises:
        ValueError: there is no row in one of the years, a count has no population, or the span
            holds the break of 2018, at which the population changes its basis.
    """
    if first < CENSUS_BREAK <= last:
        raise ValueError(f"{first} to {last} holds the break in the population at {CENSUS_BREAK}")
    chosen = counts[counts["year"].between(first, last)].dropna(subset="homicides")
    if chosen["population"].isna().any():
        places = chosen.loc[chosen["population"].isna(), by].unique()
        raise ValueError(f"homicides without a population: {', '.join(places)}")
    if missing := sorted(set(range(first, last + 1)) - set(chosen["year"])):
        raise ValueError(f"no row for the years {missing}")
    sums = chosen.groupby(by)[["homicides", "population"]].sum()
    return rate_table(sums["homicides"], sums["population"], PER)


def expected_by_size(region: pd.DataFrame, classes: pd.DataFrame, size: pd.Series) -> pd.DataFrame:
    """Return what a region would count if its places had the rates of like-sized places.

    This is indirect standardisation (Breslow and Day 1987, Statistical Methods in Cancer
    Research II: 65): each place of the region takes the rate of its size class in that year. The
    region itself is first taken out of the classes, so that it is not compared with itself.

    Args:
        region: columns ``municipality``, ``year``, ``homicides``, ``population``. A municipality
            without a population in a year is taken to be counted in that of another.
        classes: columns ``year``, ``size_class``, ``homicides``, ``population``, for the country
            with the region.
        size: the class of each municipality of the region.

    Returns:
        By year ``homicides`` and ``population`` of the region, and ``expected`` homicides.

    Raises:
        ValueError: a municipality has no class.
    """
    own = region.dropna(subset="homicides")
    own = own.assign(population=own["population"].fillna(0))  # counted where it was parted from
    own["size_class"] = own["municipality"].map(size).astype("str")
    unknown = own.loc[~own["municipality"].isin(size.index), "municipality"].unique()
    if len(unknown):
        raise ValueError(f"no size class for {', '.join(unknown)}")
    key, what = ["year", "size_class"], ["homicides", "population"]
    country = classes.assign(size_class=classes["size_class"].astype("str")).set_index(key)[what]
    others = country.sub(own.groupby(key)[what].sum(), fill_value=0)
    likely = (others["homicides"] / others["population"]).rename("likely")
    own = own.join(likely, on=key)
    own["expected"] = own["likely"] * own["population"]
    return own.groupby("year")[["homicides", "population", "expected"]].sum()
