"""Outlines for schematic maps: small, rounded, neighbours sharing exactly the same border."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from recipes import names
from recipes.common import RecipeError, find, read_geojson

BOSNIA_1990 = "boundaries/bih_municipalities_1990_prewar_simplified.geojson"
DECIMALS = 3  # of a degree: about 100 m
GAP_DEGREES = 0.005  # slivers narrower than this between neighbours are closed
SIMPLIFY_DEGREES = 0.007  # about 700 m: below the accuracy of the reconstruction


def derive(raw: Path) -> dict[str, dict[str, Any]]:
    """The outlines bosnia_municipalities_1991."""
    return {"bosnia_municipalities_1991": bosnia_1991(raw)}


def bosnia_1991(raw: Path) -> dict[str, Any]:
    """The 109 municipalities of 1991; two outlines of one municipality become one."""
    path = find(raw, BOSNIA_1990)
    pieces = defaultdict(list)
    for feature in read_geojson(path, ["census_name"]):
        name = feature["properties"]["census_name"]
        pieces[names.BOSNIA_1991_ALIASES.get(name, name)].append(shape(feature["geometry"]))
    odd = sorted(set(pieces) ^ set(names.BOSNIA_1991))
    if odd:
        raise RecipeError(
            "the 109 municipalities of 1991",
            file=path.name,
            column="census_name",
            found=repr(odd[0]),
        )
    merged = {name: shapely.union_all(pieces[name]) for name in sorted(pieces)}
    return collection(coverage(list(merged.values())), [{"municipality": name} for name in merged])


def coverage(shapes: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Neighbours made to share borders, simplified together, rounded, still a clean coverage."""
    clean = shapely.coverage_clean(shapes, gap_width=GAP_DEGREES)
    simple = shapely.coverage_simplify(clean, SIMPLIFY_DEGREES)
    rounded = [shapely.transform(one, lambda points: points.round(DECIMALS)) for one in simple]
    if not (all(one.is_valid for one in rounded) and shapely.coverage_is_valid(rounded)):
        raise RecipeError("outlines that stay clean when simplified", found="overlaps or gaps")
    return rounded


def collection(shapes: list[shapely.Geometry], properties: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON feature collection; rings in the sense that the standard asks for (RFC 7946)."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": known,
                "geometry": mapping(shapely.orient_polygons(one, exterior_cw=False)),
            }
            for one, known in zip(shapes, properties, strict=True)
        ],
    }
