"""Twin cities: who is linked to whom, and how many links cities have."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

ENDS = ("1", "2")
GROUPS = {"bosniaks": "Bosniaks", "serbs": "Serbs", "croats": "Croats"}
# Names of the lists that are not the census's own; whole cities are sums of municipalities.
MUNICIPALITIES = {
    "Dubica": "Kozarska Dubica",
    "Kupres": "Kupres (FBiH)",
    "Doboj East": "Doboj Istok",
    "Doboj South": "Doboj Jug",
    "Gornji Vakuf-Uskoplje": "Gornji Vakuf - Uskoplje",
    "Novi Grad (Sarajevo)": "Novi Grad Sarajevo",
    "Stari Grad (Sarajevo)": "Stari Grad Sarajevo",
}
CITY_OF_SARAJEVO = (
    "Centar Sarajevo",
    "Novi Grad Sarajevo",
    "Novo Sarajevo",
    "Stari Grad Sarajevo",
)


def links(cities: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one row a link with name, country, place and degree of both ends.

    Args:
        cities: columns ``twin_id``, ``name``, ``iso3``, ``latitude``, ``longitude``, ``degree``.
        pairs: columns ``twin_id_1`` and ``twin_id_2``.

    Returns:
        Columns ``name_1``, ``iso3_1``, …, ``name_2``, ``iso3_2``, …; coordinates in degrees,
        missing where they are not known.

    Raises:
        ValueError: a pair names a city that is not there.
    """
    known = cities.set_index("twin_id")[["name", "iso3", "latitude", "longitude", "degree"]]
    lost = (set(pairs["twin_id_1"]) | set(pairs["twin_id_2"])) - set(known.index)
    if lost:
        raise ValueError(f"expected a city for every end of a pair, found none for {min(lost)}")
    ends = [
        known.loc[pairs[f"twin_id_{end}"]].reset_index(drop=True).add_suffix(f"_{end}")
        for end in ENDS
    ]
    return pd.concat(ends, axis=1)


def touching(found: pd.DataFrame, countries: Collection[str]) -> pd.DataFrame:
    """Return the links with at least one end in one of the countries (ISO 3166 alpha-3)."""
    return found[found["iso3_1"].isin(countries) | found["iso3_2"].isin(countries)]


def between(found: pd.DataFrame, here: str, there: str) -> pd.DataFrame:
    """Return the links from one country to another, the end ``here`` as the columns ``_1``."""
    straight = found[(found["iso3_1"] == here) & (found["iso3_2"] == there)]
    if here == there:
        return straight
    turned = found[(found["iso3_1"] == there) & (found["iso3_2"] == here)]
    swapped = {f"{name[:-1]}{end}": name for name in found for end in ENDS if name[-1] != end}
    turned = turned.rename(columns={old: new for new, old in swapped.items()})
    return pd.concat([straight, turned[straight.columns]], ignore_index=True)


def largest_group(census: pd.DataFrame) -> dict[str, str]:
    """Return the largest of three groups in each municipality, and in two cities that are sums.

    Args:
        census: columns ``municipality``, ``istocno_sarajevo``, ``bosniaks``, ``serbs``,
            ``croats`` (persons of the census of 2013 in Bosnia and Herzegovina).
    """
    counts = census.set_index("municipality")[list(GROUPS)]
    east = census.loc[census["istocno_sarajevo"], "municipality"]
    counts.loc["Sarajevo"] = counts.loc[list(CITY_OF_SARAJEVO)].sum()
    counts.loc["Istočno Sarajevo"] = counts.loc[list(east)].sum()
    return counts.idxmax(axis=1).map(GROUPS).to_dict()


def municipality(name: str, known: Collection[str]) -> str:
    """Return the municipality that a name in the lists of twin cities stands for.

    Raises:
        ValueError: there is none among those ``known``.
    """
    bare, _, around = name.partition(" (")
    for tried in (name, MUNICIPALITIES.get(name), bare, around.rstrip(")")):
        if tried is not None and tried in known:
            return tried
    raise ValueError(f"expected a municipality of the census, found {name!r}")


def by_group(
    found: pd.DataFrame, here: str, neighbours: Collection[str], groups: Mapping[str, str]
) -> pd.DataFrame:
    """Return the links from ``here`` to each neighbour by the largest group at the near end.

    Returns:
        One row a link: ``neighbour`` (ISO 3166 alpha-3), ``municipality`` and ``partner`` as the
        lists spell them, and ``group``.
    """
    parts = []
    for there in neighbours:
        part = between(found, here, there)[["name_1", "name_2"]]
        part = part.rename(columns={"name_1": "municipality", "name_2": "partner"})
        part["group"] = [groups[municipality(name, groups)] for name in part["municipality"]]
        parts.append(part.assign(neighbour=there))
    return pd.concat(parts, ignore_index=True)


def share_below(degrees: pd.DataFrame, links: int) -> float:
    """Return the share of all listed cities that have fewer links than ``links``.

    Args:
        degrees: columns ``degree`` and ``cities`` (how many have so many links).
        links: the number of links to stay below.
    """
    fewer = degrees.loc[degrees["degree"] < links, "cities"].sum()
    return float(fewer / degrees["cities"].sum())


def sized(
    populations: pd.DataFrame, names: pd.DataFrame, cities: pd.DataFrame, year: int
) -> pd.DataFrame:
    """Return the cities that stand both in the list of populations and in that of twin cities.

    A city is the same if both point to one place of the gazetteer, or if name and country agree.
    One that is not found may have no twin or another name, so it is left out, not counted as zero.

    Args:
        populations: columns ``city``, ``iso3``, ``year``, ``population``.
        names: columns ``name``, ``iso3``, ``used_in``, ``place_id``.
        cities: columns ``name``, ``iso3``, ``place_id``, ``degree``.
        year: of the population.

    Returns:
        Columns ``city``, ``iso3``, ``population`` (persons) and ``links``, largest city first.
    """
    used = names[names["used_in"] == "city_populations"]
    places = {
        (row.name_, row.iso3): row.place_id
        for row in used.rename(columns={"name": "name_"}).itertuples()
    }
    by_place = cities.dropna(subset="place_id").set_index("place_id")["degree"].to_dict()
    by_name = cities.set_index(["name", "iso3"])["degree"].to_dict()
    then = populations[populations["year"] == year]
    keys = list(zip(then["city"], then["iso3"], strict=True))
    found = [by_place.get(places.get(key), by_name.get(key)) for key in keys]
    sized_ = then[["city", "iso3", "population"]].assign(links=found).dropna(subset="links")
    return sized_.astype({"links": int}).sort_values(
        "population", ascending=False, ignore_index=True
    )
