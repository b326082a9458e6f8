"""The numbers of the chapter for readers who disagree: how many definitions a claim holds under."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

from tests.independent import methods
from tests.independent.checks import do_cities_recover_first, sarajevo_reborn
from tests.independent.database import column, rows, table, value
from tests.independent.reading import COUNTS

CHAPTER = "4-the-verdict/if-you-disagree"

YEARS = ((2002, 2005), (2006, 2014), (2015, 2021))
CENTRE = "('Centar Sarajevo', 'Novi Grad Sarajevo', 'Novo Sarajevo', 'Stari Grad Sarajevo')"


def _of(held: list[bool]) -> str:
    """How the chapter writes how many definitions hold."""
    if all(held):
        return "both" if len(held) == 2 else f"all {COUNTS[len(held)]}"
    return f"{COUNTS[sum(held)] if any(held) else 'none'} of {COUNTS[len(held)]}"


def _city_counts() -> list[int]:
    """Counts of the city's dead in the whole siege, without the one that the passage cites."""
    return column(
        "SELECT figure FROM sarajevo_siege_totals WHERE area = 'city, bounds not stated'"
        " AND period IN ('the siege', 'April 1992 to December 1995') AND bibkey <> 'arun2006'"
    )


def _other_counts() -> list[int]:
    """Counts of another area, period or group."""
    found = (
        ("figure", "book_of_the_dead"),
        ("civilians", "book_of_the_dead"),
        ("figure", "rdc_dani"),
        ("figure", "galic_report"),
    )
    return [
        value(f"SELECT {what} FROM sarajevo_siege_totals WHERE count = ?", count)
        for what, count in found
    ]


def _about_eleven_thousand(count: int) -> bool:
    return 9_000 <= count <= 13_000


def _deaths_in_the_city() -> list[bool]:
    return [_about_eleven_thousand(count) for count in _city_counts()]


def _marriages_again() -> str:
    share = table("SELECT figure, share FROM mixed_marriage_figures WHERE share IS NOT NULL")
    before = ("sarajevo_prewar", "sarajevo_1981", "sarajevo_census_1991")
    return _of([share["sarajevo_2001"] >= share[one] for one in before])


def _afghan_deaths() -> list[tuple[int, str, int]]:
    """Year, kind of violence (the whole first) and deaths in the years in which Kabul revived."""
    return rows(
        "SELECT year, violence, deaths_best FROM organised_violence WHERE iso3 = 'AFG'"
        " AND violence IN ('all', 'state-based') AND year BETWEEN 2002 AND 2006"
        " ORDER BY year, violence"
    )


def _below_war(counts: int) -> list[str]:
    """Years in which so many of the two counts are below the limit of a war."""
    below = [year for year, _, deaths in _afghan_deaths() if deaths < 1_000]
    return [str(year) for year in sorted(set(below)) if below.count(year) == counts]


def _kabul_people(first: int, last: int) -> tuple[int, int]:
    """The lowest and the highest estimate of the years and of those next to them."""
    (found,) = rows(
        "SELECT min(low), max(coalesce(high, low)) FROM kabul_population_estimates"
        f" WHERE year BETWEEN {first - 1} AND {last + 1}"
    )
    return found


def _most_secure() -> list[bool]:
    held = []
    for first, last in YEARS:
        where = f"year BETWEEN {first} AND {last} AND province NOT LIKE '%unknown%'"
        for what in ("deaths_best", "events"):
            found = table(
                f"SELECT province, sum({what}) FROM ged_afghanistan_provinces WHERE {where}"
                " GROUP BY province"
            )
            kabul = found.pop("Kabul")
            held.append(not any(one < kabul for one in found.values()))
            if what == "deaths_best":
                calmest = min(found.values()) / kabul
                held += [calmest * people >= 168_000 for people in _kabul_people(first, last)]
    return held


