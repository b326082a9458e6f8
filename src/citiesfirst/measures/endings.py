"""Ends of armed conflicts, and what places counted in the years around them."""

from __future__ import annotations

import numpy as np
import pandas as pd


def active_years(episodes: pd.DataFrame) -> pd.Series:
    """Return the years in which each country had a conflict: a set of years by country.

    Args:
        episodes: columns ``iso3``, ``first_year`` and ``last_year``, an episode a row.
    """
    years: dict[str, set[int]] = {}
    for row in episodes.itertuples():
        years.setdefault(row.iso3, set()).update(range(row.first_year, row.last_year + 1))
    return pd.Series(years, dtype=object).rename_axis("iso3")


def ends(active: pd.Series, shortest: int, quiet: int, known_to: int) -> pd.DataFrame:
    """Return the ends of conflict in each country: columns ``iso3``, ``first`` and ``last``.

    A run of years with a conflict ends when it lasted at least ``shortest`` years and at least
    ``quiet`` years without one follow. Conflicts that overlap make one run.

    Args:
        active: a set of years by country: see `active_years`.
        shortest: years that a run must last.
        quiet: years without a conflict that must follow.
        known_to: the last year of which it is known whether there was a conflict.

    Raises:
        ValueError: a number of years is not at least one.
    """
    if shortest < 1 or quiet < 1:
        raise ValueError(f"expected one year or more, found {shortest} and {quiet}")
    found = []
    for country, years in active.items():
        first = last = min(years)
        for year in [*sorted(years)[1:], known_to + 1]:
            if year > last + 1 or year > known_to:
                if last - first + 1 >= shortest and year - last - 1 >= quiet:
                    found.append((country, first, last))
                first = year
            last = year
    return pd.DataFrame(found, columns=["iso3", "first", "last"])


def with_zeros(counts: pd.DataFrame, places: pd.Series, first: int, last: int) -> pd.DataFrame:
    """Return counts for every place and year from ``first`` to ``last``: none where no row is.

    Args:
        counts: columns ``city``, ``year`` and counts.
        places: all cities.

    Returns:
        The counts, indexed by ``city`` and ``year``.
    """
    every = pd.MultiIndex.from_product([places, range(first, last + 1)], names=["city", "year"])
    return counts.set_index(["city", "year"]).reindex(every, fill_value=0)


def around(
    counts: pd.DataFrame,
    countries: pd.Series,
    ended: pd.DataFrame,
    active: pd.Series,
    value: str,
    years: int = 5,
) -> pd.DataFrame:
    """Return what cities counted in the years around the end of a conflict in their country.

    Beside it stands what cities at peace counted in the same calendar years: those whose
    countries had no conflict in any year of the window.

    Args:
        counts: by ``city`` and ``year``, complete: see `with_zeros`.
        countries: the country of each city.
        ended: columns ``iso3`` and ``last``: see `ends`. Ends whose window reaches beyond the
            counts are left out.
        active: years of conflict by country: see `active_years`.
        value: the column of ``counts`` to follow.
        years: before and after the last year of conflict.

    Returns:
        One row an end, city and year: ``iso3``, ``last``, ``city``, ``when`` (0 is the last year
        of conflict), ``value`` and ``peace``.
    """
    table = counts[value].unstack("city")[countries.index]  # cities side by side, a year a row
    when = np.arange(-years, years + 1)
    parts = []
    for end in ended.itertuples():
        window = end.last + when
        at_home = (countries == end.iso3).to_numpy()
        if not np.isin(window, table.index).all() or not at_home.any():
            continue
        busy = [country for country, at_war in active.items() if not at_war.isdisjoint(window)]
        rows = table.loc[window[0] : window[-1]].to_numpy()
        peace = pd.DataFrame(rows[:, ~countries.isin(busy).to_numpy()]).mean(axis=1)
        part = {
            "iso3": end.iso3,
            "last": end.last,
            "city": np.tile(countries.index[at_home], len(when)),
            "when": np.repeat(when, at_home.sum()),
            "value": rows[:, at_home].ravel(),
            "peace": np.repeat(peace.to_numpy(), at_home.sum()),
        }
        parts.append(pd.DataFrame(part))
    columns = ["iso3", "last", "city", "when", "value", "peace"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
