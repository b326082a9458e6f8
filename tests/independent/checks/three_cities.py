"""The numbers of the chapter on Tuzla, Osijek and Novi Sad."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from tests.independent.database import rows, sql

CHAPTER = "3-city-to-city/three-cities"

WAR = "conflict_episodes WHERE conflict_id = 389"  # the Bosnian government and the Bosnian Serbs
RATE = "deaths_total / population_1991"
DEATHS = "bosnia_municipal_deaths"
TUZLA = "bosnia_composition_1991_2013 WHERE municipality = 'Tuzla'"


def _days() -> Counter[str]:
    """Count, day by day, whose mayor Novi Sad had in the war; its last day is not counted."""
    ((first, last),) = rows(f'SELECT start, "end" FROM {WAR}')
    terms = rows("""SELECT start, "end", party_short FROM mayors WHERE city = 'Novi Sad'""")
    found: Counter[str] = Counter()
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        found[next(p or "" for s, e, p in terms if (s or date.min) <= day < (e or date.max))] += 1
    return found


def _census(city: str, year: int, group: str) -> Callable:
    return sql(
        'SELECT share FROM city_census_points WHERE city = ? AND year = ? AND "group" = ?',
        city,
        year,
        group,
    )


CHECKS: dict[str, Callable] = {
    "war-start": sql(f"SELECT start FROM {WAR}"),
    "war-end": sql(f'SELECT "end" FROM {WAR}'),
    "war-days": lambda: _days().total(),
    "ruling-share": lambda: (_days()["SPS"] + _days()["SRS"]) / _days().total(),
    "radical-share": lambda: _days()["SRS"] / _days().total(),
    "tuzla-rate": sql(f"SELECT 1000 * {RATE} FROM {DEATHS} WHERE municipality = 'Tuzla'"),
    "bosnia-rate": sql(f"SELECT 1000 * sum(deaths_total) / sum(population_1991) FROM {DEATHS}"),
    "tuzla-rank": sql(
        f"SELECT 1 + count(*) FROM {DEATHS}"
        f" WHERE {RATE} > (SELECT {RATE} FROM {DEATHS} WHERE municipality = 'Tuzla')"
    ),
    "municipalities": sql(f"SELECT count(DISTINCT municipality) FROM {DEATHS}"),
    "tuzla-bosniaks-1991": sql(f"SELECT muslims_1991 / population_1991 FROM {TUZLA}"),
    "tuzla-yugoslavs-1991": sql(f"SELECT yugoslavs_1991 / population_1991 FROM {TUZLA}"),
}
for _group in ("serbs", "croats"):
    CHECKS[f"tuzla-{_group}-1991"] = sql(f"SELECT {_group}_1991 / population_1991 FROM {TUZLA}")
for _group in ("bosniaks", "serbs", "croats"):
    CHECKS[f"tuzla-{_group}-2013"] = sql(
        f"SELECT {_group} / population FROM bosnia_census_2013 WHERE municipality = 'Tuzla'"
    )
for _year in (1991, 2001, 2011):
    for _group in ("Serbs", "Croats"):
        CHECKS[f"osijek-{_group.lower()}-{_year}"] = _census("Osijek", _year, _group)
for _year in (2002, 2022):
    for _group in ("Serbs", "Hungarians"):
        CHECKS[f"novi-sad-{_group.lower()}-{_year}"] = _census("Novi Sad", _year, _group)