def _safer_than_the_rest() -> str:
    held = []
    for radius, (first, last) in product((5, 10, 20, 50), YEARS):
        years = f"year BETWEEN {first} AND {last}"
        near, every = (
            value(f"SELECT sum(deaths_best) FROM ged_afghanistan_kabul_bands WHERE {years}{more}")
            for more in (f" AND km_from < {radius}", "")
        )
        whole = value(
            "SELECT avg(value) FROM development_indicators WHERE iso3 = 'AFG'"
            f" AND indicator = 'population' AND {years}"
        )
        people = _kabul_people(first, last)[0]
        held.append(near / people <= (every - near) / (whole - people))
    return _of(held)


def _cauca_safer() -> str:
    seen = rows(
        "SELECT h.year, h.municipality, m.size_class, h.homicides, coalesce(h.population, 0)"
        " FROM north_cauca_homicides h JOIN colombia_municipalities m USING (municipality)"
        " WHERE m.north_cauca AND h.homicides IS NOT NULL"
    )
    classes = {
        (year, size): (killed, people)
        for year, size, killed, people in rows(
            "SELECT year, size_class, homicides, population FROM colombia_homicides_by_size"
        )
    }
    country = {
        year: killed / people
        for year, killed, people in rows(
            "SELECT year, sum(homicides), sum(population) FROM colombia_homicides_by_size"
            " GROUP BY year"
        )
    }
    held = []
    for place, like, (first, last) in product(
        ("", "Toribío"), (True, False), ((2003, 2007), (2008, 2017), (2018, 2024))
    ):
        own = [one for one in seen if place in ("", one[1])]
        likely = 0.0
        for year, _, size, _, people in own:
            if first <= year <= last:
                same = [one for one in own if (one[0], one[2]) == (year, size)]
                killed = classes[year, size][0] - sum(one[3] for one in same)
                others = classes[year, size][1] - sum(one[4] for one in same)
                likely += people * (killed / others if like else country[year])
        held.append(sum(one[3] for one in own if first <= one[0] <= last) <= likely)
    return _of(held)


def _projects(what: str, first: int, last: int) -> int:
    return value(
        f"SELECT sum(\"{what}\") FROM world_bank_projects_themes WHERE iso3 = 'WLD'"
        f" AND fiscal_year BETWEEN {first} AND {last}"
    )


SPANS = ((1996, 2007), (2008, 2024))


def _few() -> list[float]:
    """Projects both urban and about conflict, over all projects and then over conflict projects."""
    return [
        _projects(f"both{mark}", *span) / _projects(f"{whole}{mark * (whole == 'fcv')}", *span)
        for whole, mark, span in product(("tagged", "fcv"), ("", "_25"), SPANS)
    ]


def _neglected() -> list[float]:
    """The urban part of conflict projects over that of all others."""
    found = []
    for mark, span in product(("", "_25"), SPANS):
        urban, conflict, both = (
            _projects(f"{one}{mark}", *span) for one in ("urban", "fcv", "both")
        )
        others = (urban - both) / (_projects("tagged", *span) - conflict)
        found.append(both / conflict / others)
    return found


CHECKS = {
    "C1-best": lambda: _all_or([size >= 0 for size, _ in _sizes_in_bosnia()]),
    "C1-sure": lambda: _all_or([low > 0 for _, low in _sizes_in_bosnia()]),
    "C4-worded": lambda: _of(_deaths_in_the_city()),
    "C6-weaker": _marriages_again,
    "C6-today": lambda: sarajevo_reborn.room(
        *sarajevo_reborn.PLACES["four-2013"], sarajevo_reborn.GROUPS_2013
    ),
    "C10-weaker": lambda: _of([deaths < 1_000 for *_, deaths in _afghan_deaths()]),
    "C10-below": lambda: _below_war(2),
    "C10-narrow": lambda: _below_war(1),
    "C11-worded": lambda: _of(_most_secure()),
    "C11-weaker": _safer_than_the_rest,
    "C15-other": _cauca_safer,
    "C22-worded": lambda: _of([share <= 0.1 for share in _few()]),
    "C22-other": lambda: _of([times <= 1 for times in _neglected()]),
}


