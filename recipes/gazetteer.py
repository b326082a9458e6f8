"""Gazetteer: the places on which the tables join, and the spellings by which each is known.

The places are GeoNames', read by recipes.geonames. Municipalities whose seat is too small for that
file are added, with a point inside their outline.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from shapely.geometry import shape

from recipes import bosnia_2013, names, outlines, prio_urban_disorder, twin_cities, un_wup
from recipes.colombia_names import NORTH_CAUCA
from recipes.common import check_total, field, find, read_csv, read_geojson
from recipes.countries import CASES
from recipes.country_codes import NAME_OF_ISO3
from recipes.geonames import Index, by_name, fold, places, plain

MARGIN = 0.04  # degrees round a schematic outline in which a town still counts as inside
AIDDATA = "aiddata_geocoded_aims/aims_project_locations.csv.gz"
GUACHENE = 3681769  # GeoNames number; the town has no outline, AidData's file has its point

SPELLING = ["name", "iso3", "used_in", "place_id"]

# Spellings that no rule finds: name and country as a table has them, name as GeoNames has it.
TYPED = {
    ("Amara", "IRQ"): "Al ‘Amārah",
    ("Basra", "IRQ"): "Basrah",
    ("Diwaniyah", "IRQ"): "Ad Dīwānīyah",
    ("Fallujah", "IRQ"): "Al Fallūjah",
    ("Hillah", "IRQ"): "Al Ḩillah",
    ("Hirat", "AFG"): "Herāt",
    ("Kut", "IRQ"): "Al Kūt",
    ("Novisad", "SRB"): "Novi Sad",
    ("Shahriyar", "IRN"): "Shahrīār",
    ("Sulaymaniyah", "IRQ"): "As Sulaymānīyah",
    ("Witbank", "ZAF"): "Emalahleni",
}

# Municipalities of 1991 and the one of 2013 that holds their seat, where the names differ.
SEATS = {
    "Bosanska Dubica": "Kozarska Dubica",
    "Bosanska Gradiška": "Gradiška",
    "Bosanski Brod": "Brod",
    "Bosanski Novi": "Novi Grad",
    "Bosanski Šamac": "Šamac",
    "Gornji Vakuf": "Gornji Vakuf-Uskoplje",
    "Kupres": "Kupres (FBiH)",
    "Prozor": "Prozor-Rama",
    "Skender Vakuf": "Kneževo",
    "Trnovo": "Trnovo (RS)",
}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables gazetteer and place_names, and those of twin cities, whose places it holds."""
    every = places(raw)
    rows = by_name(every)
    added, local = municipalities(raw, every, rows)
    found = pd.concat([local, cities(raw, every, rows)])
    twins = twin_cities.derive(raw, every, rows)
    cases = every["iso3"].isin(CASES)
    used = {*found["place_id"], *twins["twin_cities"]["place_id"].dropna()}
    kept = every[cases | (every["feature_code"] == "PPLC") | every["place_id"].isin(used)]
    gazetteer = pd.concat([kept, added])
    gazetteer["country"] = gazetteer["iso3"].map(NAME_OF_ISO3)
    spellings = pd.concat([found, ascii_names(every[cases], found)])
    columns = ["place_id", "name", "iso3", "country", "latitude", "longitude"]
    return {
        "gazetteer": gazetteer[[*columns, "feature_code", "origin"]],
        "place_names": spellings.drop_duplicates(),
        **twins,
    }


def cities(raw: Path, every: pd.DataFrame, rows: Index) -> pd.DataFrame:
    """The place of each city of the tables on cities; of namesakes the most populous."""
    disorder = prio_urban_disorder.events(raw).rename(columns={"ISO3": "iso3"})
    tables = {"city_populations": un_wup.cities(raw), "urban_disorder_cities": disorder}
    found = []
    for table, frame in tables.items():
        for name, iso3 in frame[["city", "iso3"]].drop_duplicates().itertuples(index=False):
            same = rows.get((iso3, fold(TYPED.get((name, iso3), name))))
            if same:
                place = every.loc[same, "population"].idxmax()
                found.append((name, iso3, table, every.at[place, "place_id"]))
    return pd.DataFrame(found, columns=SPELLING)


