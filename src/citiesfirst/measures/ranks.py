"""The place of one among many, and how sure it is."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd


def rank(values: pd.Series, label: str) -> int:
    """Return the place of ``label`` among ``values``, the largest being first.

    Equal values share the better place (competition ranking: 1, 2, 2, 4).

    Args:
        values: one number a label, without gaps.
        label: the row to be placed.

    Raises:
        ValueError: there is no such label, it occurs twice, or a value is missing.
    """
    if list(values.index).count(label) != 1:
        raise ValueError(f"expected {label!r} once, found it {list(values.index).count(label)}x")
    if values.isna().any():
        raise ValueError("values with gaps have no rank")
    return int((values > values[label]).sum()) + 1


def rank_interval(
    counts: pd.Series,
    populations: pd.Series,
    label: str,
    level: float = 0.95,
    draws: int = 4_000,
    seed: int = 2007,
) -> tuple[int, int]:
    """Return the ends between which the rank of a rate lies, as far as chance alone moves it.

    Each place's rate is drawn anew from what its count says of it, and the places are ranked each
    time (Goldstein and Spiegelhalter 1996, League tables and their limitations, Journal of the
    Royal Statistical Society A 159: 385–443). The count is Poisson; with the prior of Jeffreys a
    rate then follows a gamma distribution of shape ``count + 1/2``. Deaths that come many at a
    time would move the rank further.

    Args:
        counts, populations: columns with one index, a place a row.
        label: the place whose rank is asked for, the highest rate being first.
        level: the share of the draws between the two ends.
        seed: of the draws, so that the interval is the same each time.

    Raises:
        ValueError: the columns differ in their places, a count is negative, a place has no
            population, or as of `rank`.
    """
    if not counts.index.equals(populations.index):
        raise ValueError("counts and populations of different places")
    if not (counts >= 0).all() or not (populations > 0).all():
        raise ValueError("a rank needs counts of zero or more and populations above zero")
    rank(counts / populations, label)  # to complain about a label that is not there
    shapes, people = counts.to_numpy(float) + 0.5, populations.to_numpy(float)
    drawn = np.random.default_rng(seed).standard_gamma(shapes, (draws, len(shapes))) / people
    own = drawn[:, [counts.index.get_loc(label)]]
    places = (drawn > own).sum(axis=1) + 1
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(places, tails, method="closest_observation")
    return int(low), int(high)


def rank_correlation(
    one: pd.Series, other: pd.Series, level: float = 0.95
) -> tuple[float, float, float]:
    """Return how far two columns go up and down together by rank, and the interval of that.

    1 is the same order, −1 the opposite one, 0 none (Spearman 1904, The proof and measurement of
    association between two things, American Journal of Psychology 15: 72–101). The interval takes
    the places as a sample of such places (Bonett and Wright 2000, Sample size requirements for
    estimating Pearson, Kendall and Spearman correlations, Psychometrika 65: 23–28).

    Args:
        one, other: columns with one index, at least four places, without gaps.
        level: the share of such intervals that hold the true correlation.

    Raises:
        ValueError: the indexes differ, a value is missing, there are fewer than four places, or a
            column has one and the same value everywhere.
    """
    if not one.index.equals(other.index) or one.isna().any() or other.isna().any():
        raise ValueError("expected two columns without gaps, of the same places")
    if len(one) < 4 or one.nunique() < 2 or other.nunique() < 2:
        raise ValueError("expected at least four places with different values")
    found = float(np.corrcoef(one.rank(), other.rank())[0, 1])
    if abs(found) > 1 - 1e-12:  # an order that is the same, or the opposite one
        return (round(found),) * 3
    half = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt((1 + found**2 / 2) / (len(one) - 3))
    low, high = np.tanh(np.arctanh(found) + np.array([-half, half]))
    return found, float(low), float(high)
