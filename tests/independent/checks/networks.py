"""The numbers of the chapter on networks of cities."""

from collections.abc import Callable
from functools import cache
from math import floor

from tests.independent.database import column, rows, sql, value

CHAPTER = "3-city-to-city/networks"

PROGRAMMES = "city_diplomacy_programmes"
ASKED = ("South Africa", "Iran", "Uganda", "Serbia")
NAMING = " OR ".join(f"contains(countries, '{land}')" for land in ASKED)
DATED = "(first_year IS NOT NULL OR last_year IS NOT NULL)"
BALKAN = "('BIH', 'HRV', 'SRB')"
# Every link twice, once from each end: h is here, t is there.
LINKS = """(
    SELECT a.name AS here, a.iso3 AS from_, b.name AS there, b.iso3 AS to_
    FROM (FROM twin_city_pairs UNION ALL SELECT twin_id_2, twin_id_1 FROM twin_city_pairs) p
    JOIN twin_cities a ON a.twin_id = p.twin_id_1 JOIN twin_cities b ON b.twin_id = p.twin_id_2)"""
DEGREES = "twin_city_degrees"  # how many cities of a country have so many links
# Municipalities that the lists of twin cities call by a name other than the census's. For Dubica
# and Kupres, of which there are two, see the caption of the figure.
OTHER_NAMES = {
    "Dubica": "Kozarska Dubica",
    "Kupres": "Kupres (FBiH)",
    "Doboj East": "Doboj Istok",
    "Doboj South": "Doboj Jug",
    "Gornji Vakuf-Uskoplje": "Gornji Vakuf - Uskoplje",
    "Novi Grad (Sarajevo)": "Novi Grad Sarajevo",
    "Stari Grad (Sarajevo)": "Stari Grad Sarajevo",
    "Centar (Sarajevo)": "Centar Sarajevo",
}
SIZED = 2005


@cache
def _census() -> dict[str, tuple[str, str]]:
    """Entity and largest group of each municipality of 2013, and of the two cities of many."""
    group = (
        "CASE greatest(sum(bosniaks), sum(serbs), sum(croats)) WHEN sum(bosniaks) THEN 'Bosniaks'"
        " WHEN sum(serbs) THEN 'Serbs' ELSE 'Croats' END"
    )
    table = "bosnia_census_2013"
    found = rows(
        f"SELECT municipality, any_value(entity), {group} FROM {table} GROUP BY municipality"
        f" UNION ALL SELECT 'Istočno Sarajevo', any_value(entity), {group} FROM {table}"
        f" WHERE istocno_sarajevo UNION ALL SELECT 'Sarajevo', any_value(entity), {group}"
        f" FROM {table} WHERE municipality IN"
        " ('Centar Sarajevo', 'Novi Grad Sarajevo', 'Novo Sarajevo', 'Stari Grad Sarajevo')"
    )
    return {name: (entity, largest) for name, entity, largest in found}


def _municipality(name: str) -> tuple[str, str]:
    """Entity and largest group behind a name of the lists; the bracket says where a place lies."""
    known = _census()
    bare = name.split(" (")[0]
    bracket = name.removeprefix(bare).strip(" ()")
    return next(
        known[tried] for tried in (name, OTHER_NAMES.get(name), bare, bracket) if tried in known
    )


def _links(where: str) -> int:
    """Count links, each once."""
    return value(f"SELECT count(*) / 2 FROM {LINKS} WHERE {where}")


def touching(iso3: str) -> int:
    """Count links with at least one end in a country, each once."""
    return _links(f"from_ = '{iso3}' OR to_ = '{iso3}'")


def most_at_home(iso3: str, group: str) -> bool:
    """Return whether most Bosnian links to a country start where a group is the largest."""
    return 2 * _from_bosnia(iso3, group) > _from_bosnia(iso3)


def _from_bosnia(to: str, group: str | None = None) -> int:
    """Count links from Bosnian municipalities to a country, by the largest group at home."""
    names = column(f"SELECT here FROM {LINKS} WHERE from_ = 'BIH' AND to_ = ?", to)
    return sum(group in (None, _municipality(name)[1]) for name in names)


