"""Outlines of the municipalities of 1991, here a row of boxes a tenth of a degree wide."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import box, shape

from recipes import boundaries, names
from recipes.common import RecipeError
from tests.recipes.small_files import put_boxes

# As the file spells them; each box begins where the one before ends.
SPELT = {ours: theirs for theirs, ours in names.BOSNIA_1991_ALIASES.items()}
PLACES = {name: place / 10 for place, name in enumerate(sorted(names.BOSNIA_1991))}
BOXES = {SPELT.get(name, name): (x, 44, x + 0.1, 44.2) for name, x in PLACES.items()}


def made(raw, boxes) -> dict[str, shapely.Geometry]:
    put_boxes(raw, boundaries.BOSNIA_1990, "census_name", boxes)
    found = boundaries.derive(raw)["bosnia_municipalities_1991"]
    assert found["type"] == "FeatureCollection"
    features = found["features"]
    assert {one["type"] for one in features} == {"Feature"}
    return {one["properties"]["municipality"]: shape(one["geometry"]) for one in features}


def test_the_109_municipalities_have_our_names_and_stand_in_their_order(tmp_path):
    found = made(tmp_path, BOXES)
    assert list(found) == sorted(names.BOSNIA_1991)
    for name, x in PLACES.items():
        assert found[name].equals(box(round(x, 3), 44, round(x + 0.1, 3), 44.2))


def test_two_outlines_of_one_municipality_become_one(tmp_path):
    """A municipality may stand there under its own name and under another."""
    x = PLACES["Tomislavgrad"]
    halves = {"Duvno": (x, 44, x + 0.1, 44.1), "Tomislavgrad": (x, 44.1, x + 0.1, 44.2)}
    found = made(tmp_path, BOXES | halves)
    assert found["Tomislavgrad"].area == pytest.approx(0.02)


@pytest.mark.parametrize(
    ("change", "word"), [({"Tuzla": "Tulza"}, "Tulza"), ({"Tuzla": "Zenica"}, "Tuzla")]
)
def test_a_municipality_unknown_or_missing_is_named(tmp_path, change, word):
    boxes = {change.get(name, name): corners for name, corners in BOXES.items()}
    words = f"column census_name: expected the 109 municipalities of 1991, found '{word}'"
    with pytest.raises(RecipeError, match=words):
        made(tmp_path, boxes)


@pytest.mark.parametrize(("gap", "closed"), [(0.004, True), (0.006, False)])
def test_a_gap_of_less_than_half_a_hundredth_of_a_degree_is_closed(gap, closed):
    right = box(1, 0, 2, 1).difference(box(1, 0.4, 1 + gap, 0.6))
    found = boundaries.coverage([box(0, 0, 1, 1), right])
    assert (sum(one.area for one in found) == 2) == closed


@pytest.mark.parametrize(("height", "kept"), [(0.02, True), (0.001, False)])
def test_a_small_dent_is_left_out_and_a_large_one_stays(height, kept):
    dented = shapely.Polygon(
        [(0, 0), (1, 0), (1, 1), (0.52, 1), (0.5, 1 - height), (0.48, 1), (0, 1)]
    )
    (found,) = boundaries.coverage([dented])
    assert found.contains(shapely.Point(0.5, 1 - height / 2)) != kept


def test_points_have_three_decimals():
    (found,) = boundaries.coverage([box(0.12345, 0, 1, 1)])
    assert found.bounds[0] == 0.123


def test_outlines_that_stay_unclean_are_refused(monkeypatch):
    monkeypatch.setattr(shapely, "coverage_is_valid", lambda shapes: False)
    with pytest.raises(RecipeError, match="Expected outlines that stay clean when simplified"):
        boundaries.coverage([box(0, 0, 1, 1)])


def test_the_outer_ring_runs_against_the_clock_as_the_standard_asks():
    """RFC 7946: an exterior ring is counterclockwise, a hole clockwise."""
    holed = box(0, 0, 3, 3, ccw=False).difference(box(1, 1, 2, 2))
    (feature,) = boundaries.collection([holed], [{"name": "Ring"}])["features"]
    found = shape(feature["geometry"])
    assert found.exterior.is_ccw and not found.interiors[0].is_ccw
    assert feature["properties"] == {"name": "Ring"}
