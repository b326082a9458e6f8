"""A table that changed since it was described is not read, and the message names the cell."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from citiesfirst import seal, tables
from citiesfirst.tables import TableError
from recipes.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
POLLS = "tables/kabul_attacks.csv"
GEO = "geo/afghanistan_provinces.geojson"
DERIVED = "tables/ged_sarajevo_months.csv"


def git(folder: Path, *words: str) -> None:
    """Run git as somebody, in a folder."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The book's data in a repository of its own."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "--quiet", "-m", "All data")
    monkeypatch.setenv("CITIESFIRST_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def refusal(name: str) -> TableError:
    with pytest.raises(TableError) as caught:
        tables.outlines(name) if name == "afghanistan_provinces" else tables.load(name)
    assert "\n" not in str(caught.value)
    return caught.value


def test_the_digest_is_sha256():
    assert seal.digest(b"abc") == (
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_every_file_of_data_carries_its_digest():
    package = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (ROOT / "data" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_a_count_a_thousand_times_too_large_is_named_by_cell(data: Path):
    change(data / DERIVED, "\n1992-05,28,175,", "\n1992-05,28,175000,")
    error = refusal("ged_sarajevo_months")
    assert (error.file, error.row, error.column) == (DERIVED, 3, "deaths_best")
    assert str(error).endswith(
        "expected '175' as datapackage.json describes it (only 'make data' may change it), "
        "found '175000'."
    )


def test_two_rows_that_changed_places_are_named(data: Path):
    lines = (data / DERIVED).read_text(encoding="utf-8").splitlines(keepends=True)
    (data / DERIVED).write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]), "utf-8")
    error = refusal("ged_sarajevo_months")
    assert (error.row, error.column) == (2, "month")
    assert "expected '1992-04'" in str(error) and "found '1992-05'" in str(error)


def test_a_lost_row_is_named(data: Path):
    text = (data / DERIVED).read_text(encoding="utf-8")
    (data / DERIVED).write_text(text[: text.rindex("\n", 0, -1) + 1], encoding="utf-8")
    error = refusal("ged_sarajevo_months")
    assert (error.row, error.found) == (46, "no further row")


def test_other_line_ends_are_named(data: Path):
    (data / DERIVED).write_bytes((data / DERIVED).read_bytes().replace(b"\n", b"\r\n"))
    assert "other line ends" in str(refusal("ged_sarajevo_months"))


def test_an_outline_that_was_renamed_is_named_by_line(data: Path):
    change(data / GEO, '"province":"Kabul"', '"province":"Kapisa"')
    error = refusal("afghanistan_provinces")
    assert (error.row, error.column) == (15, None)
    assert 'province":"Kabul"' in error.expected and 'province":"Kapisa"' in str(error.found)


def test_the_described_content_is_found_behind_later_commits(data: Path):
    change(data / DERIVED, "\n1992-05,28,175,", "\n1992-05,28,176,")
    git(data.parent, "commit", "--quiet", "-am", "A change without its description")
    assert refusal("ged_sarajevo_months").row == 3


def test_without_a_repository_the_file_is_named(data: Path):
    shutil.rmtree(data.parent / ".git")
    change(data / DERIVED, "\n1992-05,28,175,", "\n1992-05,28,176,")
    error = refusal("ged_sarajevo_months")
    assert (error.file, error.row) == (DERIVED, None)
    assert "another one (sha256 " in str(error)


@pytest.mark.slow
def test_a_typed_table_is_described_anew_after_a_change(data: Path, capsys):
    assert tables.describe("kabul_attacks")["origin"] == "typed"
    row = (data / POLLS).read_text(encoding="utf-8").splitlines()[-1]
    text = (data / POLLS).read_text(encoding="utf-8").replace(row + "\n", "")
    (data / POLLS).write_text(text, encoding="utf-8")
    assert "'make describe' takes up a change" in str(refusal("kabul_attacks"))
    assert main([], data=data) == 0
    assert capsys.readouterr().out == "described anew: kabul_attacks\n"
    assert len(tables.load("kabul_attacks")) == text.count("\n") - 1
    assert main([], data=data) == 0
    assert capsys.readouterr().out == "data/: all is as described\n"


def test_a_faulty_typed_table_is_not_described(data: Path, capsys):
    before = (data / "datapackage.json").read_bytes()
    text = (data / POLLS).read_text(encoding="utf-8")
    (data / POLLS).write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8")
    assert main([], data=data) == 1
    assert "expected a key that occurs once" in capsys.readouterr().err
    assert (data / "datapackage.json").read_bytes() == before


def test_a_derived_table_cannot_be_described_by_hand(data: Path, capsys):
    before = (data / "datapackage.json").read_bytes()
    change(data / DERIVED, "\n1992-05,28,175,", "\n1992-05,28,176,")
    assert main([], data=data) == 1
    assert capsys.readouterr().err == (
        f"make describe: {DERIVED}: expected what its recipe made (only 'make data RAW=folder' "
        "changes it), found another content.\n"
    )
    assert (data / "datapackage.json").read_bytes() == before