def _across() -> int:
    """Count links inside Bosnia and Herzegovina that join its two entities."""
    ends = rows(f"SELECT here, there FROM {LINKS} WHERE from_ = 'BIH' AND to_ = 'BIH'")
    return sum(_municipality(a)[0] != _municipality(b)[0] for a, b in ends) // 2


def _own() -> int:
    return _from_bosnia("HRV", "Croats") + _from_bosnia("SRB", "Serbs")


def _two() -> int:
    return _from_bosnia("HRV") + _from_bosnia("SRB")


@cache
def sized() -> dict[str, tuple[int, int]]:
    """Return residents in 2005 and links of the cities in both lists: one place, or one name."""
    found = rows(
        f"""SELECT c.city, c.population, coalesce(max(p.degree), max(n.degree))
        FROM city_populations c
        LEFT JOIN place_names g ON g.name = c.city AND g.iso3 = c.iso3
            AND g.used_in = 'city_populations'
        LEFT JOIN twin_cities p ON p.place_id = g.place_id
        LEFT JOIN twin_cities n ON n.name = c.city AND n.iso3 = c.iso3
        WHERE c.year = {SIZED} GROUP BY ALL HAVING coalesce(max(p.degree), max(n.degree)) > 0"""
    )
    return {city: (people, links) for city, people, links in found}


def _peers() -> list[int]:
    """Links of the other cities of about Sarajevo's size."""
    return [
        links
        for city, (people, links) in sized().items()
        if 250_000 <= people <= 450_000 and city != "Sarajevo"
    ]


def _below(links: int) -> float:
    return value(f"SELECT sum(cities) FILTER (degree < {links}) / sum(cities) FROM {DEGREES}")


def _members(source: str) -> Callable:
    return sql("SELECT members FROM mayors_for_peace WHERE bibkey = ?", source)


CHECKS: dict[str, Callable] = {
    **{
        f"first-{land.lower().replace(' ', '-')}": sql(
            f"SELECT min(first_year)::VARCHAR FROM {PROGRAMMES} WHERE contains(countries, '{land}')"
        )
        for land in ASKED
    },
    "programmes-shown": sql(f"SELECT count(*) FROM {PROGRAMMES} WHERE {DATED}"),
    "programmes-naming": sql(f"SELECT count(*) FROM {PROGRAMMES} WHERE ({NAMING}) AND {DATED}"),
    "mayors-2008": _members("chugoku2008april"),
    "mayors-2021": _members("mfp2021july"),
    "links-kept": lambda: _links("true"),
    "links-placed": sql(
        "SELECT count(*) FROM twin_city_pairs WHERE NOT EXISTS (FROM twin_cities"
        " WHERE twin_id IN (twin_id_1, twin_id_2) AND latitude IS NULL)"
    ),
    **{f"links-{iso3.lower()}": lambda iso3=iso3: touching(iso3) for iso3 in ("BIH", "AFG", "UGA")},
    "links-all": sql(f"SELECT sum(cities * degree) / 2 FROM {DEGREES}"),
    "links-balkan": lambda: _links(f"from_ IN {BALKAN} OR to_ IN {BALKAN}") / _links("true"),
    "cities-all": sql(f"SELECT sum(cities) FROM {DEGREES}"),
    "cities-one": lambda: _below(2),
    "near-two": _two,
    "near-own": _own,
    "near-other": lambda: _two() - _own(),
    "inside-bosnia": lambda: _links("from_ = 'BIH' AND to_ = 'BIH'"),
    "inside-across": _across,
    "links-croatia-serbia": sql(
        f"SELECT count(*) FROM {LINKS} WHERE from_ = 'HRV' AND to_ = 'SRB'"
    ),
    "links-serbia-kosovo": sql(f"SELECT count(*) FROM {LINKS} WHERE from_ = 'SRB' AND to_ = 'XKX'"),
    "sized": lambda: len(sized()),
    "peers": lambda: len(_peers()),
    "peers-most": lambda: max(_peers()),
    **{
        f"twins-{city.lower()}": lambda city=city: sized()[city][1]
        for city in ("Sarajevo", "Kabul", "Baghdad", "Tehran")
    },
    "sarajevo-above": lambda: _below(sized()["Sarajevo"][1]),
    "kabul-times": lambda: floor(sized()["Kabul"][0] / sized()["Sarajevo"][0]),
}
