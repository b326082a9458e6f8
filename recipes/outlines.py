"""Outlines for small maps: the world, Bosnia's municipalities of 2013, Afghanistan, northern Cauca.

Each reads our extract, or the publisher's own GeoJSON under its own name where that has the same
properties. Neighbours are simplified together, so that they keep exactly the same border.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from recipes import bosnia_2013, boundaries, country_codes
from recipes.colombia_names import NORTH_CAUCA
from recipes.common import RecipeError, find, read_geojson

WORLD = "boundaries/ne_110m_admin0.geojson"
WORLD_ORIGINAL = "ne_110m_admin_0_countries.geojson"
AFGHANISTAN = "boundaries/afg_provinces_ne10m_simplified.geojson"
CAUCA = "boundaries/col_municipalities_cauca_valle.geojson"

# Natural Earth's own codes where they are not those of ISO 3166; two areas have no code there.
ISO3 = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD", "CYN": None, "SOL": None}
UNLISTED = {"ATA": "Antarctica", "CYN": "Northern Cyprus", "SOL": "Somaliland"}

PROVINCES = 34
# Names as in the table ged_afghanistan_provinces. Two outlines still bear the name of the province
# from which they were parted in 2004; a town inside tells them apart (longitude, latitude).
SPELT = {"Hilmand": "Helmand", "Hirat": "Herat", "Paktya": "Paktia", "Sari Pul": "Sar-e Pol"}
PARTED = {
    "Parwan": ("Panjshir", (69.52, 35.31)),  # Bazarak
    "Uruzgan": ("Daykundi", (66.13, 33.72)),  # Nili
}

# Names by code, whose accents the file leaves out. The thirteenth municipality, Guachené, was
# parted from Caloto in 2006 and has no outline of its own.
OUTLINED = {code: name for code, name in NORTH_CAUCA.items() if name != "Guachené"}

ROUNDS = 5


def derive(raw: Path) -> dict[str, dict[str, Any]]:
    """The four outlines."""
    return {
        "world_countries": world(raw),
        "bosnia_municipalities_2013": bosnia(raw),
        "afghanistan_provinces": afghanistan(raw),
        "north_cauca_municipalities": north_cauca(raw),
    }


def clean(shapes: list[Any], tolerance: float, decimals: int, gap: float = 0.01) -> list[Any]:
    """Shapes on a grid of `decimals`, slivers closed, then simplified by `tolerance` degrees.

    Closing slivers may add points off the grid, hence the rounds; simplifying only leaves points
    out, so that the result stays on the grid. Raises RecipeError where it does not come clean.
    """
    grid = [shapely.transform(one, lambda points: points.round(decimals)) for one in shapes]
    for _ in range(ROUNDS):
        # "structure" keeps what is an area, so that a spike cannot leave a line behind.
        areas = shapely.make_valid(grid, method="structure", keep_collapsed=False)
        tidy = shapely.coverage_clean(areas, gap_width=gap)
        grid = [shapely.transform(one, lambda points: points.round(decimals)) for one in tidy]
        if all(one.is_valid for one in grid) and shapely.coverage_is_valid(grid):
            return list(shapely.coverage_simplify(grid, tolerance))
    raise RecipeError("outlines that can be made clean", found="overlaps or gaps")


def world(raw: Path) -> dict[str, Any]:
    """Countries and territories, by name and codes, in order of the code."""
    path = find(raw, WORLD, WORLD_ORIGINAL)
    features = sorted(
        read_geojson(path, ["ADM0_A3", "ADMIN"]), key=lambda one: one["properties"]["ADM0_A3"]
    )
    known = []
    for feature in features:
        code = feature["properties"]["ADM0_A3"]
        iso3 = ISO3.get(code, code)
        name = UNLISTED.get(code) or country_codes.NAME_OF_ISO3.get(iso3)
        if name is None:
            raise RecipeError(
                "a code of a country", file=path.name, column="ADM0_A3", found=repr(code)
            )
        known.append({"adm0_a3": code, "iso3": iso3, "country": name})
    shapes = clean([shape(one["geometry"]) for one in features], 0.3, 2)
    return boundaries.collection(shapes, known)


def bosnia(raw: Path) -> dict[str, Any]:
    """The 142 municipalities, by our name and entity."""
    path = find(raw, bosnia_2013.OUTLINES)
    census = bosnia_2013.census(raw).set_index("municipality")["entity"]
    shapes = {}
    for feature in read_geojson(path, ["census_name"]):
        name = feature["properties"]["census_name"]
        shapes[bosnia_2013.ALIASES.get(name, name)] = shape(feature["geometry"])
    odd = sorted(set(shapes) ^ set(census.index))
    if odd:
        raise RecipeError(
            "the 142 municipalities of 2013",
            file=path.name,
            column="census_name",
            found=repr(odd[0]),
        )
    ordered = sorted(shapes)
    known = [{"municipality": name, "entity": census[name]} for name in ordered]
    return boundaries.collection(clean([shapes[name] for name in ordered], 0.007, 3), known)


def afghanistan(raw: Path) -> dict[str, Any]:
    """The 34 provinces; `ged_province` is the name under which the events are counted."""
    path = find(raw, AFGHANISTAN)
    shapes, counted = {}, {}
    for feature in read_geojson(path, ["name"]):
        name = feature["properties"]["name"]
        outline = shape(feature["geometry"])
        new, town = PARTED.get(name, (None, None))
        own = SPELT.get(name, name)
        own = new if new and outline.contains(shapely.Point(town)) else own
        shapes[own] = outline
        counted[own] = f"{SPELT.get(name, name)} and {new}" if new else own
    if len(shapes) != PROVINCES:
        raise RecipeError(f"{PROVINCES} provinces", file=path.name, found=len(shapes))
    ordered = sorted(shapes)
    known = [{"province": name, "ged_province": counted[name]} for name in ordered]
    return boundaries.collection(clean([shapes[name] for name in ordered], 0.012, 3), known)


def north_cauca(raw: Path) -> dict[str, Any]:
    """Twelve of the thirteen municipalities, by code of the statistical office and name."""
    path = find(raw, CAUCA)
    shapes = {
        feature["properties"]["mpio_code"]: shape(feature["geometry"])
        for feature in read_geojson(path, ["mpio_code"])
        if feature["properties"]["mpio_code"] in OUTLINED
    }
    absent = sorted(set(OUTLINED) - set(shapes))
    if absent:
        raise RecipeError(
            "an outline of each municipality but Guachené",
            file=path.name,
            column="mpio_code",
            found=f"none for {absent[0]}",
        )
    known = [{"code": code, "municipality": name} for code, name in OUTLINED.items()]
    return boundaries.collection(clean([shapes[code] for code in OUTLINED], 0.004, 3), known)
