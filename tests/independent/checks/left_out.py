"""The numbers of the chapter on what the passage left out."""

from collections.abc import Callable

from tests.independent.checks.sarajevo_reborn import GROUPS_2013, room
from tests.independent.database import sql

CHAPTER = "4-the-verdict/left-out"

MOSTAR = "municipality = 'Mostar'"


def _violence(first: int, last: int) -> Callable:
    return sql(
        "SELECT sum(organised_violence) FROM urban_disorder WHERE city = 'Baghdad'"
        " AND year BETWEEN ? AND ?",
        first,
        last,
    )


def _away(year: int) -> Callable:
    """People away from home in the country or abroad, in millions."""
    return sql(
        "SELECT (coalesce(refugees_abroad, 0) + coalesce(idps, 0)) / 1e6 FROM displacement"
        " WHERE iso3 = 'BIH' AND year = ?",
        year,
    )


CHECKS: dict[str, Callable] = {
    "mostar-croats": sql(f"SELECT croats / population FROM bosnia_census_2013 WHERE {MOSTAR}"),
    "mostar-bosniaks": sql(f"SELECT bosniaks / population FROM bosnia_census_2013 WHERE {MOSTAR}"),
    "mostar-mixing": lambda: room("bosnia_census_2013", MOSTAR, GROUPS_2013),
    "baghdad-before": _violence(1998, 2002),
    "baghdad-after": _violence(2003, 2007),
    **{f"bih-{year}": _away(year) for year in (1994, 1998, 2007)},
    "afg-returned": sql(
        "SELECT sum(returned_refugees) / 1e6 FROM displacement WHERE iso3 = 'AFG'"
        " AND year BETWEEN 2002 AND 2006"
    ),
}
