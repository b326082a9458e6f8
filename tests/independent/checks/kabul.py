"""The numbers of the chapter on Kabul."""

from collections import Counter
from collections.abc import Callable
from itertools import product
from math import floor, sqrt

from tests.independent.database import column, rows, sql, value
from tests.independent.reading import Between

CHAPTER = "2-symbolic-recovery/kabul"

ARTICLE = "DATE '2006-03-15'"
BANDS = "ged_afghanistan_kabul_bands"
NEAR = "(band LIKE 'within%' OR km_from < 20 AND band LIKE '%km')"  # of the centre, in kilometres
PROVINCES = "(FROM ged_afghanistan_provinces WHERE NOT contains(province, 'unknown'))"
LOW, HIGH = "min(low)", "max(coalesce(high, low))"  # an estimate of "at least" has no high end
PERIODS = {"2002": (2002, 2005), "2006": (2006, 2009), "2010": (2010, 2014)} | {
    "2015": (2015, 2018),
    "2019": (2019, 2021),
}
HOPES = "SELECT 10 * share FROM kabul_polls WHERE question LIKE '%better life%' AND area = ?"
DRAWS = 2_000  # that the chapter makes of the years


def _violence(year: int) -> Callable:
    return sql(
        "SELECT deaths_best FROM organised_violence WHERE iso3 = 'AFG' AND violence = 'all'"
        " AND year = ?",
        year,
    )


def _attacks(counter: str, year: int) -> int:
    return value(
        "SELECT attacks FROM suicide_attacks_afghanistan WHERE counter = ? AND year = ?",
        counter,
        year,
    )


def _killed(first: str, last: str) -> tuple[int, int]:
    """Deaths in the listed attacks on Kabul between two days, lowest and highest."""
    ((low, high),) = rows(
        "SELECT sum(deaths_low), sum(deaths_high) FROM kabul_attacks"
        " WHERE date BETWEEN ?::DATE AND ?::DATE",
        first,
        last,
    )
    return low, high


def _deaths(where: str, first: int, last: int) -> int:
    return value(
        f"SELECT sum(deaths_best) FROM {BANDS} WHERE {where} AND year BETWEEN ? AND ?", first, last
    )


def share_of_deaths(first: int, last: int) -> float:
    """Return the part of Afghanistan's deaths that fell within 20 kilometres of Kabul."""
    return _deaths(NEAR, first, last) / _deaths("true", first, last)


def _residents(first: int, last: int) -> tuple[int, int]:
    """The lowest and highest estimate for the years of a period, or for one beside them."""
    ((low, high),) = rows(
        f"SELECT {LOW}, {HIGH} FROM kabul_population_estimates WHERE year BETWEEN ? - 1 AND ? + 1",
        first,
        last,
    )
    return low, high


def _country(first: int, last: int) -> float:
    return value(
        "SELECT avg(value) FROM development_indicators WHERE iso3 = 'AFG'"
        " AND indicator = 'population' AND year BETWEEN ? AND ?",
        first,
        last,
    )


def city_rate(first: int, last: int) -> tuple[float, float]:
    """Return deaths a year for every 100,000 in Kabul, at the highest and the lowest estimate."""
    yearly = 100_000 * _deaths(NEAR, first, last) / (last - first + 1)
    low, high = _residents(first, last)
    return yearly / high, yearly / low


def rest_rate(first: int, last: int) -> tuple[float, float]:
    """Return the same of the rest of the country."""
    yearly = 100_000 * _deaths(f"NOT {NEAR}", first, last) / (last - first + 1)
    low, high = _residents(first, last)
    whole = _country(first, last)
    return yearly / (whole - low), yearly / (whole - high)


def _least_times() -> int:
    """How many times Kabul's rate the rest had at least, in whole times, in each period."""
    return min(floor(rest_rate(*span)[0] / city_rate(*span)[1]) for span in PERIODS.values())


def _share_of_people(which: str, first: int, last: int) -> list[float]:
    """The city's part of the people, for each year of which there are estimates."""
    return column(
        f"SELECT any_value(e.bound) / any_value(d.value) FROM (SELECT year, {which} AS bound"
        " FROM kabul_population_estimates GROUP BY year) e"
        " JOIN development_indicators d ON d.year = e.year AND d.iso3 = 'AFG'"
        " AND d.indicator = 'population' WHERE e.year BETWEEN ? AND ? GROUP BY e.year",
        first,
        last,
    )


