"""The committed data package is whole, described and reproducible from its descriptors."""

from __future__ import annotations

import json
import shutil

import frictionless
import pytest
import shapely
from shapely.geometry import shape

from citiesfirst import tables
from recipes import package
from recipes.common import RecipeError
from tests.recipes.workshop import ROOT

DATA = ROOT / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def test_frictionless_finds_the_package_valid():
    assert frictionless.validate(str(DATA / "datapackage.json")).valid


def test_the_package_is_what_its_descriptors_and_files_say(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    assert package.write_package(package.read_descriptors(), tmp_path / "data") == []
    again = (tmp_path / "data/datapackage.json").read_bytes()
    assert again == (DATA / "datapackage.json").read_bytes()


def test_every_file_of_data_is_described():
    described = {resource["path"] for resource in PACKAGE["resources"]}
    present = {
        str(path.relative_to(DATA))
        for folder in ("tables", "geo")
        for path in (DATA / folder).iterdir()
    }
    assert present == described


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=lambda one: one["name"])
def test_every_resource_carries_its_provenance(resource):
    for key in ("title", "description", "limits", "processing", "sources", "licenses", "origin"):
        assert resource[key]
    for source in resource["sources"]:
        assert len(source["title"]) <= 80, "stands under a chart"


def test_a_descriptor_without_limits_is_refused(tmp_path):
    text = (package.DESCRIPTORS / "boundaries.yml").read_text(encoding="utf-8")
    (tmp_path / "boundaries.yml").write_text(text.replace("limits:", "limit:"), encoding="utf-8")
    with pytest.raises(RecipeError, match=r"boundaries\.yml: expected .* to have limits"):
        package.read_descriptors(tmp_path)


def test_a_descriptor_that_is_not_yaml_is_refused(tmp_path):
    (tmp_path / "odd.yml").write_text("resources:\n  - name: [\n", encoding="utf-8")
    with pytest.raises(RecipeError, match=r"odd\.yml, row 3: expected YAML"):
        package.read_descriptors(tmp_path)


def test_prewar_outlines_are_clean_small_and_named_as_the_table():
    features = tables.outlines("bosnia_municipalities_1991")["features"]
    shapes = [shape(feature["geometry"]) for feature in features]
    assert all(one.is_valid for one in shapes)
    assert shapely.coverage_is_valid(shapes)
    named = [feature["properties"]["municipality"] for feature in features]
    assert named == sorted(tables.load("bosnia_municipal_deaths")["municipality"])
    assert (DATA / "geo/bosnia_municipalities_1991.geojson").stat().st_size < 120_000


def test_prewar_outlines_cover_the_country():
    """About 51,200 square kilometres, the area of Bosnia and Herzegovina."""
    features = tables.outlines("bosnia_municipalities_1991")["features"]
    whole = shapely.union_all([shape(feature["geometry"]) for feature in features])
    assert whole.area * 111.1 * 111.3 * 0.7179 == pytest.approx(51_200, rel=0.02)  # cos 44.1°


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "municipality"),
    [
        ("City Hall of Sarajevo", 18.4334, 43.8590, "Stari Grad Sarajevo"),
        ("Tuzla town", 18.676, 44.538, "Tuzla"),
        ("Mostar bridge", 17.815, 43.337, "Mostar"),
        ("Banja Luka town", 17.19, 44.77, "Banja Luka"),
    ],
)
def test_known_places_lie_in_their_municipality(place, longitude, latitude, municipality):
    point = shapely.Point(longitude, latitude)
    found = [
        feature["properties"]["municipality"]
        for feature in tables.outlines("bosnia_municipalities_1991")["features"]
        if shape(feature["geometry"]).contains(point)
    ]
    assert found == [municipality], place
