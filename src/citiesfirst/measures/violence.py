"""Where people are killed: periods, places, rates under an uncertain population, ranks.

Deaths are counts of people, populations are residents, rates are deaths a year for every 100,000
residents. Pure functions on DataFrames; a function that cannot answer raises ``ValueError``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from citiesfirst.measures.ranks import rank
from citiesfirst.measures.rates import rate

Periods = Mapping[str, tuple[int, int]]  # name of a period: its first and its last year

# Afghanistan, cut where power changed hands, at the cited article (March 2006), and then about
# every four years. The tables are yearly, so that 2006 as a whole counts as "after".
AFGHANISTAN: Periods = {
    "1989–1991": (1989, 1991),
    "1992–1996": (1992, 1996),
    "1997–2001": (1997, 2001),
    "2002–2005": (2002, 2005),
    "2006–2009": (2006, 2009),
    "2010–2014": (2010, 2014),
    "2015–2018": (2015, 2018),
    "2019–2021": (2019, 2021),
}
PER = 100_000


def length(period: tuple[int, int]) -> int:
    """Return the number of years of a period, the first and the last of them counted."""
    return period[1] - period[0] + 1


def by_period(
    frame: pd.DataFrame, by: str, periods: Periods, value: str = "deaths_best"
) -> pd.DataFrame:
    """Return the sum of ``value`` in each period (rows) for each label of ``by`` (columns).

    Args:
        frame: columns ``year``, ``by`` and ``value``; years outside all periods are left out.

    Raises:
        ValueError: a period has a year without a row.
    """
    known = set(frame["year"])
    for name, (first, last) in periods.items():
        if missing := set(range(first, last + 1)) - known:
            raise ValueError(f"period {name}: no row for {sorted(missing)}")
    sums = {
        name: frame[frame["year"].between(first, last)].groupby(by)[value].sum()
        for name, (first, last) in periods.items()
    }
    return pd.DataFrame(sums).T.reindex(columns=frame[by].unique()).rename_axis("period")


def population_range(
    estimates: pd.DataFrame, period: tuple[int, int], margin: int = 1
) -> tuple[int, int]:
    """Return the lowest and the highest estimate of a population that bears on a period.

    An estimate bears on the period if its year lies within it, or at most ``margin`` years before
    or after. An estimate that only says "at least" (no ``high``) counts as the number it gives.

    Args:
        estimates: columns ``year``, ``low`` and ``high``.

    Raises:
        ValueError: no estimate is near enough.
    """
    near = estimates[estimates["year"].between(period[0] - margin, period[1] + margin)]
    if near.empty:
        raise ValueError(f"no estimate of the population near {period[0]} to {period[1]}")
    return int(near["low"].min()), int(near["high"].fillna(near["low"]).max())


def rate_range(
    deaths: float, period: tuple[int, int], population: tuple[float, float]
) -> tuple[float, float]:
    """Return the lowest and highest yearly rate per 100,000 that a range of population allows.

    Args:
        deaths: all deaths of the period.
        population: lowest and highest number of residents.

    Raises:
        ValueError: a population is not more than zero, or the deaths are negative.
    """
    yearly = deaths / length(period)
    low, high = (rate(yearly, people, per=PER) for people in reversed(population))
    return low, high


def rank_over_years(
    yearly: pd.DataFrame, label: str, draws: int = 2_000, level: float = 0.95, seed: int = 2007
) -> tuple[int, int, int]:
    """Return the rank of a place by its deaths (1: most), and the interval in which it moves.

    Years are drawn again with replacement, all places of a year together, and the places ranked
    anew: the percentile bootstrap (Efron and Tibshirani 1993, An Introduction to the Bootstrap,
    chapter 13). It shows how much the rank depends on single years, not on errors of counting.

    Args:
        yearly: deaths by year (rows) and place (columns).
        level: the share of the draws between the two ends of the interval.
        seed: of the draws, so that the interval is the same each time.

    Raises:
        ValueError: there are no years, or there is no such place.
    """
    if yearly.empty or label not in yearly.columns:
        raise ValueError(f"expected years and a column {label!r}, found {yearly.shape}")
    place = rank(yearly.sum(), label)
    years = np.random.default_rng(seed).integers(0, len(yearly), size=(draws, len(yearly)))
    sums = yearly.to_numpy()[years].sum(axis=1)
    own = sums[:, [yearly.columns.get_loc(label)]]
    ranks = (sums > own).sum(axis=1) + 1
    ends = np.quantile(ranks, [(1 - level) / 2, (1 + level) / 2], method="closest_observation")
    return place, int(ends[0]), int(ends[1])


def people_for_same_rate(deaths: pd.Series, label: str, population: float) -> pd.Series:
    """Return how many residents each place would need to have the same death rate as ``label``.

    A place with more residents than that had a lower rate. No estimate of its own population is
    needed to read it, only that of ``label``.

    Args:
        deaths: deaths in the same years, one number a place.
        population: residents of ``label``.

    Raises:
        ValueError: there is no such place, or it had no deaths, so that no rate compares.
    """
    if label not in deaths.index or not deaths[label] > 0:
        raise ValueError(f"expected deaths in {label!r}, found {deaths.get(label)!r}")
    return deaths / deaths[label] * population


def compared_with_first(values: pd.DataFrame) -> pd.DataFrame:
    """Return each column as an index: its first row is 100.

    Raises:
        ValueError: a column starts with zero.
    """
    first = values.iloc[0]
    if (first == 0).any():
        raise ValueError(f"an index needs a start above zero: {list(first.index[first == 0])}")
    return values / first * 100
