"""How mixed a population is, and how many mixed couples that leaves room for.

The yardstick is 1 − Σp²: the chance that two people, drawn at random and with replacement, belong
to different groups (Simpson 1949, Measurement of diversity, Nature 163: 688). Where couples formed
by lot, that share of them would be mixed. Counts are people; chances and shares lie between 0 and
1. Pure functions on DataFrames; one that cannot answer raises ``ValueError``.
"""

from __future__ import annotations

import pandas as pd

# The groups of the two censuses. "Muslims" in 1991 and "Bosniaks" in 2013 are not one category;
# "Yugoslav" was a category in 1991 alone.
GROUPS_1991 = ("muslims_1991", "serbs_1991", "croats_1991", "yugoslavs_1991", "other_1991")
GROUPS_2013 = ("bosniaks_2013", "serbs_2013", "croats_2013", "other_2013", "undeclared_2013")


def chance(counts: pd.DataFrame) -> pd.Series:
    """Return for each place the chance that two of its people belong to different groups.

    Args:
        counts: people by place (rows) and group (columns).

    Raises:
        ValueError: a place has no people, or a count is negative or missing.
    """
    people = counts.sum(axis=1, skipna=False)
    if not (people > 0).all() or (counts < 0).any(axis=None):
        raise ValueError(f"expected people in every place, found {people.to_dict()}")
    return 1 - counts.div(people, axis=0).pow(2).sum(axis=1)


def pooled(counts: pd.DataFrame) -> float:
    """Return the chance of mixing if all places were one pool in which anyone may meet anyone.

    Raises:
        ValueError: see `chance`.
    """
    return float(chance(counts.sum(skipna=False).to_frame().T).iloc[0])


def local(counts: pd.DataFrame) -> float:
    """Return the chance of mixing if people meet only within their own place.

    This is the mean of the places' chances, each weighted by its people. It is never more than
    the chance of one pool.

    Raises:
        ValueError: see `chance`.
    """
    people = counts.sum(axis=1)
    return float((chance(counts) * people).sum() / people.sum())


def local_by(counts: pd.DataFrame, whole: pd.Series) -> pd.Series:
    """Return for each whole the chance of mixing if its people meet only within their own part.

    Args:
        counts: people by part (rows) and group (columns).
        whole: for each part, the name of the whole to which it belongs.

    Raises:
        ValueError: a part belongs to no whole; see also `chance`.
    """
    if lost := list(counts.index.difference(whole.dropna().index)):
        raise ValueError(f"no whole for {', '.join(map(str, lost))}")
    return counts.groupby(whole.reindex(counts.index)).apply(local)


def taken(observed: float, possible: float) -> float:
    """Return the share of mixed couples as a part of the share that chance alone would give.

    1 is mixing as by lot, 0 none at all. More than 1 means that people seek other groups, or that
    the two shares are not measured on the same people.

    Args:
        observed: the share of couples that are mixed.
        possible: the chance of mixing.

    Raises:
        ValueError: a share is not between 0 and 1, or chance gives none.
    """
    if not 0 <= observed <= 1 or not 0 < possible <= 1:
        raise ValueError(f"expected two shares, found {observed} and {possible}")
    return observed / possible


def at_same_readiness(observed: float, before: float, after: float) -> float:
    """Return the share of mixed couples to expect if only the chance of mixing had changed.

    Args:
        observed: the share of mixed couples at the start.
        before, after: the chance of mixing at the start and at the end.

    Raises:
        ValueError: see `taken`.
    """
    return taken(observed, before) * after
