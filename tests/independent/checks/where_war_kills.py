"""The numbers of the chapter on where war kills."""

from collections.abc import Callable

from tests.independent.checks.kabul import share_of_deaths
from tests.independent.database import column, rows, sql, value

CHAPTER = "1-state-and-city/where-war-kills"

WORLD = "organised_violence WHERE iso3 = 'WLD' AND violence = 'all'"
DEATHS = "bosnia_municipal_deaths"
SIZES = "colombia_homicides_by_size"
CLASSES = {"largest": "500,000 and more", "towns": "20,000 to 49,999", "smallest": "under 10,000"}
SINCE_1997 = ((1997, 2001), (2002, 2005), (2006, 2009), (2010, 2014), (2015, 2018), (2019, 2021))
SPANS = ((1989, 1991), (1992, 1996), *SINCE_1997)


def _world(year: int) -> Callable:
    """The deaths of a year, as the sum of the three kinds of violence."""
    return sql(
        "SELECT sum(deaths_best) FROM organised_violence WHERE iso3 = 'WLD'"
        " AND violence <> 'all' AND year = ?",
        year,
    )


def _near(city: str) -> Callable:
    """The share of a country's deaths within 20 kilometres of a city."""
    return sql(
        "SELECT sum(deaths_best) FILTER (km_from < 20 AND band NOT LIKE 'rest%')"
        " / sum(deaths_best) FROM ged_bosnia_distance WHERE city = ?",
        city,
    )


def unknown_part(span: tuple[int, int]) -> float:
    """Return the share of Afghanistan's deaths in a period that are known only by country."""
    return value(
        "SELECT sum(deaths_best) FILTER (band LIKE 'country centroid%') / sum(deaths_best)"
        " FROM ged_afghanistan_kabul_bands WHERE year BETWEEN ? AND ?",
        *span,
    )


def _part(what: str, where: str) -> Callable:
    return sql(f"SELECT sum({what}) FILTER ({where}) / sum({what}) FROM {DEATHS}")


def _homicides(size: str, year: int) -> float:
    return value(
        f"SELECT homicides * 1e5 / population FROM {SIZES} WHERE size_class = ? AND year = ?",
        size,
        year,
    )


def _start() -> list[float]:
    """Lowest and highest rate of a class in 2003, in whole homicides."""
    found = column(f"SELECT homicides * 1e5 / population FROM {SIZES} WHERE year = 2003")
    return [round(min(found)), round(max(found))]


def _people_of_kabul() -> tuple[float, float]:
    """Kabul's part of the people since 2002: the lowest and the highest of any period."""
    lows, highs = [], []
    for first, last in SINCE_1997[1:]:
        ((low, high, whole),) = rows(
            "SELECT min(low), max(coalesce(high, low)), (SELECT avg(value)"
            " FROM development_indicators WHERE iso3 = 'AFG' AND indicator = 'population'"
            " AND year BETWEEN $1 AND $2) FROM kabul_population_estimates"
            " WHERE year BETWEEN $1 - 1 AND $2 + 1",
            first,
            last,
        )
        lows.append(low / whole)
        highs.append(high / whole)
    return min(lows), max(highs)


CHECKS: dict[str, Callable] = {
    "world-1994": _world(1994),
    "world-2022": _world(2022),
    "world-2024": _world(2024),
    "world-lowest": sql(f"SELECT min(deaths_best) FROM {WORLD}"),
    "world-lowest-year": sql(f"SELECT arg_min(year, deaths_best)::VARCHAR FROM {WORLD}"),
    "world-times": lambda: round(_world(2024)() / value(f"SELECT min(deaths_best) FROM {WORLD}")),
    "world-years": sql(f"SELECT max(year) - min(year) + 1 FROM {WORLD}"),
    "world-quiet-years": lambda: sorted(
        column(f"SELECT year FROM {WORLD} ORDER BY deaths_best LIMIT 3")
    ),
    "near-sarajevo": _near("Sarajevo"),
    "near-tuzla": _near("Tuzla"),
    "people-sarajevo": _part("population_1991", "sarajevo_city_1991"),
    "people-tuzla": _part("population_1991", "municipality = 'Tuzla'"),
    "book-sarajevo": _part("deaths_total", "sarajevo_city_1991"),
    "book-quoted": sql(
        "SELECT (SELECT figure FROM sarajevo_siege_totals WHERE count = 'book_of_the_dead')"
        f" / sum(deaths_total) FROM {DEATHS}"
    ),
    "book-tuzla": _part("deaths_total", "municipality = 'Tuzla'"),
    "near-kabul-1989": lambda: share_of_deaths(1989, 1991),
    "near-kabul-1992": lambda: share_of_deaths(1992, 1996),
    "near-kabul-1997": lambda: share_of_deaths(1997, 2001),
    "near-kabul-after": lambda: max(share_of_deaths(*span) for span in SINCE_1997[1:]),
    "unknown-most": lambda: max(map(unknown_part, SPANS)),
    "people-kabul": _people_of_kabul,
    "colombia-places": sql(f"SELECT sum(municipalities) FROM {SIZES} WHERE year = 2024"),
    "colombia-start": lambda: " and ".join(map(str, _start())),
    "largest-2003": lambda: _homicides(CLASSES["largest"], 2003),
}
for _key, _size in CLASSES.items():
    CHECKS |= {
        f"{_key}-2024": lambda size=_size: _homicides(size, 2024),
        f"{_key}-fall": lambda size=_size: 1 - _homicides(size, 2024) / _homicides(size, 2003),
    }
