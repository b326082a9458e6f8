"""The numbers of the chapter that asks whether cities recover first."""

from collections.abc import Callable
from functools import cache

from tests.independent import methods
from tests.independent.checks.kabul import interval_of_rank, rank_of_kabul
from tests.independent.checks.sarajevo_reborn import GROUPS_1991, same
from tests.independent.database import rows, sql, value
from tests.independent.reading import Between

CHAPTER = "1-state-and-city/do-cities-recover-first"

BOSNIA = "bosnia_composition_1991_2013"
GROUPS_2013 = ("bosniaks_2013", "serbs_2013", "croats_2013", "other_2013", "undeclared_2013")
INNER = "('Centar Sarajevo', 'Novi Grad Sarajevo', 'Novo Sarajevo', 'Stari Grad Sarajevo')"
PLACES = f"""(
    SELECT b.*, d.deaths_total * 1000.0 / population_1991 AS dead,
        100.0 * population_2013 / population_1991 AS kept,
        1 - {same(GROUPS_1991)} AS room_1991, 1 - {same(GROUPS_2013)} AS room_2013
    FROM {BOSNIA} b JOIN (SELECT municipality, deaths_total FROM bosnia_municipal_deaths) d
    USING (municipality))"""
TEN, LARGE = "sarajevo_city_1991", "NOT sarajevo_city_1991 AND population_1991 >= 80000"
SMALL = "NOT sarajevo_city_1991 AND population_1991 < 20000"
MIXED = "room_1991 >= 0.2"  # those that had some mixing to lose
DRAWS = 4_000  # that the chapter makes of the countries


def _middle(what: str, where: str) -> Callable:
    return sql(f"SELECT median({what}) FROM {PLACES} WHERE {where}")


def _pairs(one: str, other: str, where: str = "true") -> list[methods.Pair]:
    return rows(f"SELECT {one}, {other} FROM {PLACES} WHERE {where}")


def _correlation(key: str, one: str, other: str, where: str = "true") -> dict[str, Callable]:
    return {
        key: lambda: methods.spearman(_pairs(one, other, where)),
        f"{key}-interval": lambda: methods.spearman_interval(_pairs(one, other, where)),
    }


def _left(name: str) -> Callable:
    return sql(f"SELECT room_2013 / room_1991 FROM {PLACES} WHERE municipality = ?", name)


# Homicides in Colombia, by class of size and in northern Cauca.
SIZES = (
    *("under 10,000", "10,000 to 19,999", "20,000 to 49,999", "50,000 to 99,999"),
    *("100,000 to 499,999", "500,000 and more"),
)


def _killed(place: str, first: int, last: int) -> methods.Pair:
    """Homicides and person-years of a class, or of northern Cauca."""
    table = "north_cauca_homicides" if place == "cauca" else "colombia_homicides_by_size"
    where = "true" if place == "cauca" else "size_class = $place"
    ((count, people),) = rows(
        f"SELECT sum(homicides), sum(population) FROM {table} WHERE {where}"
        f" AND year BETWEEN {first} AND {last}".replace("$place", f"'{place}'")
    )
    return count, people


def against_start(place: str, first: int, last: int) -> float:
    """Return the homicide rate of a span as a percentage of that of 2003 to 2005."""
    (before, people), (after, people_2) = _killed(place, 2003, 2005), _killed(place, first, last)
    return 100 * (after / people_2) / (before / people)


def _against_start_interval(place: str, first: int, last: int) -> methods.Pair:
    ends = methods.ratio_interval(_killed(place, 2003, 2005), _killed(place, first, last))
    low, high = (100 * end for end in ends)
    return low, high


def _largest(year: int) -> float:
    count, people = _killed("500,000 and more", year, year)
    return 1e5 * count / people


def since_2003(place: str, year: int) -> float:
    """Return the homicide rate of a year as a part of that of 2003."""
    (before, people), (after, people_2) = _killed(place, 2003, 2003), _killed(place, year, year)
    return (after / people_2) / (before / people)


def _kabul_share(first: int, last: int) -> float:
    return value(
        "SELECT sum(deaths_best) FILTER (province = 'Kabul') / sum(deaths_best)"
        " FROM ged_afghanistan_provinces WHERE NOT contains(province, 'unknown')"
        " AND year BETWEEN ? AND ?",
        first,
        last,
    )


# Violence and protest in cities, around the ends of conflicts inside countries.
@cache
def _at_war() -> dict[str, set[int]]:
    years: dict[str, set[int]] = {}
    for country, first, last in rows(
        "SELECT iso3, first_year, last_year FROM conflict_episodes WHERE type = 'intrastate'"
    ):
        years.setdefault(country, set()).update(range(first, last + 1))
    return years


@cache
def _cities() -> dict[str, str]:
    return dict(rows("SELECT city, iso3 FROM urban_disorder_cities"))


