"""The numbers of the chapter on Sarajevo after the siege."""

from collections.abc import Callable

from tests.independent.database import rows, sql, value

CHAPTER = "2-symbolic-recovery/sarajevo-reborn"

FOUR = "('Centar Sarajevo', 'Novi Grad Sarajevo', 'Novo Sarajevo', 'Stari Grad Sarajevo')"
OLD = "bosnia_composition_1991_2013"
NEW = "bosnia_census_2013"
# Which municipality of 1991 each one of 2013 belonged to, and whether that was one of the ten.
GROUND = f"""(
    SELECT n.*, o.municipality AS was, o.sarajevo_city_1991 AS of_the_ten
    FROM {NEW} n
    JOIN bosnia_municipality_crosswalk c ON c.municipality_2013 = n.municipality
    JOIN {OLD} o ON o.municipality = c.municipality_1991)"""
OLD_GROUND = f"was IN {FOUR}"  # of the four, with what is East Sarajevo now
ROOM_1998 = 1 - (0.87**2 + 0.05**2 + 0.06**2 + 0.02**2)  # shares as quoted, the rest as one group
PLACES = {  # where people lived: the part of the tables
    "four-1991": (OLD, f"municipality IN {FOUR}"),
    "ten-1991": (OLD, "sarajevo_city_1991"),
    "four-2013": (GROUND, f"municipality IN {FOUR}"),
    "ten-2013": (GROUND, "of_the_ten"),
    "canton": (NEW, "sarajevo_canton"),
    "srpska": (GROUND, "of_the_ten AND entity = 'Republika Srpska'"),
}
GROUPS_1991 = ("muslims_1991", "serbs_1991", "croats_1991", "yugoslavs_1991", "other_1991")
GROUPS_2013 = ("bosniaks", "serbs", "croats", "other", "not_declared", "no_answer")
# The page of the city prints three age groups, up to 14, 15 to 64, 65 and more.
PAGE = 47_558 + 208_703 + 41_138


def same(groups: tuple[str, ...]) -> str:
    """Return in SQL the chance that two people drawn from a place are of one group."""
    people = " + ".join(groups)
    return f"(({' + '.join(f'{g} * {g}::DOUBLE' for g in groups)}) / (({people}) * ({people})))"


def room(table: str, where: str, groups: tuple[str, ...]) -> float:
    """Return the chance of mixing of all people of some places, taken as one pool."""
    sums = ", ".join(f"sum({group}) AS {group}" for group in groups)
    return value(f"SELECT 1 - {same(groups)} FROM (SELECT {sums} FROM {table} WHERE {where})")


def local_room(table: str, where: str, groups: tuple[str, ...]) -> float:
    """Return the chance of mixing within the own municipality, on average over the people."""
    people = f"({' + '.join(groups)})"
    return value(
        f"SELECT sum((1 - {same(groups)}) * {people}) / sum({people}) FROM {table} WHERE {where}"
    )


def _people(place: str) -> int:
    table, where = PLACES[place]
    # Residents of 1991 stand in the column of their year, those of 2013 in that of the census.
    column = "population_1991" if table == OLD else "population"
    return value(f"SELECT sum({column}) FROM {table} WHERE {where}")


def _of_group(place: str, group: str) -> tuple[int, float]:
    """People of a group in a place, and their share of all who were counted by group."""
    table, where = PLACES[place]
    groups = GROUPS_1991 if table == OLD else GROUPS_2013
    name = {"bosniaks": "muslims_1991", "serbs": "serbs_1991"}[group] if table == OLD else group
    ((count, whole),) = rows(
        f"SELECT sum({name}), sum({' + '.join(groups)}) FROM {table} WHERE {where}"
    )
    return count, count / whole


def _rank(municipality: str) -> int:
    mixed = f"(SELECT municipality, {same(GROUPS_2013)} AS alike FROM {NEW})"
    return value(
        f"SELECT 1 + count(*) FROM {mixed} WHERE alike < (SELECT alike FROM {mixed}"
        " WHERE municipality = ?)",
        municipality,
    )


def _rank_among_nations(municipality: str) -> int:
    nations = GROUPS_2013[:3]
    mixed = f"(SELECT municipality, {same(nations)} AS alike FROM {NEW})"
    return value(
        f"SELECT 1 + count(*) FROM {mixed} WHERE alike < (SELECT alike FROM {mixed}"
        " WHERE municipality = ?)",
        municipality,
    )


def _point(measure: str, place: str, year: int) -> Callable[[], float]:
    return sql(
        "SELECT value FROM sarajevo_recovery_points WHERE measure = ? AND place = ? AND year = ?",
        measure,
        place,
        year,
    )


