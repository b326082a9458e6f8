"""The projection: Snyder's worked example, and areas that stay what they are on the ground."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst import geometry

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]


def test_snyders_worked_example():
    """Snyder (1987), appendix A: sphere of radius 3, centre 40° N 100° W."""
    x, y = geometry.project(100, -20, centre=(-100, 40), radius=3.0)
    assert (x, y) == (pytest.approx(-4.2339303, abs=1e-7), pytest.approx(4.0257775, abs=1e-7))


def test_the_centre_is_the_origin():
    assert geometry.project(17.7, 43.9, centre=(17.7, 43.9)) == (0, 0)


def test_a_pole_seen_from_the_equator_lies_root_two_radii_away():
    """The chord from centre to pole is R√2, and this projection keeps the length of chords."""
    x, y = geometry.project(0, 90, centre=(0, 0), radius=1)
    assert (x, y) == (pytest.approx(0), pytest.approx(math.sqrt(2)))


@given(
    west=st.floats(-170, 150),
    south=st.floats(-80, 60),
    width=st.floats(0.5, 20),
    height=st.floats(0.5, 20),
)
def test_a_piece_of_the_globe_keeps_its_area(west, south, width, height):
    """Between two meridians and two parallels the sphere has R²·Δλ·(sin φ₂ − sin φ₁)."""
    east, north = west + width, south + height
    along = np.linspace(0, 1, 400, endpoint=False)
    lon = np.concatenate([west + width * along, [east] * 400, east - width * along, [west] * 400])
    lat = np.concatenate(
        [[south] * 400, south + height * along, [north] * 400, north - height * along]
    )
    x, y = geometry.project(lon, lat, centre=(west + width / 3, south + height / 4), radius=1)
    true = math.radians(width) * (math.sin(math.radians(north)) - math.sin(math.radians(south)))
    assert geometry.area(x, y) == pytest.approx(true, rel=1e-4)


def test_places_that_are_not_on_earth_are_refused():
    with pytest.raises(ValueError, match="latitudes within 90"):
        geometry.project(18.4, 143.9, centre=(18, 44))


def test_the_antipode_of_the_centre_is_refused():
    with pytest.raises(ValueError, match="antipode"):
        geometry.project(-160, -44, centre=(20, 44))


def test_the_area_of_a_ring_has_the_sign_of_its_sense():
    x, y = np.array([0, 4, 4, 0]), np.array([0, 0, 3, 3])
    assert geometry.area(x, y) == 12
    assert geometry.area(x[::-1], y[::-1]) == -12


def test_outer_rings_turn_left_and_holes_right_however_they_are_stored():
    for outer in (SQUARE, SQUARE[::-1]):
        for hole in (HOLE, HOLE[::-1]):
            found = geometry.rings({"type": "Polygon", "coordinates": [outer, hole]})
            assert [geometry.area(*ring.T) for ring in found] == [16, -1]


def test_a_path_has_a_gap_between_rings():
    path = geometry.path({"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}, (2, 2))
    assert path["x"].index(None) == len(SQUARE)
    assert [None for value in path["y"] if value is None] == [None]


def test_lines_and_points_are_no_outlines():
    with pytest.raises(ValueError, match="found a Point"):
        geometry.rings({"type": "Point", "coordinates": [1, 2]})


def test_the_middle_lies_halfway_between_the_outermost_points():
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    assert geometry.middle({"features": [{"geometry": shape}]}) == (2, 2)
