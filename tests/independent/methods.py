"""Statistical methods as their textbooks give them, in plain Python.

Written from the publications, not from the book's own measures, which they are to check.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import NormalDist, correlation

from tests.independent.reading import Between

Z = NormalDist().inv_cdf(0.975)  # of 95 per cent intervals
Pair = tuple[float, float]


def mean_ranks(values: Sequence[float]) -> list[float]:
    """Return the place of each value in rising order; equal values share their mean place."""
    return [
        sum(other < one for other in values) + (sum(other == one for other in values) + 1) / 2
        for one in values
    ]


def spearman(pairs: Sequence[Pair]) -> float:
    """Return the rank correlation (Spearman 1904): Pearson's, of the mean ranks."""
    one, other = zip(*pairs, strict=True)
    return correlation(mean_ranks(one), mean_ranks(other))


def spearman_interval(pairs: Sequence[Pair]) -> Pair:
    """Return its interval by Fisher's z with the variance of Bonett and Wright (2000)."""
    found = spearman(pairs)
    error = math.sqrt((1 + found**2 / 2) / (len(pairs) - 3))
    z = 0.5 * math.log((1 + found) / (1 - found))
    return math.tanh(z - Z * error), math.tanh(z + Z * error)


def wilson(part: float, whole: float) -> Pair:
    """Return the score interval of a share (Wilson 1927), as roots of its quadratic equation."""
    # (p - x)² = z² x (1 - x) / n, solved for x
    p, a = part / whole, 1 + Z**2 / whole
    b = -(2 * p + Z**2 / whole)
    root = math.sqrt(b**2 - 4 * a * p**2)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def ratio_interval(before: Pair, after: Pair) -> Pair:
    """Return the interval of the ratio of two rates, given their events and person-years."""
    share = wilson(after[0], before[0] + after[0])
    low, high = (before[1] / after[1] * x / (1 - x) for x in share)
    return low, high


def poisson_interval(count: int) -> Pair:
    """Return Garwood's exact interval (1936), found by halving where the tail has 2.5 per cent."""

    def below(least: int, mean: float) -> float:
        """The chance of fewer than ``least`` events at a mean."""
        return math.fsum(
            math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(least)
        )

    def where(least: int, chance: float) -> float:
        low, high = 1e-9, 10.0 + 3 * least + 10 * math.sqrt(least)
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if below(least, middle) > chance else (low, middle)
        return low

    return (where(count, 0.975) if count else 0.0), where(count + 1, 0.025)


def quantile(ordered: Sequence[float], level: float) -> float:
    """Return a quantile of values in rising order, between two of them by a straight line."""
    at = level * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def drawn_interval(values: Sequence[float], draws: int) -> tuple[Between, Between]:
    """Return bounds for the ends of a percentile interval that rests on so many draws.

    Two sets of draws put 2.5 per cent at slightly different values: three standard errors of that
    share are allowed on either side.
    """
    ordered = sorted(values)
    slack = 3 * math.sqrt(0.025 * 0.975 * (1 / draws + 1 / len(values)))
    low = Between(quantile(ordered, 0.025 - slack), quantile(ordered, 0.025 + slack))
    return low, Between(quantile(ordered, 0.975 - slack), quantile(ordered, 0.975 + slack))


def drawn_ratios(clusters: Mapping[str, Pair], draws: int = 4_000) -> list[float]:
    """Return the ratio of the second sums to the first in clusters drawn again with replacement."""
    lots, pairs = random.Random(1936), list(clusters.values())
    found = []
    for _ in range(draws):
        drawn = lots.choices(pairs, k=len(pairs))
        found.append(sum(after for _, after in drawn) / sum(before for before, _ in drawn))
    return found


def runs(years: set[int]) -> list[tuple[int, int]]:
    """Return the first and last year of each unbroken run."""
    ordered = sorted(years)
    breaks = [(a, b) for a, b in pairwise(ordered) if b > a + 1]
    starts = [ordered[0], *(b for _, b in breaks)]
    return list(zip(starts, [*(a for a, _ in breaks), ordered[-1]], strict=True))
