"""The numbers of the chapter on the north of Cauca."""

from collections.abc import Callable

from tests.independent import methods
from tests.independent.database import column, rows, sql, value

CHAPTER = "3-city-to-city/north-cauca"

CAUCA = "north_cauca_homicides"
SIZES = "colombia_homicides_by_size"
PLACES = "(FROM colombia_municipalities WHERE north_cauca)"
ATTACKS = "toribio_attack_counts"
CAME = "cauca_prizes_and_solidarity WHERE kind <> 'prize'"
YEARS = (2003, 2007, 2017, 2018, 2019, 2024)
PERIODS = {"before": (2003, 2017), "after": (2018, 2024)}  # a new census changed the people
# Guachené was parted from Caloto in 2006, and at first had no people of its own.
WHOLE = "CASE municipality WHEN 'Guachené' THEN 'Caloto' ELSE municipality END"
# The rate of each class of size in the rest of the country, applied to the people of the region.
EXPECTED = f"""(
    WITH own AS (
        SELECT c.year, p.size_class, sum(homicides) AS homicides, sum(population) AS population
        FROM {CAUCA} c JOIN {PLACES} p USING (code) WHERE homicides IS NOT NULL GROUP BY ALL)
    SELECT year, sum(own.population * (s.homicides - own.homicides)
        / (s.population - own.population)) AS likely
    FROM own JOIN {SIZES} s USING (year, size_class) GROUP BY year)"""


def _killed(year: int) -> int:
    return value(f"SELECT sum(homicides) FROM {CAUCA} WHERE year = ?", year)


def rate(table: str, first: int, last: int) -> float:
    """Return the homicides a year for every 100,000 residents, over some years."""
    return value(
        f"SELECT 1e5 * sum(homicides) / sum(population) FROM {table} WHERE year BETWEEN ? AND ?",
        first,
        last,
    )


def times(year: int) -> float:
    """Return the homicides of a year as a multiple of those at the rates of like-sized places."""
    return _killed(year) / value(f"SELECT likely FROM {EXPECTED} WHERE year = ?", year)


def _below() -> list[str]:
    found = column(
        f"SELECT year FROM {EXPECTED} JOIN (SELECT year, sum(homicides) AS seen FROM {CAUCA}"
        " GROUP BY year) USING (year) WHERE seen < likely ORDER BY year"
    )
    return [str(year) for year in found]


def _place(name: str, span: str) -> methods.Pair:
    """Homicides and person-years of a municipality."""
    ((killed, people),) = rows(
        f"SELECT sum(homicides), sum(population) FROM {CAUCA} WHERE {WHOLE} = ?"
        " AND year BETWEEN ? AND ?",
        name,
        *PERIODS[span],
    )
    return killed, people


def _place_rate(name: str, span: str) -> float:
    killed, people = _place(name, span)
    return 1e5 * killed / people


def _toribio_end(which: int) -> float:
    killed, people = _place("Toribío", "before")
    return 1e5 * methods.poisson_interval(int(killed))[which] / people


def _lowest_three() -> list[str]:
    return sorted(
        column(
            f"SELECT {WHOLE} AS place FROM {CAUCA} WHERE year <= 2017 GROUP BY place"
            " ORDER BY sum(homicides) / sum(population) LIMIT 3"
        )
    )


def _attacks(counter: str, counted: str) -> Callable:
    return sql(
        f"SELECT attacks FROM {ATTACKS} WHERE counter LIKE ? AND counted LIKE ?", counter, counted
    )


def _years(counter: str, counted: str) -> Callable:
    return sql(
        f"SELECT 1 + period_end - period_start FROM {ATTACKS} WHERE counter LIKE ?"
        " AND counted LIKE ?",
        counter,
        counted,
    )


def _largest_two() -> list[str]:
    return column(
        f"SELECT municipality FROM {CAUCA} WHERE year <= 2017 GROUP BY municipality"
        " ORDER BY sum(homicides) DESC LIMIT 2"
    )


def _came(where: str) -> Callable:
    return sql(f"SELECT count(*) FROM {CAME} AND {where}")


CHECKS: dict[str, Callable] = {
    "people-2005": sql(f"SELECT sum(population) FROM {CAUCA} WHERE year = 2005"),
    "largest": sql(f"SELECT arg_max(municipality, population_2005) FROM {PLACES}"),
    "largest-people": sql(f"SELECT max(population_2005) FROM {PLACES}"),
    "toribio-people": sql(f"SELECT population_2005 FROM {PLACES} WHERE municipality = 'Toribío'"),
    "small-places": sql(f"SELECT count(*) FROM {PLACES} WHERE population_2005 < 50000"),
    "attacks-most": _attacks("Proyecto Nasa", "%"),
    "attacks-centre": _attacks("Centro Nacional%", "incursions"),
    "attacks-police": _attacks("National Police", "harassments"),
    "attacks-personeria": _attacks("Persone%", "%"),
    "attacks-assaults": _attacks("National Police", "assault%"),
    "years-police": _years("National Police", "harassments"),
    "years-assaults": _years("National Police", "assaults"),
    "years-personeria": _years("Persone%", "harassments"),
    "largest-two": _largest_two,
    "largest-two-share": lambda: value(
        f"SELECT sum(homicides) FILTER (municipality IN (?, ?)) / sum(homicides) FROM {CAUCA}"
        " WHERE year <= 2017",
        *_largest_two(),
    ),
    "counters": sql(f"SELECT count(DISTINCT counter) FROM {ATTACKS}"),
    "killed-all": sql(f"SELECT sum(homicides) FROM {CAUCA}"),
    "below-years": _below,
    "colombia-before": lambda: rate(SIZES, *PERIODS["before"]),
    "colombia-after": lambda: rate(SIZES, *PERIODS["after"]),
    "toribio-low": lambda: _toribio_end(0),
    "toribio-high": lambda: _toribio_end(1),
    "toribio-killed": lambda: _place("Toribío", "before")[0],
    "lowest-three": _lowest_three,
    "found": _came("true"),
    "prizes": sql("SELECT count(*) FROM cauca_prizes_and_solidarity WHERE kind = 'prize'"),
    "early": _came("before_report = 'yes'"),
    "named": lambda: {0: "none"}.get(_came("european_mayor = 'yes'")()),
}
for _year in YEARS:
    CHECKS |= {
        f"rate-{_year}": lambda year=_year: rate(CAUCA, year, year),
        f"country-{_year}": lambda year=_year: rate(SIZES, year, year),
        f"times-{_year}": lambda year=_year: times(year),
        f"killed-{_year}": lambda year=_year: _killed(year),
    }
for _span in PERIODS:
    for _name in ("Toribío", "Jambaló", "Caldono", "Corinto"):
        CHECKS[f"{_name}-{_span}"] = lambda name=_name, span=_span: _place_rate(name, span)
