"""What all recipes share: strict reading, checks that name the row, and one way of writing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from recipes import common
from recipes.common import RecipeError, field

FIELDS = [field("city"), field("people", "integer", required=True, minimum=0)]


def test_our_extract_comes_before_the_original(tmp_path):
    (tmp_path / "original.csv").touch()
    assert common.find(tmp_path, "extract.csv", "original.csv").name == "original.csv"
    (tmp_path / "extract.csv").touch()
    assert common.find(tmp_path, "extract.csv", "original.csv").name == "extract.csv"


def test_where_none_is_there_all_names_are_said(tmp_path):
    (tmp_path / "extract.csv").mkdir()  # a folder is no file
    with pytest.raises(RecipeError, match=r"expected extract.csv or original.csv, found no such"):
        common.find(tmp_path, "extract.csv", "original.csv")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(RecipeError, match=r"gone\.csv: expected a readable file, found No such"):
        common.read_bytes(tmp_path / "gone.csv")


def test_a_zipped_file_is_unzipped_and_another_left_as_it_is(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\x1f\x8b is no zip by its name")
    assert common.read_bytes(tmp_path / "a.csv") == b"\x1f\x8b is no zip by its name"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"city\n"))
    assert common.read_bytes(tmp_path / "a.csv.gz") == b"city\n"


def test_a_broken_zip_says_how_far_it_could_be_read(tmp_path):
    """Zipped without compression, so that all rows before the cut are there to be counted."""
    text = "".join(f"{row:04d}\n" for row in range(4000)).encode()  # rows of five bytes
    whole = gzip.compress(text, compresslevel=0, mtime=0)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(whole[:10_000])
    with pytest.raises(RecipeError, match="found a truncated file, readable to here") as caught:
        common.read_bytes(path)
    assert caught.value.row == pytest.approx(10_000 / 5, abs=5)


def test_a_file_that_is_no_zip_at_all_has_no_row_to_name(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(b"city,people\n")
    with pytest.raises(RecipeError, match=r"complete gzip file, found Not a gzipped") as caught:
        common.read_bytes(path)
    assert caught.value.row is None
    assert "readable" not in str(caught.value)


def test_further_columns_and_another_order_are_no_fault(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("people,river,city\n7,Jala,Tuzla\n", encoding="utf-8")
    frame = common.read_csv(path, FIELDS)
    assert frame.to_dict("index") == {2: {"city": "Tuzla", "people": 7}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("city,people\nTuzla,-7\n", "a.csv, row 2, column people: expected a value of 0 or more"),
        ("city,people\nTuzla,n/a\n", "a.csv, row 2, column people: expected a value, found 'n/a'"),
        (
            "city,people\nTuzla,7\nTuzla,7\n",
            "a.csv, row 3, column city: expected a key that occurs once",
        ),
    ],
)
def test_a_faulty_row_is_a_fault_of_the_raw_file(tmp_path, text, words):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError) as caught:
        common.read_csv(tmp_path / "a.csv", FIELDS, missing=("n/a",), key=["city"])
    assert str(caught.value).startswith(words)


def test_a_file_that_cannot_be_unzipped_is_reported_as_such_by_the_reader(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(b"city\n")
    with pytest.raises(RecipeError, match="complete gzip file"):
        common.read_csv(tmp_path / "a.csv.gz", FIELDS)


SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
TUZLA = {"type": "Feature", "properties": {"name": "Tuzla"}, "geometry": SQUARE}


def geojson(folder: Path, content: object) -> Path:
    path = folder / "a.geojson"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


def test_features_are_read(tmp_path):
    path = geojson(tmp_path, {"type": "FeatureCollection", "features": [TUZLA]})
    assert common.read_geojson(path, ["name"]) == [TUZLA]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"features": [\n', "a.geojson, row 2: expected GeoJSON"),
        ([TUZLA], "a.geojson: expected a GeoJSON FeatureCollection"),
        ({"features": "none"}, "a.geojson: expected a GeoJSON FeatureCollection"),
        (
            {"features": [TUZLA, {**TUZLA, "properties": {}}]},
            "a.geojson, column name: expected a property name in each feature, "
            "found none in feature 2",
        ),
        (
            {"features": [{**TUZLA, "properties": {"name": ""}}]},
            "a.geojson, column name: expected a property name in each feature, "
            "found none in feature 1",
        ),
        (
            {"features": [TUZLA, {**TUZLA, "geometry": None}]},
            "a.geojson: expected a geometry in feature 2, found none",
        ),
    ],
)
def test_faulty_outlines_are_named(tmp_path, content, words):
    with pytest.raises(RecipeError) as caught:
        common.read_geojson(geojson(tmp_path, content), ["name"])
    assert str(caught.value).startswith(words)


def points(*rows: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["latitude", "longitude"], index=[7, 8][: len(rows)])


BOX = {"south": 42.5, "north": 45.3, "west": 15.7, "east": 19.7}


def test_points_on_the_edge_of_the_box_lie_in_it():
    common.check_box(points((42.5, 15.7), (45.3, 19.7)), "a.csv", **BOX)


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (18.4, 43.8, "row 8, column latitude: expected a latitude from 42.5 to 45.3, found '18.4'"),
        (43.8, 20.0, "row 8, column longitude: expected a longitude from 15.7 to 19.7"),
    ],
)
def test_a_point_outside_the_box_is_named(latitude, longitude, words):
    with pytest.raises(RecipeError, match=words):
        common.check_box(points((43, 18), (latitude, longitude)), Path("raw/a.csv"), **BOX)


def test_bounds_may_be_equal_or_missing_but_not_turned_round():
    frame = pd.DataFrame({"low": [1, None, 3, 4], "high": [1, 2, None, 3]}, index=[2, 3, 4, 5])
    common.check_order(frame[:3], "low", "high", "a.csv")
    with pytest.raises(RecipeError, match="row 5, column high: expected high not below low"):
        common.check_order(frame, "low", "high", "a.csv")


def test_a_total_may_miss_the_published_one_by_the_tolerance_and_no_more():
    common.check_total(10, 10, "people", "a.csv")
    common.check_total(12, 10, "people", "a.csv", tolerance=2)
    common.check_total(8, 10, "people", "a.csv", tolerance=2)
    with pytest.raises(RecipeError, match=r"a total of 10 \(within 2\) as published, found 13"):
        common.check_total(13, 10, "people", "a.csv", tolerance=2)
    with pytest.raises(RecipeError, match=r"a total of 1,000 as published, found 999") as caught:
        common.check_total(999, 1000, "people", Path("raw/a.csv"))
    assert (caught.value.file, caught.value.column) == ("a.csv", "people")


def test_distances_are_those_of_a_globe():
    """A quarter of the way round is 10,008 km on a globe of 6,371 km; Sarajevo is 79 km from Tuzla
    (great-circle distance of 43.8563 N 18.4131 E and 44.5384 N 18.6671 E)."""
    away = common.distance_km(pd.Series([0.0, 90, 0]), pd.Series([0.0, 0, 90]), (0, 0))
    assert away.tolist() == pytest.approx([0, 10_007.5, 10_007.5], abs=0.1)
    tuzla = common.distance_km(pd.Series([44.5384]), pd.Series([18.6671]), (43.8563, 18.4131))
    assert tuzla[0] == pytest.approx(78.5, abs=0.5)


KINDS = {
    "integer": "integer",
    "year": "year",
    "number": "number",
    "truth": "boolean",
    "day": "date",
    "month": "yearmonth",
    "text": "string",
}


def test_cells_are_written_in_one_way():
    row = (1200.0, 1992.0, 0.50, True, pd.Timestamp("1995-12-14"), pd.Timestamp("1992-04-01"), "é")
    empty = (None,) * 7
    other = (-3.0, 2007.0, 12.0, False, pd.Timestamp("2007-01-02"), pd.Timestamp("2007-01-01"), "1")
    frame = pd.DataFrame([row, empty, other], columns=list(KINDS))
    fields = [{"name": name, "type": kind} for name, kind in KINDS.items()]
    assert common.csv_text(frame, fields, []) == (
        "integer,year,number,truth,day,month,text\n"
        "1200,1992,0.5,true,1995-12-14,1992-04,é\n"
        ",,,,,,\n"
        "-3,2007,12,false,2007-01-02,2007-01,1\n"
    )


def test_rows_stand_in_the_order_of_the_key_and_columns_in_that_of_the_descriptor():
    frame = pd.DataFrame({"people": [1, 2, 3], "city": ["b", "a", "a"]}, index=[9, 4, 2])
    fields = [{"name": "city"}, {"name": "people", "type": "integer"}]
    assert common.csv_text(frame, fields, ["city"]) == "city,people\na,2\na,3\nb,1\n"
    assert common.csv_text(frame, fields, []) == "city,people\nb,1\na,2\na,3\n"


def test_a_table_with_other_columns_than_described_is_refused():
    frame = pd.DataFrame({"people": [1]})
    with pytest.raises(RecipeError, match="Expected columns city, found columns people"):
        common.csv_text(frame, [{"name": "city"}], [])
