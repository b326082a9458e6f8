"""Places: how far apart they are, how large, and how unequal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from citiesfirst.geometry import EARTH_RADIUS

BLOCK = 1_000  # places compared at a time


def distance(lon: Any, lat: Any, to_lon: Any, to_lat: Any) -> np.ndarray:
    """Return the distance on the sphere between places, in kilometres.

    The haversine formula (Sinnott 1984, Virtues of the haversine, Sky and Telescope 68: 159),
    which stays exact where places are near each other. The Earth is flatter than a sphere, so a
    distance is at most about half a per cent off. Arrays are matched as NumPy matches them:
    a column of places and a row of places give a table of distances.

    Args:
        lon, lat, to_lon, to_lat: degrees east and north.

    Raises:
        ValueError: a place is not on Earth.
    """
    places = [np.asarray(degrees, float) for degrees in (lon, lat, to_lon, to_lat)]
    for degrees, most in zip(places, (180, 90, 180, 90), strict=True):
        if not np.all(np.abs(degrees) <= most):
            raise ValueError("expected longitudes within 180 and latitudes within 90 degrees")
    east, north, to_east, to_north = (np.radians(degrees) for degrees in places)
    half = (
        np.sin((to_north - north) / 2) ** 2
        + np.cos(north) * np.cos(to_north) * np.sin((to_east - east) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def nearest(lon: Any, lat: Any, to_lon: Any, to_lat: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return for each place the position of the nearest of the others, and how far it is.

    All pairs are compared, as directions from the middle of the Earth: the nearest place is the
    one with the largest inner product. A thousand places at a time keep the memory small.

    Args:
        lon, lat: the places, degrees east and north.
        to_lon, to_lat: the others, at least one.

    Returns:
        Positions among the others (the first of equals), and distances in kilometres.

    Raises:
        ValueError: there are no others, or a place is not on Earth.
    """
    lon, lat, to_lon, to_lat = (
        np.atleast_1d(np.asarray(d, float)) for d in (lon, lat, to_lon, to_lat)
    )
    if not len(to_lon):
        raise ValueError("expected at least one place to be near to")
    there = _directions(to_lon, to_lat).T
    found = [
        (_directions(lon[start : start + BLOCK], lat[start : start + BLOCK]) @ there).argmax(axis=1)
        for start in range(0, len(lon), BLOCK)
    ]
    which = np.concatenate(found) if found else np.empty(0, int)
    return which, distance(lon, lat, to_lon[which], to_lat[which])


def _directions(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Unit vectors from the middle of the Earth, one a row."""
    east, north = np.radians(lon), np.radians(lat)
    flat = np.cos(north)
    return np.column_stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)])


def size_class(population: pd.Series, bounds: Sequence[float]) -> pd.Series:
    """Return the class of each place by its population: ordered, and named by its limits.

    A place with exactly as many people as a bound belongs to the class that starts there.

    Args:
        population: people by place, without gaps.
        bounds: where classes meet, in rising order: ``[10_000, 100_000]`` makes three.

    Raises:
        ValueError: the bounds do not rise, or a population is missing or negative.
    """
    if list(bounds) != sorted(set(bounds)) or not len(bounds) or bounds[0] <= 0:
        raise ValueError(f"expected bounds that rise from above zero, found {bounds}")
    if not (population >= 0).all():
        raise ValueError("expected a population of zero or more in every place")
    names = [f"under {bounds[0]:,}"]
    names += [f"{low:,} to {high - 1:,}" for low, high in pairwise(bounds)]
    names += [f"{bounds[-1]:,} and more"]
    return pd.cut(population, [0, *bounds, np.inf], right=False, labels=names)


def gini(values: Any) -> float:
    """Return the Gini coefficient: 0 where all have the same, near 1 where one has all.

    It is half the mean difference between two values, drawn with replacement, as a part of their
    mean (Gini 1914; computed as in Cowell 2011, Measuring Inequality, third edition, page 114).

    Raises:
        ValueError: there are no values, one is negative or missing, or all are zero.
    """
    ordered = _parts(values)
    places = np.arange(1, len(ordered) + 1)
    weights = 2 * places - len(ordered) - 1
    return float((weights * ordered).sum() / (len(ordered) * ordered.sum()))


def top_share(values: Any, top: int) -> float:
    """Return the share of the sum that the ``top`` largest values hold, between 0 and 1.

    Raises:
        ValueError: ``top`` is not a number of values that there are, or as of `gini`.
    """
    ordered = _parts(values)
    if not 1 <= top <= len(ordered):
        raise ValueError(f"expected a number from 1 to {len(ordered)}, found {top}")
    return float(ordered[-top:].sum() / ordered.sum())


def _parts(values: Any) -> np.ndarray:
    """The values in rising order, of which each may be a part of a sum above zero."""
    ordered = np.sort(np.asarray(values, float))
    if not len(ordered) or not np.all(ordered >= 0) or not ordered.sum() > 0:
        raise ValueError("expected values of zero or more, and one of them above zero")
    return ordered
