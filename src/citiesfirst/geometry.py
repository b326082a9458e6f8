"""Places on a sphere and on a plane: projection, rings and areas, without any drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

EARTH_RADIUS = 6371.0072  # kilometres: the sphere with the area of WGS 84 (Snyder 1987, eq. 3-13)


def project(
    lon: Any, lat: Any, centre: tuple[float, float], radius: float = EARTH_RADIUS
) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y of places in the Lambert azimuthal equal-area projection of the sphere.

    The formulas are those of Snyder (1987), *Map Projections: A Working Manual*, U.S. Geological
    Survey Professional Paper 1395, p. 185, equations 22-4, 22-5 and 24-2.

    Args:
        lon, lat: degrees east and north.
        centre: longitude and latitude that become (0, 0), in degrees.
        radius: of the sphere; x and y come in its unit, kilometres unless told otherwise.

    Raises:
        ValueError: a place is not on Earth, or is the antipode of the centre.
    """
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    if np.any(np.abs(lat) > 90) or np.any(np.abs(lon) > 180):
        raise ValueError("expected longitudes within 180 and latitudes within 90 degrees")
    east = np.radians(lon - centre[0])
    north, middle = np.radians(lat), np.radians(centre[1])
    cosine = np.sin(middle) * np.sin(north) + np.cos(middle) * np.cos(north) * np.cos(east)
    if np.any(cosine <= -1 + 1e-12):
        raise ValueError("the antipode of the centre has no place on this map")
    scale = radius * np.sqrt(2 / (1 + cosine))
    x = scale * np.cos(north) * np.sin(east)
    y = scale * (np.cos(middle) * np.sin(north) - np.sin(middle) * np.cos(north) * np.cos(east))
    return x, y


def rings(geometry: Mapping[str, Any]) -> list[np.ndarray]:
    """Return all rings of a geometry, in degrees: outer ones turn left, holes turn right."""
    found = []
    for polygon in polygons(geometry):
        for position, ring in enumerate(polygon):
            points = np.asarray(ring, float)[:, :2]
            outer, leftward = position == 0, area(points[:, 0], points[:, 1]) > 0
            found.append(points if outer == leftward else points[::-1])
    return found


def polygons(geometry: Mapping[str, Any]) -> list[Any]:
    """Return the polygons of a GeoJSON geometry, each a list of rings, the outer one first.

    Raises:
        ValueError: the geometry is neither a Polygon nor a MultiPolygon.
    """
    kind = geometry["type"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"expected a Polygon or a MultiPolygon, found a {kind}")
    return geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]


def area(x: np.ndarray, y: np.ndarray) -> float:
    """Return the signed area of a ring: positive where it turns to the left (shoelace formula)."""
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def middle(outlines: Mapping[str, Any]) -> tuple[float, float]:
    """Return longitude and latitude of the middle of all outlines, a centre to project from."""
    points = np.vstack([ring for one in outlines["features"] for ring in rings(one["geometry"])])
    lon, lat = (points.min(axis=0) + points.max(axis=0)) / 2
    return float(lon), float(lat)


def path(geometry: Mapping[str, Any], centre: tuple[float, float]) -> dict[str, list]:
    """Return x and y of an outline in kilometres, with gaps between its rings."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings(geometry):
        x, y = project(ring[:, 0], ring[:, 1], centre)
        xs += [*np.round(x, 2).tolist(), None]
        ys += [*np.round(y, 2).tolist(), None]
    return {"x": xs[:-1], "y": ys[:-1]}
