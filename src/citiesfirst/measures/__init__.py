"""The statistics of the book: pure functions, no files, no charts.

Counts are persons or events, rates say of how many, shares lie between 0 and 1, dates are days of
the civil calendar. A function that cannot answer raises ``ValueError`` and says what it was given.
One module a topic; all functions are at hand here: ``from citiesfirst import measures``.
"""

from citiesfirst.measures.dates import days_between, in_years, lasting
from citiesfirst.measures.places import distance, gini, nearest, size_class, top_share
from citiesfirst.measures.ranks import rank, rank_correlation, rank_interval
from citiesfirst.measures.rates import (
    count_interval,
    rate,
    rate_interval,
    rate_ratio,
    rate_table,
    share,
    share_interval,
)
from citiesfirst.measures.recovery import before_and_after, event_study, spread

__all__ = [
    "before_and_after",
    "count_interval",
    "days_between",
    "distance",
    "event_study",
    "gini",
    "in_years",
    "lasting",
    "nearest",
    "rank",
    "rank_correlation",
    "rank_interval",
    "rate",
    "rate_interval",
    "rate_ratio",
    "rate_table",
    "share",
    "share_interval",
    "size_class",
    "spread",
    "top_share",
]