def _estimate(group: str) -> float:
    return value(
        "SELECT share FROM city_census_points WHERE city = 'Sarajevo' AND year = 2002"
        ' AND "group" = ?',
        group,
    )


def _room_2002() -> float:
    squares = value(
        "SELECT sum(share * share) / (sum(share) * sum(share)) FROM city_census_points"
        " WHERE city = 'Sarajevo' AND year = 2002"
    )
    return 1 - squares


def _figure(name: str, column: str = "share") -> float:
    return value(f"SELECT {column} FROM mixed_marriage_figures WHERE figure = ?", name)


def _prewar_at(later: Callable[[], float]) -> float:
    """The pre-war share of mixed marriages, shrunk as the room has shrunk since."""
    return _figure("sarajevo_prewar") * later() / room(*PLACES["four-1991"], GROUPS_1991)


def everywhere(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, int, float, float]]:
    """Return municipality, its people in 1991, its room then and, within its parts, now."""
    people = f"({' + '.join(new)})"
    return rows(
        f"SELECT o.municipality, o.population_1991, 1 - {same(old)}, now.room FROM {OLD} o JOIN"
        f" (SELECT was, sum((1 - {same(new)}) * {people}) / sum({people}) AS room FROM {GROUND}"
        " GROUP BY was) now ON now.was = o.municipality"
    )


def _all_groups(name: str, year: int) -> float:
    found = {place: (then, now) for place, _, then, now in everywhere(GROUPS_1991, GROUPS_2013)}
    return 100 * found[name][year == 2013]


def _fallen(old: tuple[str, ...], new: tuple[str, ...]) -> int:
    return sum(now < then for _, _, then, now in everywhere(old, new))


def _risen_people() -> float:
    found = everywhere(GROUPS_1991, GROUPS_2013)
    return sum(p for _, p, then, now in found if now >= then) / sum(p for _, p, _, _ in found)


def _in_the_ten_1991(which: str) -> float:
    return value(
        f"SELECT 100 * {which}(1 - {same(GROUPS_1991)}) FROM {OLD} WHERE sarajevo_city_1991"
    )


def _country(year: int) -> float:
    if year == 1991:
        return local_room(OLD, "true", GROUPS_1991)
    return local_room(NEW, "true", GROUPS_2013)


