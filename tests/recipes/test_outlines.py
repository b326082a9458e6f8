"""Outlines are clean, small, complete, and known places lie where they should."""

from __future__ import annotations

import json

import pytest
import shapely
from shapely.geometry import box, mapping, shape

from citiesfirst import tables
from recipes import outlines
from recipes.common import RecipeError
from tests.recipes.small_files import Box, put_boxes
from tests.recipes.workshop import ROOT, Workshop

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


def described(made: dict, *keys: str) -> dict[tuple, shapely.Geometry]:
    """The outlines by some of their properties."""
    return {
        tuple(one["properties"][key] for key in keys): shape(one["geometry"])
        for one in made["features"]
    }


def boxes_of(named: list[str], decimals: int = 3) -> dict[str, Box]:
    """A box for each name, in a row, their western edge a little off the grid."""
    off = 0.4 * 10**-decimals
    return {name: (place + off, 0, place + 0.5, 0.5) for place, name in enumerate(named)}


@pytest.mark.parametrize(("gap", "closed"), [(0.009, True), (0.011, False)])
def test_a_gap_of_less_than_a_hundredth_of_a_degree_is_closed(gap, closed):
    right = box(1, 0, 2, 1).difference(box(1, 0.4, 1 + gap, 0.6))
    found = outlines.clean([box(0, 0, 1, 1), right], 0.0001, 3)
    assert (sum(one.area for one in found) == 2) == closed


def test_outlines_that_stay_unclean_are_refused(monkeypatch):
    monkeypatch.setattr(shapely, "coverage_is_valid", lambda shapes: False)
    with pytest.raises(RecipeError, match="Expected outlines that can be made clean"):
        outlines.clean([box(0, 0, 1, 1)], 0.1, 2)


def put_world(raw, codes: dict[str, str]) -> None:
    """Boxes five degrees wide; in the second the southern edge has a dent of 0.2 square degrees."""
    features = []
    for place, (code, name) in enumerate(codes.items()):
        west = 10 * place + 0.004
        points = [(west, 0), (west + 5, 0), (west + 5, 5), (west, 5)]
        dent = [(west + 2, 0), (west + 2.5, 0.4), (west + 3, 0)] if place == 1 else []
        outline = shapely.Polygon([points[0], *dent, *points[1:]])
        known = {"ADM0_A3": code, "ADMIN": name}
        features.append({"type": "Feature", "properties": known, "geometry": mapping(outline)})
    path = raw / outlines.WORLD
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def test_countries_have_codes_of_iso_and_plain_names(tmp_path):
    """Natural Earth has codes of its own for Kosovo, Palestine and areas that ISO leaves out."""
    codes = {"KOS": "Kosovo", "AFG": "Afghanistan", "SOL": "Somaliland", "ATA": "Antarctica"}
    put_world(tmp_path, codes | {"PSX": "Palestine"})
    found = described(outlines.world(tmp_path), "adm0_a3", "iso3", "country")
    assert list(found) == [
        ("AFG", "AFG", "Afghanistan"),
        ("ATA", "ATA", "Antarctica"),
        ("KOS", "XKX", "Kosovo"),
        ("PSX", "PSE", "Palestine"),
        ("SOL", None, "Somaliland"),
    ]
    assert found[("KOS", "XKX", "Kosovo")].equals(box(0, 0, 5, 5))  # two decimals
    assert found[("AFG", "AFG", "Afghanistan")].area == pytest.approx(24.8)


def test_a_country_without_a_known_code_is_named(tmp_path):
    put_world(tmp_path, {"AFG": "Afghanistan", "QQQ": "Ruritania"})
    with pytest.raises(RecipeError, match="column ADM0_A3: expected a code of a country, found 'Q"):
        outlines.world(tmp_path)


def test_the_publishers_own_file_of_countries_is_read_under_its_own_name(tmp_path):
    put_world(tmp_path, {"AFG": "Afghanistan"})
    (tmp_path / outlines.WORLD).rename(tmp_path / "ne_110m_admin_0_countries.geojson")
    assert len(outlines.world(tmp_path)["features"]) == 1