@cache
def _counted(what: str) -> dict[tuple[str, int], int]:
    return {(c, y): n for c, y, n in rows(f"SELECT city, year, {what} FROM urban_disorder")}


VIOLENCE, UNREST = "organised_violence", "demonstrations + riots"


@cache
def _ends(quiet: int) -> list[tuple[str, int]]:
    """Country and last year of wars of three years or more, after which so many were quiet.

    Only those that the archive of 1960 to 2014 holds with five years on either side, in countries
    of which it has a city. Whether there was a conflict is known to 2024.
    """
    found = []
    for country, years in _at_war().items():
        for first, last in methods.runs(years):
            silent = not years & set(range(last + 1, last + 1 + quiet)) and last + quiet <= 2024
            inside = 1965 <= last <= 2009
            if last - first >= 2 and silent and inside and country in _cities().values():
                found.append((country, last))
    return found


def _ended_cities() -> set[str]:
    ended = {country for country, _ in _ends(5)}
    return {city for city, country in _cities().items() if country in ended}


def _by_country(quiet: int, what: str) -> dict[str, methods.Pair]:
    """Events in the five years before and after, in all cities and ends of each country."""
    sums: dict[str, list[int]] = {}
    for country, last in _ends(quiet):
        both = sums.setdefault(country, [0, 0])
        for city in (c for c, where in _cities().items() if where == country):
            for years in range(1, 6):
                both[0] += _counted(what).get((city, last - years), 0)
                both[1] += _counted(what).get((city, last + years), 0)
    return {country: (before, after) for country, (before, after) in sums.items()}


def _after(quiet: int, what: str) -> float:
    before, after = map(sum, zip(*_by_country(quiet, what).values(), strict=True))
    return after / before


def first_year_after() -> float:
    """Return the violence of the first year after an end, as a part of a year's before."""
    before = after = 0
    for country, last in _ends(5):
        for city in (c for c, where in _cities().items() if where == country):
            before += sum(_counted(VIOLENCE).get((city, last - years), 0) for years in range(1, 6))
            after += _counted(VIOLENCE).get((city, last + 1), 0)
    return after / (before / 5)


def _after_interval(quiet: int, what: str) -> tuple[Between, Between]:
    return methods.drawn_interval(methods.drawn_ratios(_by_country(quiet, what)), DRAWS)


def _times_peace() -> float:
    """Violence in the fifth year after an end, as a multiple of that in cities at peace then."""
    seen, calm = [], []
    for country, last in _ends(5):
        window = set(range(last - 5, last + 6))
        at_peace = [c for c, where in _cities().items() if not _at_war().get(where, set()) & window]
        beside = sum(_counted(VIOLENCE).get((c, last + 5), 0) for c in at_peace) / len(at_peace)
        for city in (c for c, where in _cities().items() if where == country):
            seen.append(_counted(VIOLENCE).get((city, last + 5), 0))
            calm.append(beside)
    return sum(seen) / sum(calm)


def _un(city: str, year: int) -> int:
    return value("SELECT population FROM city_populations WHERE city = ? AND year = ?", city, year)


def _growth(city: str, first: int, last: int) -> float:
    """Growth a year, as a part of the start."""
    return (_un(city, last) / _un(city, first)) ** (1 / (last - first)) - 1


def _inner(year: int) -> int:
    return value(f"SELECT sum(population_{year}) FROM {BOSNIA} WHERE municipality IN {INNER}")


