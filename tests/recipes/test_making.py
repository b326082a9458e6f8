"""The command that makes data/: what it says, what it refuses, and that a fault changes nothing."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from recipes import __main__ as making
from recipes import bosnia_1991, package
from recipes.__main__ import main
from recipes.common import RecipeError
from tests.recipes.workshop import ROOT, Workshop

DERIVED, TYPED = "bosnia_municipal_deaths", "mayors_for_peace"
FEW = {name: package.read_descriptors()[name] for name in ("bosnia_1991", "mayors_for_peace")}


@pytest.fixture(scope="module")
def raw(tmp_path_factory) -> Path:
    return Workshop(tmp_path_factory.mktemp("workshop")).raw


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """A data folder of two sources: a table that a recipe derives and a typed one."""
    monkeypatch.setattr(package, "read_descriptors", lambda: FEW)
    monkeypatch.setattr(package, "validate", lambda data: None)
    folder = tmp_path / "data"
    (folder / "tables").mkdir(parents=True)
    for name in ("references.bib", f"tables/{DERIVED}.csv", f"tables/{TYPED}.csv"):
        shutil.copy(ROOT / "data" / name, folder / name)
    package.write_package(FEW, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def refused(capsys, *arguments: str, data: Path) -> str:
    """The message of a run that fails, which must change nothing."""
    before = contents(data)
    assert main([*arguments], data=data) == 1
    assert contents(data) == before
    return capsys.readouterr().err


def seconds(line: str) -> float:
    return float(re.search(r"([\d.]+) s\b", line)[1])


def test_a_run_says_what_it_made_and_how_long_it_took(data, raw, capsys):
    assert main(["--raw", str(raw)], data=data) == 0
    lines = capsys.readouterr().out.splitlines()
    starts = [f"bosnia_1991: {DERIVED} in ", "mayors_for_peace: 1 typed in ", "validated in "]
    starts.append("data/: nothing changed, ")
    assert len(lines) == 4
    for line, start in zip(lines, starts, strict=True):
        assert line.startswith(start) and 0 <= seconds(line) < 60
    assert not list(data.glob(".building-*"))


def test_a_table_that_has_changed_is_made_anew_and_the_descriptor_comes_last(data, raw, capsys):
    path = data / f"tables/{DERIVED}.csv"
    whole = path.read_bytes()
    path.write_bytes(b"")
    (data / package.PACKAGE).unlink()
    assert main(["--raw", str(raw), DERIVED], data=data) == 0
    words = f"data/: tables/{DERIVED}.csv, datapackage.json changed"
    assert words in capsys.readouterr().out
    assert path.read_bytes() == whole


def test_a_source_may_be_made_in_a_folder_that_is_not_there_yet(data, raw, capsys):
    new = data / "far/away"
    assert main(["--raw", str(raw), "bosnia_1991"], data=new) == 0
    assert f"{TYPED}: left out, not made yet" in capsys.readouterr().out
    described = json.loads((new / package.PACKAGE).read_text())["resources"]
    assert [one["name"] for one in described] == [DERIVED]


def test_all_sources_are_not_made_while_a_typed_table_is_missing(data, raw, capsys):
    (data / f"tables/{TYPED}.csv").unlink()
    message = refused(capsys, "--raw", str(raw), data=data)
    assert message.startswith(f"make data: {TYPED}: expected a file, found none: no recipe made it")


def test_raw_files_must_be_somewhere(data, capsys):
    message = refused(capsys, "--raw", str(data / "nowhere"), data=data)
    assert "expected a folder of raw files (RAW=…), found no such folder" in message


def test_names_without_raw_files_are_a_fault(data, capsys):
    with pytest.raises(SystemExit):
        main(["bosnia_1991"], data=data)
    assert "say where the raw files of these are: --raw RAW" in capsys.readouterr().err


def test_all_is_as_described(data, capsys):
    before = contents(data)
    assert main([], data=data) == 0
    assert capsys.readouterr().out == "data/: all is as described\n"
    assert contents(data) == before


def test_a_typed_table_that_was_changed_is_described_anew(data, capsys):
    path = data / f"tables/{TYPED}.csv"
    path.write_text(path.read_text().replace(",550,", ",551,"))
    assert main([], data=data) == 0
    assert capsys.readouterr().out == f"described anew: {TYPED}\n"
    assert contents(data)[str(path)].count(b",551,") == 1
    assert main([], data=data) == 0
    assert capsys.readouterr().out == "data/: all is as described\n"


def test_a_derived_table_is_not_changed_by_hand(data, capsys):
    path = data / f"tables/{DERIVED}.csv"
    path.write_text(path.read_text() + "\n")
    message = refused(capsys, data=data)
    assert message.startswith(f"make describe: tables/{DERIVED}.csv: expected what its recipe made")


def test_a_derived_table_that_was_never_described_is_not_described_by_hand(data, capsys):
    (data / package.PACKAGE).unlink()
    assert "expected what its recipe made" in refused(capsys, data=data)


def test_a_table_that_is_missing_is_not_described(data, capsys):
    (data / f"tables/{TYPED}.csv").unlink()
    assert f"{TYPED}: expected a file, found none" in refused(capsys, data=data)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",550,", ",5500,", "column members: expected more members than in the row before"),
        (",550,", ",many,", "column members: expected a whole number"),
        ("ceasefire2011", "nobody2011", "column bibkey: expected a key of references.bib"),
    ],
)
def test_a_typed_table_keeps_its_schema_its_references_and_the_check_of_its_source(
    data, capsys, old, new, words
):
    path = data / f"tables/{TYPED}.csv"
    path.write_text(path.read_text().replace(old, new))
    assert words in refused(capsys, data=data)


def test_the_whole_package_is_validated(data, raw, capsys, monkeypatch):
    def never(folder: Path) -> None:
        raise RecipeError("a valid data package")

    monkeypatch.setattr(package, "validate", never)
    assert "expected a valid data package" in refused(capsys, data=data).lower()
    assert "expected a valid data package" in refused(capsys, "--raw", str(raw), data=data).lower()


def test_a_recipe_makes_what_its_descriptor_lists(data, raw, capsys, monkeypatch):
    monkeypatch.setattr(bosnia_1991, "derive", lambda raw: {"atlantis": pd.DataFrame()})
    message = refused(capsys, "--raw", str(raw), data=data)
    assert f"recipes/bosnia_1991.py: expected resources {DERIVED}, found atlantis" in message


def test_a_recipe_makes_the_columns_of_its_descriptor(data, raw, capsys, monkeypatch):
    monkeypatch.setattr(bosnia_1991, "derive", lambda raw: {DERIVED: pd.DataFrame({"a": [1]})})
    message = refused(capsys, "--raw", str(raw), data=data)
    assert f"recipe of {DERIVED}: expected columns municipality, " in message
    assert "found columns a" in message


@pytest.mark.parametrize(
    ("names", "sources"),
    [
        ([], ["bosnia_1991", "mayors_for_peace"]),
        ([DERIVED], ["bosnia_1991"]),
        (["mayors_for_peace", "bosnia_1991"], ["bosnia_1991", "mayors_for_peace"]),
    ],
)
def test_sources_are_chosen_by_their_name_or_that_of_a_table(names, sources):
    assert making.choose(FEW, names) == sources


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bosnia_1992", "such as bosnia_1991"),
        ("xyz", "such as bosnia_1991, mayors_for_peace, found 'xyz'"),
    ],
)
def test_an_unknown_name_is_answered_with_what_there_is(name, words):
    with pytest.raises(RecipeError, match=f"a table or source, {words}"):
        making.choose(FEW, [name])


def test_outlines_are_written_one_feature_a_line_with_their_accents():
    made = {"features": [{"name": "Foča"}, {"name": "Tuzla", "at": [1, 2]}]}
    assert making._text({"name": "towns", "format": "geojson"}, made) == (
        '{"type":"FeatureCollection","features":[\n'
        '{"name":"Foča"},\n{"name":"Tuzla","at":[1,2]}\n]}\n'
    )


def test_an_outline_that_changed_replaces_the_old_one_and_others_stay(tmp_path):
    staging, data = tmp_path / "staging", tmp_path / "data"
    for folder in (staging, data):
        (folder / "tables").mkdir(parents=True)
        (folder / "tables/same.csv").write_text("a\n1\n")
    (staging / "geo").mkdir()
    (staging / "geo/towns.geojson").write_text("{}")
    (staging / package.PACKAGE).write_text("{}")
    assert making._replace(staging, data) == ["geo/towns.geojson", "datapackage.json"]
    assert (data / "geo/towns.geojson").read_text() == "{}"
    assert (staging / "tables/same.csv").exists()