def _all_or(held: list[bool]) -> str:
    """How the chapter writes how many estimates hold, where it does not say of how many."""
    return f"all {COUNTS[len(held)]}" if all(held) else COUNTS[sum(held)] if any(held) else "none"


def _sizes_in_bosnia() -> list[tuple[float, float]]:
    """How size goes with what places of Bosnia kept, and the lower end of what chance allows."""
    found = []
    for kept, where in (
        ("kept", "true"),
        ("room_2013 / room_1991", do_cities_recover_first.MIXED),
    ):
        for undivided in ("true", "entities_2013 <> 'both'"):
            pairs = rows(
                f"SELECT population_1991, {kept} FROM {do_cities_recover_first.PLACES}"
                f" WHERE {where} AND {undivided}"
            )
            found.append((methods.spearman(pairs), methods.spearman_interval(pairs)[0]))
    return found


def _sooner_in_cities() -> list[bool]:
    """Whether larger places of Bosnia kept more, and Colombia's cities became safer sooner."""
    held = [size >= 0 for size, _ in _sizes_in_bosnia()]
    sizes = do_cities_recover_first.SIZES  # from the smallest to the largest
    for large, small, span in product((5, 4), (1, 3), ((2009, 2011), (2015, 2017))):
        fell = [
            _rate_of(chosen, *span) / _rate_of(chosen, 2003, 2005)
            for chosen in (sizes[large:], sizes[:small])
        ]
        held.append(fell[0] <= fell[1])
    for radius, before in product((10, 20, 50), ((1992, 1996), (1997, 2001))):
        held.append(_share_near(radius, 2002, 2005) <= _share_near(radius, *before))
    return held


def _rate_of(sizes: tuple[str, ...], first: int, last: int) -> float:
    return value(
        "SELECT sum(homicides) / sum(population) FROM colombia_homicides_by_size"
        f" WHERE list_contains(?, size_class) AND year BETWEEN {first} AND {last}",
        list(sizes),
    )


def _share_near(radius: int, first: int, last: int) -> float:
    return value(
        f"SELECT sum(deaths_best) FILTER (km_from < {radius}) / sum(deaths_best)"
        f" FROM ged_afghanistan_kabul_bands WHERE year BETWEEN {first} AND {last}"
    )


def _siege_years() -> tuple[list[float], list[float]]:
    """Years of the siege: from every first day to every last one, and as printed."""
    first, last = (
        column(
            f'SELECT DISTINCT "{day}" FROM sarajevo_siege_lengths WHERE "{day}" IS NOT NULL'
            f' ORDER BY "{day}"'
        )
        for day in ("start", "end")
    )
    printed = column(
        "SELECT published_months / 12 FROM sarajevo_siege_lengths WHERE start IS NULL"
        " ORDER BY published_months DESC"
    )
    return [(end - start).days / 365.2425 for start, end in product(first, last)], printed


def _about_four(years: float) -> bool:
    return 3.5 <= years <= 4.5


def _the_norm() -> list[bool]:
    """Whether half of the couples were mixed, by lot in 2013 or as seen since the war."""
    places = "bosnia_composition_1991_2013"
    groups = do_cities_recover_first.GROUPS_2013
    rooms = [
        sarajevo_reborn.room(places, where, chosen)
        for where in (f"municipality IN {CENTRE}", "sarajevo_city_1991")
        for chosen in (groups, groups[:3])
    ]
    seen = column(
        "SELECT share FROM mixed_marriage_figures"
        " WHERE figure IN ('sarajevo_2001', 'fbih_2014', 'bih_2013')"
    )
    return [share >= 0.5 for share in (*rooms, *seen)]