def municipalities(
    raw: Path, every: pd.DataFrame, rows: Index
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Places of Bosnian and northern Caucan municipalities: those added, and all spellings.

    The place is the town of that name in the outline, else a point in it, with a number below zero.
    """
    bosnian = shapes(raw, bosnia_2013.OUTLINES, "census_name", bosnia_2013.ALIASES)
    caucan = shapes(raw, outlines.CAUCA, "mpio_code", outlines.OUTLINED)
    numbers = {name: -place for place, name in enumerate(sorted(bosnian), start=1)}
    numbers |= {name: -int(code) for code, name in outlines.OUTLINED.items()}
    added, own = [guachene(raw)], {"Guachené": GUACHENE}
    for iso3, group in (("BIH", bosnian), ("COL", caucan)):
        for name, outline in group.items():
            near = outline.buffer(MARGIN)
            for row in rows.get((iso3, fold(name)), []):
                if near.contains(shapely.Point(every.at[row, "lon"], every.at[row, "lat"])):
                    own[name] = int(every.at[row, "place_id"])
            if name not in own:
                own[name] = numbers[name]
                inside = outline.representative_point()
                at = (round(inside.y, 3), round(inside.x, 3))
                added.append((numbers[name], name, iso3, *at, "ADM", "outline"))
    columns = ["place_id", "name", "iso3", "latitude", "longitude", "feature_code", "origin"]
    return pd.DataFrame(added, columns=columns), local_names(own)


def shapes(raw: Path, file: str, label: str, known: dict[str, str]) -> dict[str, Any]:
    """Outlines by our name of the municipality; those of northern Cauca alone in Colombia."""
    found = {}
    for feature in read_geojson(find(raw, file), [label]):
        name = feature["properties"][label]
        if label == "census_name" or name in known:
            found[known.get(name, name)] = shape(feature["geometry"])
    return found


def guachene(raw: Path) -> tuple[int, str, str, float, float, str, str]:
    """Guachené's row of the gazetteer, whose point is AidData's."""
    path = find(raw, AIDDATA)
    frame = read_csv(
        path,
        [field("geoname_id"), field("latitude", "number"), field("longitude", "number")],
    )
    rows = frame[frame["geoname_id"] == str(GUACHENE)]
    check_total(rows[["latitude", "longitude"]].drop_duplicates().shape[0], 1, "geoname_id", path)
    latitude, longitude = rows.iloc[0][["latitude", "longitude"]]
    return (GUACHENE, "Guachené", "COL", round(latitude, 3), round(longitude, 3), "PPL", "AidData")


def local_names(own: dict[str, int]) -> pd.DataFrame:
    """Spellings of municipalities in the tables, in raw files and without accents."""
    cauca = set(NORTH_CAUCA.values())
    bosnian = {name: place for name, place in own.items() if name not in cauca}
    before = {name: bosnian[SEATS.get(name, name)] for name in names.BOSNIA_1991}
    groups = [
        ("bosnia_census_2013", "BIH", bosnian),
        ("bosnia_municipal_deaths", "BIH", before),
        ("north_cauca_municipalities", "COL", {name: own[name] for name in cauca}),
    ]
    other = {alias: bosnian[name] for alias, name in bosnia_2013.ALIASES.items()}
    other |= {alias: before[name] for alias, name in names.BOSNIA_1991_ALIASES.items()}
    other |= {plain(name): place for name, place in {**before, **bosnian}.items()}
    groups.append(("other spelling", "BIH", _without(other, {**before, **bosnian})))
    bare = {plain(name): own[name] for name in cauca}
    groups.append(("other spelling", "COL", _without(bare, own)))
    found = [
        (name, iso3, used_in, place)
        for used_in, iso3, group in groups
        for name, place in group.items()
    ]
    return pd.DataFrame(found, columns=SPELLING)


def _without(spellings: dict[str, int], known: dict[str, int]) -> dict[str, int]:
    return {name: place for name, place in spellings.items() if name not in known}


def ascii_names(cases: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Other spellings of the case countries' places: GeoNames' own in plain letters, and typed.

    Left out are those that would name two places of one country.
    """
    bare = cases.loc[cases["asciiname"] != cases["name"], ["asciiname", "iso3", "place_id"]]
    rows = [tuple(row) for row in bare.itertuples(index=False)]
    for (name, iso3), real in TYPED.items():
        match = cases[(cases["name"] == real) & (cases["iso3"] == iso3)]
        rows += [(name, iso3, place) for place in match["place_id"]]
    frame = pd.DataFrame(rows, columns=["name", "iso3", "place_id"]).drop_duplicates()
    taken = pd.concat([found, cases])[["name", "iso3", "place_id"]].drop_duplicates()
    meanings = pd.concat([frame, taken]).drop_duplicates().groupby(["name", "iso3"])["place_id"]
    single = meanings.nunique().loc[lambda count: count == 1].index
    clear = pd.MultiIndex.from_frame(frame[["name", "iso3"]]).isin(single)
    used = pd.MultiIndex.from_frame(found[["name", "iso3"]])
    new = ~pd.MultiIndex.from_frame(frame[["name", "iso3"]]).isin(used)
    return frame[clear & new].assign(used_in="other spelling")