CHECKS: dict[str, Callable] = {
    **{f"air-{y}": _point("airport_passengers", "Sarajevo", y) for y in (1996, 2001, 2019)},
    "tourists-2019": _point("tourist_arrivals", "Canton of Sarajevo", 2019),
    "page-people": lambda: PAGE,
    "four-2002-bosniaks": lambda: _estimate("Bosniaks"),
    "four-2002-serbs": lambda: _estimate("Serbs"),
    "four-2002-serbs-people": lambda: _estimate("Serbs") * PAGE,
    "four-serbs-exact": lambda: _of_group("four-2013", "serbs")[1],
    "same-loss": lambda: (
        1 - value(f"SELECT sum(population) FROM {GROUND} WHERE {OLD_GROUND}") / _people("four-1991")
    ),
    "same-serbs": lambda: value(
        f"SELECT sum(serbs) / sum({' + '.join(GROUPS_2013)}) FROM {GROUND} WHERE {OLD_GROUND}"
    ),
    "ten-1991-bosniaks-people": lambda: _of_group("ten-1991", "bosniaks")[0],
    "ten-2013-bosniaks-people": lambda: _of_group("ten-2013", "bosniaks")[0],
    "ten-least-1991": lambda: _in_the_ten_1991("min"),
    "ten-most-1991": lambda: _in_the_ten_1991("max"),
    "ten-room-1991": lambda: 100 * local_room(*PLACES["ten-1991"], GROUPS_1991),
    "ten-room-2013": lambda: 100 * local_room(*PLACES["ten-2013"], GROUPS_2013),
    "low-2013": sql(
        f"SELECT count(*) FROM {GROUND} WHERE of_the_ten AND {same(GROUPS_2013)} > 0.7"
    ),
    "parts-2013": sql(f"SELECT count(*) FROM {GROUND} WHERE of_the_ten"),
    "trnovo-people": sql(f"SELECT population FROM {NEW} WHERE municipality = 'Trnovo (RS)'"),
    "municipalities-2013": sql(f"SELECT count(DISTINCT municipality) FROM {NEW}"),
    "mixed-fbih_2014": lambda: _figure("fbih_2014", "mixed"),
    "all-fbih_2014": lambda: _figure("fbih_2014", "total"),
    "exact-sarajevo_census_1991": lambda: _figure("sarajevo_census_1991"),
    "room-1991": lambda: 100 * room(*PLACES["four-1991"], GROUPS_1991),
    "room-1998": lambda: 100 * ROOM_1998,
    "room-2002": lambda: 100 * _room_2002(),
    "room-2013": lambda: 100 * room(*PLACES["four-2013"], GROUPS_2013),
    "room-prnjavor": lambda: 100 * room(OLD, "municipality = 'Prnjavor'", GROUPS_1991),
    "room-mostar": lambda: 100 * room(NEW, "municipality = 'Mostar'", GROUPS_2013),
    "room-ten-1991": lambda: 100 * room(*PLACES["ten-1991"], GROUPS_1991),
    "room-federation": lambda: 100 * local_room(NEW, "entity = 'Federation'", GROUPS_2013),
    "taken-prewar": lambda: _figure("sarajevo_prewar") / room(*PLACES["four-1991"], GROUPS_1991),
    "expected-1998": lambda: 100 * _prewar_at(lambda: ROOM_1998),
    "lost-1998": lambda: 1 - ROOM_1998 / room(*PLACES["four-1991"], GROUPS_1991),
    "expected-2002": lambda: 100 * _prewar_at(_room_2002),
    "expected-2013": lambda: 100 * _prewar_at(lambda: room(*PLACES["four-2013"], GROUPS_2013)),
    "lost-2002": lambda: 1 - _room_2002() / room(*PLACES["four-1991"], GROUPS_1991),
    "lost-2013": lambda: (
        1 - room(*PLACES["four-2013"], GROUPS_2013) / room(*PLACES["four-1991"], GROUPS_1991)
    ),
    "local-1991": lambda: 100 * _country(1991),
    "local-2013": lambda: 100 * _country(2013),
    "expected-country": lambda: 100 * _figure("bih_1992") * _country(2013) / _country(1991),
    "all-places": sql(f"SELECT count(DISTINCT municipality) FROM {OLD}"),
    "all-fallen": lambda: _fallen(GROUPS_1991, GROUPS_2013),
    "nations-fallen": lambda: _fallen(GROUPS_1991[:3], GROUPS_2013[:3]),
    "risen-people": _risen_people,
}
for _area in ("four", "ten"):
    CHECKS |= {
        f"{_area}-1991": lambda area=_area: _people(f"{area}-1991"),
        f"{_area}-2013": lambda area=_area: _people(f"{area}-2013"),
        f"{_area}-loss": lambda area=_area: (
            (_people(f"{area}-1991") - _people(f"{area}-2013")) / _people(f"{area}-1991")
        ),
    }
for _place in PLACES:
    CHECKS |= {
        f"{_place}-bosniaks": lambda place=_place: _of_group(place, "bosniaks")[1],
        f"{_place}-serbs": lambda place=_place: _of_group(place, "serbs")[1],
        f"{_place}-serbs-people": lambda place=_place: _of_group(place, "serbs")[0],
    }
for _key, _name in {"centar": "Centar Sarajevo", "novo": "Novo Sarajevo"}.items():
    CHECKS |= {
        f"{_key}-2013": lambda name=_name: room(NEW, f"municipality = '{name}'", GROUPS_2013),
        f"{_key}-rank": lambda name=_name: _rank(name),
        f"{_key}-rank-nations": lambda name=_name: _rank_among_nations(name),
    }
for _key, _name in {"tuzla": "Tuzla", "banja-luka": "Banja Luka"}.items():
    CHECKS |= {
        f"{_key}-1991": lambda name=_name: _all_groups(name, 1991),
        f"{_key}-now": lambda name=_name: _all_groups(name, 2013),
    }
_SEEN = """
    bih_1992 bih_2013 bih_prewar croatia_1980s fbih_2014 fbih_bosniak_brides_2014
    fbih_croat_brides_2014 fbih_serb_brides_2014 prnjavor_1992 sarajevo_1981 sarajevo_2001
    sarajevo_census_1991 sarajevo_prewar srebrenica_prewar tuzla_1991 tuzla_2001 zenica_2001"""
_COUNTED = "fbih_2004 fbih_2005 jajce_2020 tuzla_1991 tuzla_2001"
CHECKS |= {f"seen-{name}": lambda name=name: 100 * _figure(name) for name in _SEEN.split()}
CHECKS |= {f"mixed-{name}": lambda name=name: _figure(name, "mixed") for name in _COUNTED.split()}