CHECKS: dict[str, Callable] = {
    **_correlation("size-deaths", "population_1991", "dead"),
    **_correlation("size-kept", "population_1991", "kept"),
    **_correlation("deaths-kept", "dead", "kept"),
    **_correlation("deaths-kept-same", "dead", "kept", "comparison = 'unchanged'"),
    **_correlation("size-left", "population_1991", "room_2013 / room_1991", MIXED),
    "places": sql(f"SELECT count(*) FROM {PLACES}"),
    "same": sql(f"SELECT count(*) FROM {BOSNIA} WHERE comparison = 'unchanged'"),
    "spared": sql(f"SELECT count(*) FROM {PLACES} WHERE dead < 5"),
    "kept-whole": sql(f"SELECT 100 * sum(population_2013) / sum(population_1991) FROM {BOSNIA}"),
    "kept-sarajevo": _middle("kept", TEN),
    "kept-large": _middle("kept", LARGE),
    "kept-small": _middle("kept", SMALL),
    "kept-deadliest": _middle("kept", "dead >= 40"),
    "kept-spared": _middle("kept", "dead < 5"),
    "serbs-before": sql(f"SELECT serbs_1991 FROM {BOSNIA} WHERE municipality = 'Banja Luka'"),
    "serbs-after": sql("SELECT serbs FROM bosnia_census_2013 WHERE municipality = 'Banja Luka'"),
    "muslims-before": sql(f"SELECT muslims_1991 FROM {BOSNIA} WHERE municipality = 'Banja Luka'"),
    "bosniaks-after": sql(
        "SELECT bosniaks FROM bosnia_census_2013 WHERE municipality = 'Banja Luka'"
    ),
    "mixed": sql(f"SELECT count(*) FROM {PLACES} WHERE {MIXED}"),
    "fell": sql(f"SELECT count(*) FROM {PLACES} WHERE room_2013 < room_1991"),
    "tuzla-rank": sql(
        f"SELECT 1 + count(*) FROM {PLACES} WHERE {MIXED} AND room_2013 / room_1991 >"
        f" (SELECT room_2013 / room_1991 FROM {PLACES} WHERE municipality = 'Tuzla')"
    ),
    "middle-left": _middle("room_2013 / room_1991", MIXED),
    **{
        f"left-{name}": _left(name)
        for name in ("Tuzla", "Centar Sarajevo", "Hadžići", "Ilijaš", "Vogošća")
    },
    "left-sarajevo": _middle("room_2013 / room_1991", f"{MIXED} AND {TEN}"),
    "left-large": _middle("room_2013 / room_1991", f"{MIXED} AND {LARGE}"),
    "left-small": _middle("room_2013 / room_1991", f"{MIXED} AND {SMALL}"),
    "left-large-undivided": _middle(
        "room_2013 / room_1991", f"{MIXED} AND population_1991 >= 80000 AND entities_2013 <> 'both'"
    ),
    "left-others-undivided": _middle(
        "room_2013 / room_1991", f"{MIXED} AND population_1991 < 80000 AND entities_2013 <> 'both'"
    ),
    "large-2009": lambda: against_start("500,000 and more", 2009, 2011),
    "large-2009-interval": lambda: _against_start_interval("500,000 and more", 2009, 2011),
    "small-2009": lambda: against_start("under 10,000", 2009, 2011),
    "small-2009-interval": lambda: _against_start_interval("under 10,000", 2009, 2011),
    "cauca-2009": lambda: against_start("cauca", 2009, 2011),
    "cauca-2009-interval": lambda: _against_start_interval("cauca", 2009, 2011),
    "cauca-2015": lambda: against_start("cauca", 2015, 2017),
    "cauca-2015-interval": lambda: _against_start_interval("cauca", 2015, 2017),
    "lowest-2015": lambda: min(against_start(size, 2015, 2017) for size in SIZES),
    "highest-2015": lambda: max(against_start(size, 2015, 2017) for size in SIZES),
    **{f"largest-{year}": lambda year=year: _largest(year) for year in (2003, 2008, 2011)},
    "kabul-share-1992": lambda: _kabul_share(1992, 1996),
    "kabul-share-1997": lambda: _kabul_share(1997, 2001),
    "kabul-share-2002": lambda: _kabul_share(2002, 2005),
    "kabul-rank-2002": lambda: rank_of_kabul(2002, 2005),
    "kabul-ranks-2002": lambda: interval_of_rank(2002, 2005),
    "kabul-provinces": sql(
        "SELECT count(DISTINCT province) FROM ged_afghanistan_provinces"
        " WHERE NOT contains(province, 'unknown')"
    ),
    **{
        f"kabul-dead-{year}": sql(
            "SELECT deaths_best FROM ged_afghanistan_provinces"
            " WHERE province = 'Kabul' AND year = ?",
            year,
        )
        for year in (1996, 1997, 2003, 2008, 2018)
    },
    "disorder-cities": sql("SELECT count(DISTINCT city) FROM urban_disorder_cities"),
    "ends": lambda: len(_ends(5)),
    "all-ends": lambda: len(_ends(1)),
    "end-cities": lambda: len(_ended_cities()),
    "end-countries": lambda: len({country for country, _ in _ends(5)}),
    "times-peace": _times_peace,
    "violence": lambda: _after(5, VIOLENCE),
    "violence-interval": lambda: _after_interval(5, VIOLENCE),
    "unrest": lambda: _after(5, UNREST),
    "unrest-interval": lambda: _after_interval(5, UNREST),
    "all-violence": lambda: _after(1, VIOLENCE),
    "all-violence-interval": lambda: _after_interval(1, VIOLENCE),
    "all-unrest": lambda: _after(1, UNREST),
    "all-unrest-interval": lambda: _after_interval(1, UNREST),
    "un-growth": lambda: _growth("Sarajevo", 1995, 2015),
    "un-change": lambda: _un("Sarajevo", 2015) / _un("Sarajevo", 1990) - 1,
    "counted-1991": lambda: _inner(1991),
    "counted-2013": lambda: _inner(2013),
    "counted-change": lambda: (_inner(1991) - _inner(2013)) / _inner(1991),
    "kabul-growth": lambda: _growth("Kabul", 1990, 1995),
    "kabul-growth-after": lambda: _growth("Kabul", 1995, 2000),
    "phnom-penh-1970": lambda: _un("Phnom Penh", 1970),
    "phnom-penh-1975": lambda: _un("Phnom Penh", 1975),
}
