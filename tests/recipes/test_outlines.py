"""Outlines are clean, small, complete, and known places lie where they should."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import shape

from citiesfirst import tables
from recipes import outlines
from recipes.common import RecipeError
from tests.recipes.workshop import ROOT

KILOBYTES = {
    "world_countries": 150,
    "bosnia_municipalities_2013": 120,
    "afghanistan_provinces": 120,
    "north_cauca_municipalities": 120,
}


@pytest.mark.parametrize("name", KILOBYTES)
def test_outlines_are_clean_and_small(name):
    shapes = [shape(feature["geometry"]) for feature in tables.outlines(name)["features"]]
    assert all(one.is_valid for one in shapes)
    assert shapely.coverage_is_valid(shapes)
    size = (ROOT / "data/geo" / f"{name}.geojson").stat().st_size
    assert size < KILOBYTES[name] * 1000


def named(name: str, key: str) -> dict[str, shapely.Geometry]:
    features = tables.outlines(name)["features"]
    return {one["properties"][key]: shape(one["geometry"]) for one in features}


def test_municipalities_of_2013_are_those_of_the_census():
    census = tables.load("bosnia_census_2013").set_index("municipality")["entity"]
    features = tables.outlines("bosnia_municipalities_2013")["features"]
    found = {one["properties"]["municipality"]: one["properties"]["entity"] for one in features}
    assert found == census.to_dict()


def test_provinces_are_those_of_the_events():
    """34 outlines, 32 provinces of the events: two pairs are counted together."""
    features = tables.outlines("afghanistan_provinces")["features"]
    assert len({one["properties"]["province"] for one in features}) == 34
    counted = {one["properties"]["ged_province"] for one in features}
    assert len(counted) == 32
    assert counted <= set(tables.load("ged_afghanistan_provinces")["province"])


@pytest.mark.parametrize(
    ("outlines_name", "key", "place", "longitude", "latitude"),
    [
        ("world_countries", "iso3", "AFG", 69.18, 34.53),
        ("world_countries", "iso3", "XKX", 20.9, 42.6),
        ("bosnia_municipalities_2013", "municipality", "Stari Grad Sarajevo", 18.4334, 43.8590),
        ("bosnia_municipalities_2013", "municipality", "Tuzla", 18.676, 44.538),
        ("bosnia_municipalities_2013", "municipality", "Višegrad", 19.29, 43.78),
        ("afghanistan_provinces", "province", "Kabul", 69.18, 34.53),
        ("afghanistan_provinces", "province", "Daykundi", 66.13, 33.72),
        ("afghanistan_provinces", "province", "Uruzgan", 65.87, 32.63),
        ("north_cauca_municipalities", "municipality", "Toribío", -76.27, 2.95),
        ("north_cauca_municipalities", "municipality", "Santander de Quilichao", -76.48, 3.01),
    ],
)
def test_a_known_place_lies_in_its_outline(outlines_name, key, place, longitude, latitude):
    point = shapely.Point(longitude, latitude)
    found = [name for name, one in named(outlines_name, key).items() if one.contains(point)]
    assert found == [place]


def test_every_country_has_a_code_or_is_said_to_have_none():
    features = tables.outlines("world_countries")["features"]
    without = {one["properties"]["country"] for one in features if not one["properties"]["iso3"]}
    assert without == {"Northern Cyprus", "Somaliland"}
    assert len({one["properties"]["adm0_a3"] for one in features}) == 177


def test_neighbours_share_their_border_after_simplifying():
    """Two squares side by side, of which one leaves a sliver between them, the other a spike."""
    left = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)])
    right = shapely.Polygon([(1, 0), (2, 0), (2, 1), (2, 1.5), (2, 1), (1, 1), (1.01, 0.5)])
    made = outlines.clean([left, right], 0.01, 2, gap=0.02)
    assert shapely.coverage_is_valid(made)
    assert made[0].intersection(made[1]).length == pytest.approx(1, abs=0.05)


def test_a_file_without_a_municipality_of_cauca(raw_upstream, tmp_path):
    (tmp_path / "boundaries").mkdir()
    text = (raw_upstream / outlines.CAUCA).read_text(encoding="utf-8")
    (tmp_path / outlines.CAUCA).write_text(text.replace('"19821"', '"99999"'), encoding="utf-8")
    with pytest.raises(RecipeError, match=r"column mpio_code: .* found none for 19821"):
        outlines.north_cauca(tmp_path)
