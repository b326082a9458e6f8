"""What came after: how places differ, and years counted from an event."""

from __future__ import annotations

import numpy as np
import pandas as pd


def spread(values: pd.Series, by: pd.Series) -> pd.DataFrame:
    """Return the middle of each group and the limits of its middle half.

    Args:
        values: one number a place, without gaps.
        by: the group of each place, with the same index; groups without places are left out.

    Returns:
        By group ``places`` (how many), ``lower`` (quartile), ``median`` and ``upper`` (quartile).

    Raises:
        ValueError: a value or a group is missing.
    """
    if values.isna().any() or by.isna().any() or not values.index.equals(by.index):
        raise ValueError("every place needs a value and a group")
    found = values.groupby(by, observed=True)
    return pd.DataFrame(
        {
            "places": found.size(),
            "lower": found.quantile(0.25),
            "median": found.median(),
            "upper": found.quantile(0.75),
        }
    )


def event_study(
    panel: pd.DataFrame,
    cluster: str,
    when: str,
    value: str,
    level: float = 0.95,
    draws: int = 4_000,
    seed: int = 2007,
) -> pd.DataFrame:
    """Return the mean of ``value`` in each year counted from an event, with its interval.

    Clusters are drawn again with replacement, each with all its rows, because the years of a city
    and the cities of a country resemble one another; the interval is that of the percentiles of
    the means (the cluster bootstrap: Cameron, Gelbach and Miller 2008, Bootstrap-based
    improvements for inference with clustered errors, Review of Economics and Statistics 90:
    414–427).

    Args:
        panel: one row a place and year, columns ``cluster``, ``when`` and ``value``; ``when``
            counts the years from the event, negative before it.
        level: the share of the draws between ``low`` and ``high``.
        seed: of the draws, so that the interval is the same each time.

    Returns:
        Columns ``mean``, ``low``, ``high``, ``rows`` and ``clusters`` (how many the mean is of),
        by ``when``.

    Raises:
        ValueError: there are no rows, or a value is missing.
    """
    sums, rows, times = _clusters(panel, cluster, when, value, draws, seed)
    with np.errstate(invalid="ignore"):  # a draw may miss all rows of a year
        means = (times @ sums.to_numpy()) / (times @ rows.to_numpy())
    low, high = np.nanquantile(means, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return pd.DataFrame(
        {
            "mean": sums.sum() / rows.sum(),
            "low": low,
            "high": high,
            "rows": rows.sum().astype(int),
            "clusters": (rows > 0).sum(),
        }
    )


def before_and_after(
    panel: pd.DataFrame,
    cluster: str,
    when: str,
    value: str,
    level: float = 0.95,
    draws: int = 4_000,
    seed: int = 2007,
) -> tuple[float, float, float]:
    """Return the mean of the years after an event as a part of that before, with its interval.

    The year of the event itself (0) is left out. The interval is made as in `event_study`.

    Raises:
        ValueError: there are no rows before or none after, a value is missing, or all values
            before are zero.
    """
    around = panel[panel[when] != 0]
    side = around.assign(**{when: np.sign(around[when])})
    sums, rows, times = _clusters(side, cluster, when, value, draws, seed)
    if list(sums.columns) != [-1, 1] or not sums[-1].sum() > 0:
        raise ValueError("expected years before and after, and more than zero before")
    with np.errstate(invalid="ignore", divide="ignore"):
        means = (times @ sums.to_numpy()) / (times @ rows.to_numpy())
        ratios = means[:, 1] / means[:, 0]
    low, high = np.nanquantile(ratios, [(1 - level) / 2, (1 + level) / 2])
    found = sums.sum() / rows.sum()
    return float(found[1] / found[-1]), float(low), float(high)


def _clusters(
    panel: pd.DataFrame, cluster: str, when: str, value: str, draws: int, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Sums and numbers of rows by cluster and year, and how often each draw takes a cluster."""
    if panel.empty or panel[[cluster, when, value]].isna().any(axis=None):
        raise ValueError("an event study needs rows without gaps")
    grouped = panel.groupby([cluster, when])[value]
    sums = grouped.sum().astype(float).unstack(fill_value=0.0)
    rows = grouped.size().unstack(fill_value=0)
    evenly = np.full(len(sums), 1 / len(sums))
    times = np.random.default_rng(seed).multinomial(len(sums), evenly, size=draws)
    return sums, rows, times
