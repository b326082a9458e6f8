"""The numbers of the chapter for readers who disagree: how many definitions a claim holds under."""

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
    first = "none" if not any(held) else "all" if all(held) else COUNTS[sum(held)]
    return f"{first} of {COUNTS[len(held)]}"


def _deaths_in_the_city() -> list[bool]:
    counts = column(
        "SELECT figure FROM sarajevo_siege_totals WHERE area = 'city, bounds not stated'"
        " AND period IN ('the siege', 'April 1992 to December 1995') AND bibkey <> 'arun2006'"
    )
    return [9_000 <= count <= 13_000 for count in counts]


def _people() -> str:
    country = value(
        "SELECT sum(population_2013) / sum(population_1991) FROM bosnia_composition_1991_2013"
    )
    kept = [
        value(
            "SELECT sum(population_2013) / sum(population_1991) FROM bosnia_composition_1991_2013"
            f" WHERE {where}"
        )
        for where in (f"municipality IN {CENTRE}", "sarajevo_city_1991")
    ]
    return _of([part >= 1 for one in kept for part in (one, one / country)])


def _marriages_again() -> str:
    share = table("SELECT figure, share FROM mixed_marriage_figures WHERE share IS NOT NULL")
    before = ("sarajevo_prewar", "sarajevo_1981", "sarajevo_census_1991")
    return _of([share["sarajevo_2001"] >= share[one] for one in before])


def _below_war() -> str:
    deaths = column(
        "SELECT deaths_best FROM organised_violence WHERE iso3 = 'AFG'"
        " AND violence IN ('all', 'state-based') AND year BETWEEN 2002 AND 2006"
    )
    return _of([one < 1_000 for one in deaths])


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


def _few() -> list[bool]:
    held = []
    for mark, span in product(("", "_25"), SPANS):
        both = _projects(f"both{mark}", *span)
        held += [both <= 0.1 * _projects(whole, *span) for whole in ("tagged", f"fcv{mark}")]
    return held


def _neglected() -> str:
    held = []
    for mark, span in product(("", "_25"), SPANS):
        urban, conflict, both = (
            _projects(f"{one}{mark}", *span) for one in ("urban", "fcv", "both")
        )
        others = (urban - both) / (_projects("tagged", *span) - conflict)
        held.append(both / conflict <= others)
    return _of(held)


CHECKS = {
    "C4-worded": lambda: _of(_deaths_in_the_city()),
    "C5-other": _people,
    "C6-weaker": _marriages_again,
    "C10-weaker": _below_war,
    "C11-worded": lambda: _of(_most_secure()),
    "C11-weaker": _safer_than_the_rest,
    "C15-other": _cauca_safer,
    "C22-worded": lambda: _of(_few()),
    "C22-other": _neglected,
}


def _sooner_in_cities() -> list[bool]:
    """Whether larger places of Bosnia kept more, and Colombia's cities became safer sooner."""
    held = []
    for kept, where in (
        ("kept", "true"),
        ("room_2013 / room_1991", do_cities_recover_first.MIXED),
    ):
        for undivided in ("true", "entities_2013 <> 'both'"):
            pairs = rows(
                f"SELECT population_1991, {kept} FROM {do_cities_recover_first.PLACES}"
                f" WHERE {where} AND {undivided}"
            )
            held += [methods.spearman(pairs) >= 0, methods.spearman_interval(pairs)[0] >= 0]
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


def _about_four_years() -> list[bool]:
    """Whether the siege rounds to four years: every first day with every last, and as printed."""
    starts = column("SELECT DISTINCT start FROM sarajevo_siege_lengths WHERE start IS NOT NULL")
    ends = column('SELECT DISTINCT "end" FROM sarajevo_siege_lengths WHERE "end" IS NOT NULL')
    printed = column("SELECT published_months / 12 FROM sarajevo_siege_lengths WHERE start IS NULL")
    dated = [(end - start).days / 365.2425 for start, end in product(starts, ends)]
    return [3.5 <= years <= 4.5 for years in (*dated, *printed)]


def _nights() -> list[bool]:
    nights = column(
        "SELECT value FROM sarajevo_recovery_points WHERE measure = 'tourist_nights'"
        " AND place = 'Canton of Sarajevo' AND year IN (2018, 2019)"
    )
    return [count >= 1_000_000 for count in nights]


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


def _at_peace() -> list[bool]:
    deaths = column(
        "SELECT deaths_best FROM organised_violence WHERE iso3 = 'AFG'"
        " AND violence IN ('all', 'state-based') AND year BETWEEN 2002 AND 2006"
    )
    return [one < 25 for one in deaths]


def _signed_in_wartime() -> list[bool]:
    """Whether a joint step of all three cities is on record by the end of each war."""
    first = value(
        "SELECT min(date_start) FROM city_agreements WHERE "
        + " AND ".join(
            f"contains(concat(title, ' ', parties), '{city}')"
            for city in ("Tuzla", "Osijek", "Novi Sad")
        )
    )
    ends = column('SELECT "end" FROM conflict_episodes WHERE conflict_id IN (390, 389, 412)')
    return [first <= end for end in ends]


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
        "C2": _about_four_years(),
        "C4": _deaths_in_the_city(),
        "C5": _nights(),
        "C6": _the_norm(),
        "C10": _at_peace(),
        "C11": _most_secure(),
        "C12": _signed_in_wartime(),
        "C15": _prizes(),
        "C22": _few(),
    }
    return [[f"{{claim}}`{one}`", len(found), sum(found), ...] for one, found in held.items()]


SHOWN = [overview, ...]
