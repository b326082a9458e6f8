"""Where twin cities lie: coordinates checked against the country, and repaired or left empty.

The list's coordinates were found by name alone, so that a namesake's may stand for the city (Tuzla
in Turkey bore those of Tuzla in Bosnia). A slip within one country shows only where GeoNames has
exactly one place of that name there.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape

from recipes import outlines
from recipes.common import distance_km, find, read_geojson
from recipes.geonames import Index, fold

NEAR_KM = 30  # from the country's coarse outline or from a place in it: taken as inside
ISLAND_KM = 300  # a point in no other country, and so near to its own, is taken as an island
LINK_KM = 25  # from a city to the place of GeoNames that bears its name
SLIP_KM = 50  # further than this from the only place of its name: taken as a slip
# Points that stand for a country, a province or the sea, not for a city (latitude, longitude).
STAND_INS = {(40.0, -100.0), (43.0, 142.0), (38.322, 142.369)}
# Codes under which GeoNames files parts of a country.
PARTS = {"FRA": ["FRA", "GUF", "GLP", "MTQ", "MYT", "REU"], "FIN": ["FIN", "ALA"]}
# A region that bears the name of a town elsewhere in the country: its own point stays.
REGIONS = [("Mpumalanga", "ZAF")]
SHARED = {"CYN": "CYP", "SOL": "SOM"}  # outlines without a code, and the code of their cities


def locate(raw: Path, cities: pd.DataFrame, every: pd.DataFrame, rows: Index) -> pd.DataFrame:
    """The cities with checked coordinates, what they rest on, and the place of the gazetteer.

    `coordinates` is "list" (as in the file), "gazetteer" (GeoNames' place of that name instead) or
    "none" (left empty).
    """
    good = plausible(cities, countries(raw), every)
    same = namesakes(cities, every, rows)
    nearest = same.sort_values("km").drop_duplicates("city").set_index("city")
    nearest = nearest.reindex(cities.index)
    only = same["city"].map(same["city"].value_counts()) == 1
    only = cities.index.isin(same.loc[only, "city"])
    regions = pd.MultiIndex.from_frame(cities[["name", "iso3"]]).isin(REGIONS)
    moved = only & (~good | ((nearest["km"] > SLIP_KM) & ~regions))
    linked = moved | (good & (nearest["km"] <= LINK_KM))
    located = cities.copy()
    for column in ("latitude", "longitude"):
        chosen = cities[column].where(good & ~moved)
        located[column] = chosen.fillna(nearest[column].where(moved)).round(3)
    located["coordinates"] = "none"
    located.loc[good, "coordinates"] = "list"
    located.loc[moved, "coordinates"] = "gazetteer"
    located["place_id"] = nearest["place_id"].where(linked).astype("Int64")
    return located


def namesakes(cities: pd.DataFrame, every: pd.DataFrame, rows: Index) -> pd.DataFrame:
    """All pairs of a city and a place of GeoNames with its name in its country, with distance."""
    pairs = [
        (city, row)
        for city, name, iso3 in cities[["name", "iso3"]].itertuples()
        for row in rows.get((iso3, fold(name)), [])
    ]
    found = pd.DataFrame(pairs, columns=["city", "row"])
    place = every.loc[found["row"]].reset_index(drop=True)
    city = cities.loc[found["city"]].reset_index(drop=True)
    return found[["city"]].assign(
        place_id=place["place_id"],
        latitude=place["lat"],
        longitude=place["lon"],
        km=distance_km(place["lat"], place["lon"], (city["latitude"], city["longitude"])),
    )


def countries(raw: Path) -> dict[str, shapely.Geometry]:
    """Outlines of countries by ISO code, from Natural Earth."""
    path = find(raw, outlines.WORLD, outlines.WORLD_ORIGINAL)
    pieces: dict[str, list[shapely.Geometry]] = {}
    for feature in read_geojson(path, ["ADM0_A3"]):
        code = feature["properties"]["ADM0_A3"]
        iso3 = SHARED.get(code) or outlines.ISO3.get(code) or code
        pieces.setdefault(iso3, []).append(shape(feature["geometry"]))
    merged = {iso3: shapely.union_all(shapes) for iso3, shapes in pieces.items()}
    for outline in merged.values():
        shapely.prepare(outline)
    return merged


def plausible(
    cities: pd.DataFrame, known: dict[str, shapely.Geometry], every: pd.DataFrame
) -> pd.Series:
    """Whether each point can lie in its country: in or near it, or an island in no other country.

    Small islands are in no outline, so that nearness to a place of GeoNames counts as well.
    """
    points = pd.Series(
        shapely.points(cities["longitude"], cities["latitude"]), index=cities.index, dtype=object
    )
    inside = pd.DataFrame(
        {iso3: shapely.contains(outline, points.to_numpy()) for iso3, outline in known.items()},
        index=cities.index,
    )
    good = pd.Series(False, index=cities.index)
    for iso3, group in cities.groupby("iso3"):
        towns = every[every["iso3"].isin(PARTS.get(iso3, [iso3]))]
        latitude, longitude = (group[[name]].to_numpy() for name in ("latitude", "longitude"))
        away = distance_km(towns["lat"].to_numpy(), towns["lon"].to_numpy(), (latitude, longitude))
        near = away.min(axis=1, initial=np.inf)
        if iso3 in known:
            lines = shapely.shortest_line(known[iso3], points[group.index].to_numpy())
            shore = shapely.get_coordinates(shapely.get_point(lines, 0))
            coast = distance_km(shore[:, 1], shore[:, 0], (latitude[:, 0], longitude[:, 0]))
            near = np.minimum(near, coast)
        foreign = inside.loc[group.index].drop(columns=iso3, errors="ignore").any(axis=1)
        good[group.index] = (near <= NEAR_KM) | (~foreign & (near <= ISLAND_KM))
    stand_in = [at in STAND_INS for at in zip(cities["latitude"], cities["longitude"], strict=True)]
    return good & ~np.array(stand_in)
