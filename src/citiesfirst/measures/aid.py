"""Where aid goes: projects by theme, and places by what is known of them.

A project of the World Bank carries themes, each with a share that the Bank itself judged. Shares
overlap, so they are compared with a threshold and never added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from citiesfirst.measures.rates import share, share_interval

# Fiscal years end in June of the year that names them: the first span ends in June 2007, the year
# of the report; the second goes as far as the table.
SPANS = {"1996–2007": (1996, 2007), "2008–2024": (2008, 2024)}
CITY_WORDS = ("urban", "city", "cities", "municipal", "metropolitan", "slum", "town", "towns")
PEACE_WORDS = (
    *("peace", "peacebuilding", "conflict", "violence", "demobilization", "reintegration"),
    *("reunification", "refugee", "refugees", "displacement", "rohingya"),
)


def by_span(yearly: pd.DataFrame, spans: Mapping[str, tuple[int, int]] = SPANS) -> pd.DataFrame:
    """Return the counts of projects in each span of fiscal years, both ends included.

    Args:
        yearly: counts of projects, one column each, indexed by fiscal year.

    Raises:
        ValueError: a year of a span is missing, or stands twice.
    """
    sums = {}
    for name, (first, last) in spans.items():
        rows = yearly[yearly.index.to_series().between(first, last)]
        if sorted(rows.index) != list(range(first, last + 1)):
            raise ValueError(f"span {name}: expected each year from {first} to {last} once")
        sums[name] = rows.sum()
    return pd.DataFrame(sums).T


def both_at_least(
    projects: pd.DataFrame,
    thresholds: Sequence[int],
    spans: Mapping[str, tuple[int, int]] = SPANS,
) -> pd.DataFrame:
    """Return how many projects reach a threshold in both themes, by threshold and span.

    Args:
        projects: columns ``fiscal_year``, ``urban_share`` and ``fcv_share`` (0 to 1).
        thresholds: in whole per cent.
    """
    lower = projects[["urban_share", "fcv_share"]].min(axis=1).mul(100).round()
    inside = {name: projects["fiscal_year"].between(*span) for name, span in spans.items()}
    return pd.DataFrame(
        {
            name: [int((lower[chosen] >= threshold).sum()) for threshold in thresholds]
            for name, chosen in inside.items()
        },
        index=pd.Index(thresholds, name="threshold"),
    )


def urban_among(counts: pd.DataFrame, mark: str = "") -> pd.DataFrame:
    """Return how many conflict projects, and how many others, are urban: a row each, by span.

    Args:
        counts: columns ``tagged``, ``urban``, ``fcv`` and ``both``, the latter three with ``mark``
            at their end, by span.
        mark: ``""`` for any share of a theme, ``"_25"`` for 25 per cent or more.

    Returns:
        Columns ``span``, ``kind`` (conflict or other), ``urban``, ``projects``, ``share``, and the
        ends ``low`` and ``high`` of its score interval.
    """
    rows = []
    for span, row in counts.iterrows():
        urban, conflict, both = (int(row[f"{theme}{mark}"]) for theme in ("urban", "fcv", "both"))
        others = int(row["tagged"]) - conflict
        for kind, part, whole in (("conflict", both, conflict), ("other", urban - both, others)):
            ends = share_interval(part, whole)
            rows.append((span, kind, part, whole, share(part, whole), *ends))
    columns = ["span", "kind", "urban", "projects", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def says(names: pd.Series, words: Sequence[str]) -> pd.Series:
    """Return which names hold one of the words, as a whole word in small or capital letters."""
    pattern = rf"\b(?:{'|'.join(map(re.escape, words))})\b"
    return names.str.contains(pattern, case=False, regex=True)


def bounds(places: pd.DataFrame) -> pd.DataFrame:
    """Return the share of project locations near a city, elsewhere and unknown, by country.

    ``near`` is the least share that can lie in cities; ``near`` and ``unknown`` together are the
    most. ``locations`` is the number of all.

    Args:
        places: columns ``country``, ``precision_code`` (1 is an exact place), ``locations`` and
            ``near_city`` (empty where the place is not exact).
    """
    exact = places[places["precision_code"] == 1].set_index("country")
    whole = places.groupby("country")["locations"].sum()
    near, known = exact["near_city"].astype(float) / whole, exact["locations"] / whole
    return pd.DataFrame(
        {"near": near, "elsewhere": known - near, "unknown": 1 - known, "locations": whole}
    )