WARS = ((385, 390), (389, 389), (412, 412))  # their numbers in the list: Croatia, Bosnia, Kosovo


def _war(first: int, last: int) -> tuple[date, date]:
    """First and last day of a war."""
    (days,) = rows(
        'SELECT min(start), max("end") FROM conflict_episodes'
        f" WHERE conflict_id IN ({first}, {last})"
    )
    return days


def _steps(cities: int) -> list[int]:
    """Joint steps of so many of the three cities on record by the end of each war."""
    named = " + ".join(
        f"contains(concat(title, ' ', parties), '{city}')::INT"
        for city in ("Tuzla", "Osijek", "Novi Sad")
    )
    dates = column(f"SELECT date_start FROM city_agreements WHERE {named} >= {cities}")
    return [sum(day <= _war(*war)[1] for day in dates) for war in WARS]


def _novi_sad_under_others() -> list[float]:
    """The share of each war's days on which neither Socialists nor Radicals held the city."""
    terms = rows("SELECT start, \"end\", party_short FROM mayors WHERE city = 'Novi Sad'")
    shares = []
    for first, last in (_war(*war) for war in WARS):
        days = [first + timedelta(days=day) for day in range((last - first).days)]
        held = [
            next(p for s, e, p in terms if (s or date.min) <= day < (e or date.max)) for day in days
        ]
        shares.append(sum(party not in ("SPS", "SRS") for party in held) / len(days))
    return shares


def _prizes() -> list[bool]:
    titles = column("SELECT title FROM cauca_prizes_and_solidarity WHERE kind = 'prize'")
    return [
        any(words in title for title in titles)
        for words in ("", "National Peace Prize", "Equator Prize")
    ]


@cache
def overview() -> list[list[Any]]:
    """Return claim, definitions that keep to its words, and under how many of them it holds."""
    held = {
        "C1": _sooner_in_cities(),
        "C2": [_about_four(years) for found in _siege_years() for years in found],
        "C4": _deaths_in_the_city(),
        "C6": _the_norm(),
        "C10": [deaths < 25 for *_, deaths in _afghan_deaths()],
        "C11": _most_secure(),
        "C12": [steps >= 1 for steps in _steps(3)],
        "C15": _prizes(),
        "C22": [share <= 0.1 for share in _few()],
    }
    return [[f"{{claim}}`{one}`", len(found), sum(found), ...] for one, found in held.items()]


def _rows(*questions: tuple[list[Any], Callable[[Any], bool]]) -> list[list[Any]]:
    """Rows of a table of definitions: of each question one of words, then values and outcomes."""
    found: list[list[Any]] = []
    for values, holds in questions:
        found.append([...])
        found += [[..., one, _outcome(holds(one))] for one in values]
    return found


def _outcome(held: bool) -> str:
    return "holds" if held else "does not hold"


def _siege_rows() -> list[list[Any]]:
    return _rows(*((found, _about_four) for found in _siege_years()))


def _death_rows() -> list[list[Any]]:
    return _rows(
        (_city_counts(), _about_eleven_thousand), (_other_counts(), _about_eleven_thousand)
    )


def _war_rows() -> list[list[Any]]:
    return [[...]] + [
        [..., n, f"as worded: {_outcome(n <= 24)}; weaker: {_outcome(n <= 999)}"]
        for *_, n in _afghan_deaths()
    ]


def _city_rows() -> list[list[Any]]:
    return _rows(
        (_steps(3), lambda steps: steps >= 1),
        (_steps(2), lambda steps: steps >= 1),
        (_novi_sad_under_others(), lambda share: share >= 0.5),
    )


def _money_rows() -> list[list[Any]]:
    return _rows((_few(), lambda share: share <= 0.1), (_neglected(), lambda times: times <= 1))


SHOWN = [overview, _siege_rows, _death_rows, _war_rows, _city_rows, _money_rows, ...]
