"""How many of how many: rates and shares, and how far chance alone can move them."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TypeVar

import numpy as np
import pandas as pd

from citiesfirst.measures import gamma

Numbers = TypeVar("Numbers", float, pd.Series)
Interval = tuple[float, float]


def rate(count: Numbers, population: Numbers, per: int = 1_000) -> Numbers:
    """Return how many there are for every ``per`` residents: the crude rate of epidemiology.

    Args:
        count: persons, for instance deaths: a number, or a column of them.
        population: residents of the same places, each more than zero.
        per: the number of residents that the rate refers to.

    Raises:
        ValueError: a place has no population, or a count is negative.
    """
    if not np.all(np.asarray(population) > 0):
        raise ValueError(f"a rate needs a population of more than zero, found {population}")
    if not np.all(np.asarray(count) >= 0):
        raise ValueError(f"a rate needs a count of zero or more, found {count}")
    return per * count / population


def count_interval(count: float, level: float = 0.95) -> Interval:
    """Return the exact interval for the mean of a Poisson variable that was seen as ``count``.

    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28: 437–442. The
    interval holds if events come singly and do not cause one another. Deaths in war come many at
    a time, so that theirs is the least uncertainty there can be, not all of it.

    Args:
        count: events seen.
        level: the share of such intervals that hold the mean.

    Raises:
        ValueError: the count is negative or not whole, or the level is not between 0 and 1.
    """
    if not (0 <= count < math.inf and count == int(count)) or not 0 < level < 1:
        raise ValueError(f"expected a whole count and a level, found {count} and {level}")
    tail = (1 - level) / 2
    low = gamma.quantile(count, tail) if count > 0 else 0.0
    return low, gamma.quantile(count + 1, 1 - tail)


def rate_interval(
    count: float, population: float, per: int = 1_000, level: float = 0.95
) -> Interval:
    """Return the exact (Garwood) interval of a rate: see `rate` and `count_interval`.

    The population is taken as known without error.

    Raises:
        ValueError: as of `rate` and `count_interval`.
    """
    return tuple(rate(end, population, per) for end in count_interval(count, level))


def rate_table(
    counts: pd.Series, populations: pd.Series, per: int = 1_000, level: float = 0.95
) -> pd.DataFrame:
    """Return ``count``, ``population``, ``rate``, ``low`` and ``high`` of each place.

    ``low`` and ``high`` are the ends of the exact interval: see `rate_interval`.

    Args:
        counts, populations: columns with one index.

    Raises:
        ValueError: the two have different indexes, or as of `rate`.
    """
    if not counts.index.equals(populations.index):
        raise ValueError("counts and populations of different places")
    ends = [count_interval(count, level) for count in counts]
    low, high = (pd.Series([end[side] for end in ends], counts.index, float) for side in (0, 1))
    return pd.DataFrame(
        {
            "count": counts,
            "population": populations,
            "rate": rate(counts, populations, per),
            "low": rate(low, populations, per),
            "high": rate(high, populations, per),
        }
    )


def share(part: float, whole: float) -> float:
    """Return which share of ``whole`` is ``part``, between 0 and 1.

    Raises:
        ValueError: the whole is not more than zero, or the part is not a part of it.
    """
    if not whole > 0 or not 0 <= part <= whole:
        raise ValueError(f"expected a part of a whole, found {part} of {whole}")
    return part / whole


def share_interval(part: float, whole: float, level: float = 0.95) -> Interval:
    """Return the score interval of a share that was seen in a random sample.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal
    of the American Statistical Association 22: 209–212. A complete count has no such error.

    Args:
        part, whole: how many of how many.
        level: the share of such intervals that hold the true share.

    Raises:
        ValueError: as of `share`, or the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"expected a level between 0 and 1, found {level}")
    seen, z = share(part, whole), NormalDist().inv_cdf((1 + level) / 2)
    middle = (seen + z**2 / (2 * whole)) / (1 + z**2 / whole)
    half = z * math.sqrt(seen * (1 - seen) / whole + (z / (2 * whole)) ** 2) / (1 + z**2 / whole)
    # At 0 and at 1 the end is the share itself, which rounding must not miss.
    return (0.0 if part == 0 else middle - half, 1.0 if part == whole else middle + half)


def rate_ratio(
    before: tuple[int, float], after: tuple[int, float], level: float = 0.95
) -> tuple[float, float, float]:
    """Return the rate after as a part of the rate before, and the interval of that ratio.

    Given how many events there are in both together, those after are a binomial share of them
    (Przyborowski and Wilenski 1940, Biometrika 31: 313–323); the interval of that share is that
    of `share_interval`. Events that cause one another make the true interval wider.

    Args:
        before, after: events and the population, or person-years, that they are counted among.
        level: the share of such intervals that hold the true ratio.

    Raises:
        ValueError: there were no events before, a count is negative or not whole, or a population
            is not more than zero.
    """
    (first, people), (second, people_2) = before, after
    if not first > 0 or not (first == int(first) and second == int(second)):
        raise ValueError(f"expected whole counts, the first above 0, found {first} and {second}")
    ratio = rate(second, people_2) / rate(first, people)
    low, high = share_interval(second, first + second, level)
    odds = [end / (1 - end) * people / people_2 for end in (low, high)]
    return ratio, odds[0], odds[1]
