"""tables.load gives typed, validated copies, and says where a table is at fault."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citiesfirst import schema, tables
from citiesfirst.tables import TableError
from recipes.common import csv_text, field

ROOT = Path(__file__).resolve().parents[1]

FIELDS = [
    field("city", required=True),
    field("year", "year", required=True, minimum=1900, maximum=2100),
    field("deaths", "integer", minimum=0),
    field("share", "number", required=True, minimum=0, maximum=1),
    field("capital", "boolean", required=True),
    field("signed", "date"),
    field("side", enum=["both", "one"]),
]
GOOD = """city,year,deaths,share,capital,signed,side
Sarajevo,1992,10,0.5,true,1995-12-14,both
Tuzla,1992,,0.25,false,,one
"""


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """A data folder with two small tables, of which one refers to the other."""
    (tmp_path / "tables").mkdir()
    cities = {"name": "cities", "path": "tables/cities.csv", "title": "Cities"}
    cities["schema"] = {"fields": FIELDS, "primaryKey": ["city", "year"]}
    mayors = {"name": "mayors", "path": "tables/mayors.csv", "title": "Mayors"}
    link = {"fields": "city", "reference": {"resource": "cities", "fields": "city"}}
    mayors["schema"] = {"fields": [field("city"), field("mayor")], "foreignKeys": [link]}
    package = {"name": "test", "resources": [cities, mayors]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (tmp_path / "tables/cities.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "tables/mayors.csv").write_text("city,mayor\nTuzla,Selim Bešlagić\n", "utf-8")
    monkeypatch.setenv("CITIESFIRST_DATA", str(tmp_path))
    return tmp_path


def test_truth_may_be_written_as_python_does(data):
    text = GOOD.replace(",true,", ",True,").replace(",false,", ",False,")
    (data / "tables/cities.csv").write_text(text, encoding="utf-8")
    assert tables.load("cities")["capital"].tolist() == [True, False]


def refused(data: Path, old: str, new: str) -> TableError:
    """The error that a change in cities.csv leads to."""
    assert GOOD.count(old) == 1
    (data / "tables/cities.csv").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(TableError) as caught:
        tables.load("cities")
    assert "\n" not in str(caught.value)
    return caught.value


def test_columns_have_their_types(data):
    frame = tables.load("cities")
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert kinds["city"] == "str"
    assert kinds["year"] == "int64"
    assert kinds["deaths"] == "Int64"  # one is missing
    assert kinds["share"] == "float64"
    assert kinds["capital"] == "bool"
    assert kinds["signed"].startswith("datetime64")
    assert frame["deaths"].isna().tolist() == [False, True]
    assert frame["capital"].tolist() == [True, False]
    assert list(frame.index) == [0, 1]


def test_the_caller_owns_what_is_returned(data):
    ours = tables.load("cities")
    ours.loc[0, "city"] = "Mostar"
    tables.describe("cities")["title"] = "Towns"
    assert tables.load("cities").loc[0, "city"] == "Sarajevo"
    assert tables.describe("cities")["title"] == "Cities"


def test_a_changed_file_is_read_again(data):
    assert tables.load("cities").loc[0, "deaths"] == 10
    (data / "tables/cities.csv").write_text(GOOD.replace(",10,", ",1100,"), encoding="utf-8")
    assert tables.load("cities").loc[0, "deaths"] == 1100


def test_an_unknown_table_lists_near_names(data):
    with pytest.raises(TableError, match=r"such as cities, found 'citys'"):
        tables.load("citys")


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "expected", "found"),
    [
        ("Tuzla,1992", "Tuzla,19921", 3, "year", "a year of four digits", "'19921'"),
        ("Tuzla,1992", "Tuzla,1492", 3, "year", "a value from 1900 to 2100", "'1492'"),
        (",10,", ",ten,", 2, "deaths", "a whole number", "'ten'"),
        (",10,", ",10.5,", 2, "deaths", "a whole number", "'10.5'"),
        (",10,", ",1_0,", 2, "deaths", "a whole number", "'1_0'"),
        (",10,", ",-1,", 2, "deaths", "a value of 0 or more", "'-1'"),
        ("0.25", '"0,25"', 3, "share", "a number", "'0,25'"),
        ("0.25", "nan", 3, "share", "a number", "'nan'"),
        ("0.25", "1.25", 3, "share", "a value from 0 to 1", "'1.25'"),
        ("0.25", "", 3, "share", "a value", "''"),
        ("true", "yes", 2, "capital", "true or false", "'yes'"),
        ("1995-12-14", "14.12.1995", 2, "signed", "a date written YYYY-MM-DD", "'14.12.1995'"),
        ("1995-12-14", "1995-02-30", 2, "signed", "a date written YYYY-MM-DD", "'1995-02-30'"),
        (",both", ",none", 2, "side", "one of both, one", "'none'"),
        ("Tuzla,1992", "Tuzla,1992,1992", 3, None, "7 cells, as in the header", "8"),
        ("Tuzla,1992,", "Tuzla,", 3, None, "7 cells, as in the header", "6"),
        ("city,year", "town,year", 1, "city", "column 1 to be city", "town"),
        (",side", ",side,side", 1, "side", "each column once", "it twice"),
    ],
)
def test_a_faulty_cell_is_named(data, old, new, row, column, expected, found):
    error = refused(data, old, new)
    assert (error.row, error.column, error.expected) == (row, column, expected)
    assert str(error.found) == found
    place = f"tables/cities.csv, row {row}" + (f", column {column}" if column else "")
    assert str(error) == f"{place}: expected {expected}, found {found}."


@pytest.mark.parametrize("share", [0, 1])
def test_a_value_may_be_the_lowest_or_the_highest_allowed(data, share):
    path = data / "tables/cities.csv"
    path.write_text(GOOD.replace("0.25", str(share)), encoding="utf-8")
    assert tables.load("cities")["share"].tolist() == [0.5, share]


def test_a_raw_file_without_a_column_says_which_it_has():
    with pytest.raises(TableError) as caught:
        schema.parse("town,mayor\nTuzla,A\n", [field("city")], file="a.csv", exact=False)
    words = "a.csv, row 1: expected a column city, found columns town, mayor."
    assert str(caught.value) == words


def test_a_repeated_key_is_named_with_the_first(data):
    error = refused(data, "Tuzla,1992", "Sarajevo,1992")
    assert str(error) == (
        "tables/cities.csv, row 3, column city + year: expected a key that occurs once "
        "(it is in row 2 already), found 'Sarajevo', '1992'."
    )


def test_an_unclosed_quote_is_malformed_csv(data):
    assert "expected CSV, found" in str(refused(data, "Tuzla", '"Tuzla'))


def test_a_row_after_a_line_break_in_a_cell_keeps_its_number(data):
    broken = GOOD.replace("Sarajevo", '"Sara\njevo"').replace("0.25", "much")
    (data / "tables/cities.csv").write_text(broken, encoding="utf-8")
    with pytest.raises(TableError, match="row 4, column share: expected a number, found 'much'"):
        tables.load("cities")


def test_the_wrong_encoding_is_named(data):
    (data / "tables/mayors.csv").write_bytes("city,mayor\nTuzla,Bešlagić\n".encode("cp1250"))
    with pytest.raises(TableError) as caught:
        tables.load("mayors")
    assert (caught.value.row, caught.value.column) == (2, "mayor")
    assert "expected UTF-8 text, found byte 0x9a" in str(caught.value)


def test_a_file_in_utf_16_is_named(data):
    (data / "tables/mayors.csv").write_bytes("city,mayor\nTuzla,A\n".encode("utf-16"))
    with pytest.raises(TableError) as caught:
        tables.load("mayors")
    assert (caught.value.row, caught.value.column) == (1, None)
    assert "expected UTF-8 text, found byte 0xff" in str(caught.value)


def test_a_missing_file_is_named(data):
    (data / "tables/cities.csv").unlink()
    with pytest.raises(TableError, match=r"tables/cities\.csv: expected a readable file"):
        tables.load("cities")


def test_an_empty_file_is_named(data):
    (data / "tables/cities.csv").write_text("", encoding="utf-8")
    with pytest.raises(TableError, match="expected a header row, found an empty file"):
        tables.load("cities")


def test_a_broken_package_is_named(data):
    (data / "datapackage.json").write_text('{"resources": [\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"datapackage\.json, row 2: expected JSON"):
        tables.load("cities")


def test_a_reference_to_nothing_is_named(data):
    path = data / "tables/mayors.csv"
    path.write_text("city,mayor\nTuzla,A\nOsijek,B\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        tables.load("mayors")
    assert str(caught.value) == (
        "tables/mayors.csv, row 3, column city: expected a value that is in city of cities, "
        "found 'Osijek'."
    )


def test_outlines_are_not_loaded_as_a_table():
    with pytest.raises(TableError, match=r"outlines\(\)"):
        tables.load("bosnia_municipalities_1991")
    with pytest.raises(TableError, match=r"load\(\)"):
        tables.outlines("siege_events")


def test_data_is_found_from_any_folder_and_without_the_package_being_in_the_repository(tmp_path):
    """As in Binder after an ordinary install: the folder above the notebook has data/."""
    shutil.copytree(ROOT / "src/citiesfirst", tmp_path / "lib/citiesfirst")
    code = "from citiesfirst import tables; print(tables.root())"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path / "lib")}
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import site; site.main(); {code}"],
        cwd=ROOT / "tests",
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == ROOT / "data"


def test_loading_needs_no_heavy_import():
    code = "import citiesfirst.tables, sys; print('frictionless' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(CELLS, st.integers(-(10**15), 10**15), st.floats(-1e9, 1e9)), max_size=12)
)
def test_what_a_recipe_writes_is_what_a_chapter_reads(rows):
    """Any text, quotes and line breaks included, any count and any number come back the same."""
    fields = [field("name"), field("count", "integer"), field("rate", "number")]
    frame = pd.DataFrame(rows, columns=["name", "count", "rate"])
    text = csv_text(frame, fields, [])
    back = schema.parse(text, fields, file="made up")
    assert list(back.itertuples(index=False, name=None)) == rows