def by_province(first: int, last: int) -> dict[str, list[int]]:
    """Return the deaths of each province, a year after the other."""
    found = rows(
        f"SELECT province, list(deaths_best ORDER BY year) FROM {PROVINCES}"
        " WHERE year BETWEEN ? AND ? GROUP BY province",
        first,
        last,
    )
    return dict(found)


def _place(sums: list[int], own: int) -> int:
    return 1 + sum(one > own for one in sums)


def rank_of_kabul(first: int, last: int) -> int:
    """Return the place of Kabul among the provinces by deaths, the most first."""
    sums = {name: sum(deaths) for name, deaths in by_province(first, last).items()}
    return _place(list(sums.values()), sums["Kabul"])


def interval_of_rank(first: int, last: int) -> tuple[Between, Between]:
    """Return the ranks that may stand at the ends of the interval in which 95 of 100 draws lie.

    All ways to draw the years are gone through, so that the chances are exact. The chapter makes
    some of the draws, so its tail may be off by what chance allows it: three standard errors.
    """
    provinces = by_province(first, last)
    names = list(provinces)
    years = list(zip(*provinces.values(), strict=True))
    kabul = names.index("Kabul")
    ranks: Counter[int] = Counter()
    for drawn in product(years, repeat=len(years)):
        sums = [sum(of_one) for of_one in zip(*drawn, strict=True)]
        ranks[_place(sums, sums[kabul])] += 1
    whole = ranks.total()
    slack = 3 * sqrt(0.025 * 0.975 / DRAWS)

    def end(counted: Callable[[int, int], bool]) -> Between:
        possible = [
            rank
            for rank in ranks
            if sum(n for r, n in ranks.items() if counted(r, rank)) / whole <= 0.025 + slack
            and sum(n for r, n in ranks.items() if counted(r, rank) or r == rank) / whole
            >= 0.025 - slack
        ]
        return Between(min(possible), max(possible))

    return end(lambda other, rank: other < rank), end(lambda other, rank: other > rank)


def _calm() -> list[str]:
    found = column(
        f"SELECT replace(province, ' and ', ' with ') AS name FROM {PROVINCES}"
        " WHERE year BETWEEN 2002 AND 2005 GROUP BY province HAVING sum(deaths_best) = 0"
    )
    return sorted(found)


def _needed(province: str, first: int, last: int) -> tuple[int, int]:
    """Residents, in thousands, at which a province's rate is that of Kabul."""
    deaths = by_province(first, last)
    times = sum(deaths[province]) / sum(deaths["Kabul"])
    low, high = (1_000 * round(times * people / 1_000) for people in _residents(first, last))
    return low, high


