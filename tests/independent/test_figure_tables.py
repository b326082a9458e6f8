"""The rows behind the charts, computed a second time where the book computes them itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.independent import methods, printed_book
from tests.independent.checks import kabul, north_cauca, sarajevo_siege
from tests.independent.checks.where_the_money_goes import SPANS, both, projects
from tests.independent.database import column, rows

Row = tuple[Any, ...]


def _siege_lengths() -> Iterable[Row]:
    label, years = "label", sarajevo_siege.YEARS
    return rows(f'SELECT {label}, "end" - start, {years} FROM {sarajevo_siege.LENGTHS}')


def _siege_rates() -> Iterable[Row]:
    return rows(
        "SELECT municipality, deaths_total, population_1991, 1000 * deaths_total / population_1991"
        f" FROM {sarajevo_siege.DEATHS}"
    )


def _cauca_by_year() -> Iterable[Row]:
    for year, killed, people in rows(
        f"SELECT year, sum(homicides), sum(population) FROM {north_cauca.CAUCA} GROUP BY year"
    ):
        low, high = (1e5 * end / people for end in methods.poisson_interval(int(killed)))
        likely = 1e5 * killed / people / north_cauca.times(year)
        country = north_cauca.rate(north_cauca.SIZES, year, year)
        yield year, killed, people, 1e5 * killed / people, low, high, likely, country


def _colombia_by_size() -> Iterable[Row]:
    return rows(
        "SELECT year, size_class, homicides, population, 1e5 * homicides / population"
        " FROM colombia_homicides_by_size"
    )


def _both_themes() -> Iterable[Row]:
    for least in range(1, 101):
        counts = [both(least, when) for when in SPANS]
        of_all = [projects("tagged", when) for when in SPANS]
        yield least, *counts, *(1_000 * n / m for n, m in zip(counts, of_all, strict=True))


def _provinces() -> Iterable[Row]:
    names = column("SELECT DISTINCT province FROM ged_afghanistan_provinces")
    sums = [kabul.by_province(*span) for span in kabul.PERIODS.values()]
    for name in names:
        if name in sums[0]:
            yield name, *(sum(found[name]) for found in sums)


# Of each figure: the second route, the columns that it computes, and the digits that are shown.
TABLES: dict[str, tuple[Callable[[], Iterable[Row]], list[str], int]] = {
    "fig-siege-lengths": (_siege_lengths, ["Label", "days", "years"], 2),
    "fig-siege-map": (_siege_rates, ["Municipality", "Deaths", "Population 1991", "rate"], 1),
    "fig-cauca-homicides": (
        _cauca_by_year,
        [
            *("year", "Homicides, northern Cauca", "Population", "Per 100,000"),
            *("Lower end", "Upper end", "Places of like size", "Colombia"),
        ],
        1,
    ),
    "fig-war-colombia": (
        _colombia_by_size,
        ["Year", "Size class", "Homicides", "Population", "rate"],
        1,
    ),
    "fig-bank-both": (
        _both_themes,
        [
            "Both themes at least (%)",
            *("1996–2007, projects", "2008–2024, projects"),
            *("1996–2007, in 1,000", "2008–2024, in 1,000"),
        ],
        2,
    ),
    "fig-kabul-provinces": (
        _provinces,
        [
            *("Province", "Deaths 2002–2005", "Deaths 2006–2009", "Deaths 2010–2014"),
            *("Deaths 2015–2018", "Deaths 2019–2021"),
        ],
        0,
    ),
}


@pytest.mark.parametrize("figure", TABLES)
def test_the_rows_behind_a_chart_are_the_recomputed_ones(figure):
    route, columns, digits = TABLES[figure]
    headings, shown = printed_book.table_of(figure)
    places = [headings.index(name) for name in columns]
    printed = _sorted([row[place] for place in places] for row in shown)
    computed = _sorted(route())
    assert len(printed) == len(computed)
    half = 0.5 * 10**-digits + 1e-9
    for one, other in zip(printed, computed, strict=True):
        assert one == [pytest.approx(x, abs=half) if _number(x) else x for x in other]


def _sorted(found: Iterable[Any]) -> list[list[Any]]:
    """Rows in the order of their labels: names, years, thresholds."""
    return sorted((list(row) for row in found), key=lambda row: [str(cell) for cell in row[:2]])


def _number(value: Any) -> bool:
    return isinstance(value, int | float)