def test_municipalities_of_2013_have_our_name_and_their_entity(tmp_path):
    small = Workshop(tmp_path)
    small.census_2013()
    found = described(outlines.bosnia(small.raw), "municipality", "entity")
    census = tables.load("bosnia_census_2013")
    known = sorted(zip(census["municipality"], census["entity"], strict=True))
    assert list(found) == known
    assert found[("Tuzla", "Federation")].area == pytest.approx(0.05)  # a box of 0.05 by 1


def test_a_municipality_of_2013_that_is_not_in_the_census_is_named(tmp_path):
    small = Workshop(tmp_path)
    small.census_2013()
    path = small.raw / outlines.bosnia_2013.OUTLINES
    features = json.loads(path.read_text())
    odd = {"type": "Feature", "properties": {"census_name": "Atlantis"}}
    features["features"].append(odd | {"geometry": mapping(box(80, 1, 81, 2))})
    path.write_text(json.dumps(features))
    with pytest.raises(RecipeError, match="the 142 municipalities of 2013, found 'Atlantis'"):
        outlines.bosnia(small.raw)


def put_provinces(raw, left_out: str = "") -> None:
    """A box for each outline of the file, which has Parwan and Uruzgan twice."""
    spelt = {ours: theirs for theirs, ours in outlines.SPELT.items()}
    parts = {"Panjshir": (69.3, 35.1, 69.8, 35.6), "Daykundi": (66.0, 33.6, 66.5, 34.1)}
    provinces = [key for (key,) in described(tables.outlines("afghanistan_provinces"), "province")]
    own = [spelt.get(one, one) for one in provinces if one not in {*parts, left_out}]
    put_boxes(raw, outlines.AFGHANISTAN, "name", boxes_of(own))
    path = raw / outlines.AFGHANISTAN
    features = json.loads(path.read_text())
    for name, corners in zip(("Parwan", "Uruzgan"), parts.values(), strict=True):
        properties = {"properties": {"name": name}, "geometry": mapping(box(*corners))}
        features["features"].append({"type": "Feature", **properties})
    path.write_text(json.dumps(features))


def test_provinces_parted_in_2004_are_told_apart_by_a_town_and_counted_together(tmp_path):
    put_provinces(tmp_path)
    found = described(outlines.afghanistan(tmp_path), "province", "ged_province")
    assert list(found) == sorted(
        described(tables.outlines("afghanistan_provinces"), "province", "ged_province")
    )
    assert found[("Daykundi", "Uruzgan and Daykundi")].equals(box(66, 33.6, 66.5, 34.1))
    assert found[("Helmand", "Helmand")].area == pytest.approx(0.25)
    west = found[("Helmand", "Helmand")].bounds[0]
    assert west == round(west, 3)


def test_a_province_that_is_missing_is_noticed(tmp_path):
    put_provinces(tmp_path, left_out="Kabul")
    with pytest.raises(RecipeError, match="expected 34 provinces, found 33"):
        outlines.afghanistan(tmp_path)


def test_twelve_municipalities_of_northern_cauca_have_an_outline(tmp_path):
    put_boxes(tmp_path, outlines.CAUCA, "mpio_code", boxes_of([*outlines.OUTLINED, "76001"]))
    found = described(outlines.north_cauca(tmp_path), "code", "municipality")
    assert len(found) == 12
    assert found[("19110", "Buenos Aires")].equals(box(0, 0, 0.5, 0.5))
    assert ("19821", "Toribío") in found


def test_a_municipality_of_northern_cauca_without_an_outline_is_named(tmp_path):
    boxes = boxes_of([code for code in outlines.OUTLINED if code != "19821"])
    put_boxes(tmp_path, outlines.CAUCA, "mpio_code", boxes)
    with pytest.raises(RecipeError, match=r"column mpio_code: .* found none for 19821"):
        outlines.north_cauca(tmp_path)