CHECKS: dict[str, Callable] = {
    "war-start": sql(
        "SELECT year(min(start))::VARCHAR FROM conflict_episodes WHERE location = 'Afghanistan'"
        " AND incompatibility = 'government'"
    ),
    "war-last": sql(
        "SELECT last_year::VARCHAR FROM conflict_episodes WHERE location = 'Afghanistan'"
        " AND incompatibility = 'government'"
    ),
    "war-years": sql(
        "SELECT sum(war_years) FROM conflict_episodes WHERE location = 'Afghanistan'"
        " AND incompatibility = 'government'"
    ),
    "below-war": lambda: [
        str(year)
        for year in column(
            "SELECT year FROM organised_violence WHERE iso3 = 'AFG' AND violence = 'state-based'"
            " AND deaths_best < 1000 ORDER BY year"
        )
    ],
    # First and last day counted: the campaign began and ended on a day of war.
    "campaign-days": sql(
        """SELECT len(range(start, "end" + INTERVAL 1 DAY, INTERVAL 1 DAY)) FROM conflict_episodes
        WHERE location LIKE 'Afghanistan, United Kingdom%'"""
    ),
    **{f"suicide-{year}": lambda year=year: _attacks("UNAMA", year) for year in range(2003, 2007)},
    **{f"suicide-book-{y}": lambda y=y: _attacks("Rashid", y) for y in (2005, 2006)},
    "suicide-part": lambda: _attacks("UNAMA", 2007),
    "suicide-times": lambda: round(_attacks("UNAMA", 2006) / _attacks("UNAMA", 2005)),
    "suicide-2007": lambda: _attacks("UN Secretary-General", 2007),
    "bombs-2006": lambda: rows(
        "SELECT sum(deaths_low), sum(deaths_high) FROM kabul_attacks"
        " WHERE date BETWEEN DATE '2006-09-01' AND DATE '2006-09-30'"
    )[0],
    "bomb-2002": lambda: _killed("2002-01-01", "2002-12-31"),
    "two-2021": lambda: _killed("2021-01-01", "2021-12-31"),
    "kabul-1994": lambda: _deaths(NEAR, 1994, 1994),
    "rest-2004": lambda: _deaths(f"NOT {NEAR}", 2004, 2004),
    "rest-2021": lambda: _deaths(f"NOT {NEAR}", 2021, 2021),
    "kabul-2021": lambda: _deaths(NEAR, 2021, 2021),
    "unknown-deaths": sql(f"SELECT sum(deaths_best) FROM {BANDS} WHERE band LIKE '%unknown%'"),
    "share-1992": lambda: share_of_deaths(1992, 1996),
    "share-before": lambda: share_of_deaths(2002, 2005),
    "share-after": lambda: share_of_deaths(2006, 2009),
    "share-most": lambda: max(share_of_deaths(*span) for span in PERIODS.values()),
    "share-year": lambda: max(share_of_deaths(year, year) for year in range(2006, 2022)),
    "people-2015": lambda: (
        min(_share_of_people(LOW, 2014, 2015)),
        max(_share_of_people(HIGH, 2014, 2015)),
    ),
    "people-least": lambda: min(_share_of_people(LOW, 2003, 2021)),
    "people-most": lambda: max(_share_of_people(HIGH, 2003, 2021)),
    "city-before": lambda: city_rate(2002, 2005),
    "city-after": lambda: city_rate(2006, 2009),
    "city-late": lambda: city_rate(2015, 2018),
    "city-1992": lambda: city_rate(1992, 1996)[1],
    "rest-before": lambda: rest_rate(2002, 2005),
    "rest-after": lambda: rest_rate(2006, 2009),
    "rest-late": lambda: rest_rate(2015, 2018),
    "least-times": _least_times,
    "rise-least": lambda: floor(city_rate(2015, 2018)[0] / city_rate(2002, 2005)[1]),
    "rest-rise": lambda: (
        rest_rate(2015, 2018)[0] / rest_rate(2002, 2005)[1],
        rest_rate(2015, 2018)[1] / rest_rate(2002, 2005)[0],
    ),
    "provinces": sql(f"SELECT count(DISTINCT province) FROM {PROVINCES}"),
    "calm-before": _calm,
    "calm-number": lambda: len(_calm()),
    "needed-takhar": lambda: _needed("Takhar", 2002, 2005),
    "needed-bamyan": lambda: _needed("Bamyan", 2019, 2021),
    "needed-nuristan": lambda: _needed("Nuristan", 2019, 2021),
    "needed-khost": lambda: _needed("Khost", 2019, 2021),
    "needed-parwan": lambda: _needed("Parwan and Panjshir", 2019, 2021),
    "hope-kabul": sql(HOPES, "Kabul"),
    "hope-north": sql(HOPES, "Northern provinces"),
    "riot-days": sql(f"SELECT date - {ARTICLE} FROM kabul_attacks WHERE kind = 'riot'"),
    "riot-dead": lambda: rows(
        "SELECT deaths_low, deaths_high FROM kabul_attacks WHERE kind = 'riot'"
    )[0],
    "country-2024": _violence(2024),
    "all-2004": _violence(2004),
    "all-2021": _violence(2021),
}
for _name, _span in PERIODS.items():
    CHECKS |= {
        f"rank-{_name}": lambda span=_span: rank_of_kabul(*span),
        f"interval-{_name}": lambda span=_span: interval_of_rank(*span),
    }
