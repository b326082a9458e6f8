"""Descriptors: what each must say, and the data package that they and the files make."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from recipes import package
from recipes.common import RecipeError

CSV = "city,people\nTuzla,131618\n"
FIELDS = [
    {"name": "city", "type": "string", "title": "City", "description": "Its name."},
    {"name": "people", "type": "integer", "title": "People", "description": "Residents."},
]


def resource(**other: Any) -> dict[str, Any]:
    """A derived table of one city, described as it must be."""
    return {
        "name": "towns",
        "title": "Towns",
        "description": "Towns and\n  their people.",
        "sources": [{"title": "Census", "citation": "Zavod (1991), Popis."}],
        "licenses": [{"name": "CC0-1.0", "title": "No rights reserved"}],
        "processing": "None.",
        "limits": "One town.",
        "retrieved": date(2026, 7, 1),
        "schema": {"primaryKey": "city", "fields": FIELDS},
    } | other


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in resource().items() if name != key}


def read(folder: Path, **files: Any) -> dict[str, list[dict[str, Any]]]:
    """Write descriptors, one file a source, and read them."""
    for source, content in files.items():
        (folder / f"{source}.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return package.read_descriptors(folder)


def refused(folder: Path, one: dict[str, Any]) -> str:
    """The message about a descriptor of one resource."""
    with pytest.raises(RecipeError) as caught:
        read(folder, census={"resources": [one]})
    return str(caught.value)


def test_a_whole_descriptor_is_read(tmp_path):
    assert read(tmp_path, census={"resources": [resource()]}) == {"census": [resource()]}


def test_what_is_common_to_a_source_holds_unless_a_table_says_otherwise(tmp_path):
    common = {"limits": "Of 1991.", "licenses": resource()["licenses"]}
    bare = {key: value for key, value in resource().items() if key not in common}
    other = bare | {"name": "villages", "limits": "Of 2013."}
    found = read(tmp_path, census={"common": common, "resources": [bare, other]})["census"]
    assert [one["limits"] for one in found] == ["Of 1991.", "Of 2013."]
    assert [one["licenses"][0]["name"] for one in found] == ["CC0-1.0", "CC0-1.0"]


@pytest.mark.parametrize(
    "key",
    ["title", "description", "sources", "licenses", "processing", "limits", "retrieved"],
)
def test_a_table_must_say_what_its_reader_must_know(tmp_path, key):
    assert refused(tmp_path, without(key)) == (
        f"census.yml: expected towns to have {key}, found none."
    )


def test_a_table_has_a_name(tmp_path):
    assert refused(tmp_path, without("name")) == (
        "census.yml: expected a resource without a name to have name, found none."
    )


def test_a_typed_table_was_not_retrieved(tmp_path):
    typed = without("retrieved") | {"typed": True}
    assert read(tmp_path, census={"resources": [typed]})["census"] == [typed]


def test_a_table_has_fields_and_an_outline_has_none(tmp_path):
    assert refused(tmp_path, without("schema")) == (
        "census.yml: expected towns to have schema.fields, found none."
    )
    outline = without("schema") | {"format": "geojson"}
    assert read(tmp_path, census={"resources": [outline]})["census"] == [outline]


def test_a_word_that_no_descriptor_knows_is_refused(tmp_path):
    message = refused(tmp_path, resource(licence="CC0"))
    assert message.startswith("census.yml: expected towns to have only description, format, lic")
    assert message.endswith(", found licence.")


@pytest.mark.parametrize(
    ("part", "key", "words"),
    [
        ("sources", "title", "each source of towns to have title."),
        ("sources", "citation", "each source of towns to have citation."),
        ("licenses", "name", "each licence of towns to have name."),
        ("licenses", "title", "each licence of towns to have title, found CC0-1.0."),
    ],
)
def test_sources_and_licences_are_named_in_full(tmp_path, part, key, words):
    entry = {name: text for name, text in resource()[part][0].items() if name != key}
    assert refused(tmp_path, resource(**{part: [entry]})) == f"census.yml: expected {words}"


@pytest.mark.parametrize("key", ["type", "title", "description"])
def test_every_column_is_described(tmp_path, key):
    people = {name: text for name, text in FIELDS[1].items() if name != key}
    message = refused(tmp_path, resource(schema={"fields": [FIELDS[0], people]}))
    assert message == f"census.yml: expected each field of towns to have {key}, found people."


def test_a_table_belongs_to_one_descriptor(tmp_path):
    with pytest.raises(RecipeError) as caught:
        read(tmp_path, census={"resources": [resource()]}, votes={"resources": [resource()]})
    assert str(caught.value) == (
        "votes.yml: expected each resource in one descriptor, found towns, which is in census.yml "
        "too."
    )


@pytest.mark.parametrize("content", [["towns"], {"common": {}}, {"resources": []}])
def test_a_descriptor_lists_its_tables(tmp_path, content):
    with pytest.raises(RecipeError, match=r"^census\.yml: expected a list `resources`\.$"):
        read(tmp_path, census=content)


def test_yaml_that_cannot_be_read_names_its_line(tmp_path):
    (tmp_path / "census.yml").write_text("resources:\n  - name: a\n  title: b\n", encoding="utf-8")
    with pytest.raises(RecipeError, match=r"^census\.yml, row 3: expected YAML, found"):
        package.read_descriptors(tmp_path)


def test_a_control_character_has_no_line(tmp_path):
    (tmp_path / "census.yml").write_bytes(b"resources: \x01\n")
    with pytest.raises(RecipeError, match=r"^census\.yml: expected YAML, found something else\.$"):
        package.read_descriptors(tmp_path)


def test_a_key_of_one_column_or_of_several():
    assert package.primary_key(resource()) == ["city"]
    assert package.primary_key(resource(schema={"primaryKey": ["a", "b"]})) == ["a", "b"]
    assert package.primary_key(resource(schema={"fields": FIELDS})) == []
    assert package.primary_key(without("schema")) == []


@pytest.fixture
def data(tmp_path):
    """A folder of data with the table of one city and an outline."""
    for path, text in (("tables/towns.csv", CSV), ("geo/shore.geojson", "{}\n")):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_table_is_described_with_the_digest_of_its_file(data):
    assert package.describe("census", resource(), data) == {
        "name": "towns",
        "path": "tables/towns.csv",
        "profile": "tabular-data-resource",
        "title": "Towns",
        "description": "Towns and their people.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": 25,  # 12 letters and 13, two ends of lines among them
        "hash": "sha256:" + hashlib.sha256(CSV.encode()).hexdigest(),
        "origin": "recipe:census",
        "retrieved": "2026-07-01",
        "processing": "None.",
        "limits": "One town.",
        "sources": [{"title": "Census", "citation": "Zavod (1991), Popis."}],
        "licenses": [{"name": "CC0-1.0", "title": "No rights reserved"}],
        "schema": {"missingValues": [""], "primaryKey": "city", "fields": FIELDS},
    }


def test_an_outline_is_described_without_a_schema(data):
    outline = without("schema") | {"name": "shore", "format": "geojson", "typed": True}
    found = package.describe("census", outline, data)
    assert "schema" not in found
    assert (found["path"], found["format"]) == ("geo/shore.geojson", "geojson")
    assert (found["profile"], found["mediatype"]) == ("data-resource", "application/geo+json")
    assert found["origin"] == "typed"


def test_the_package_lists_what_is_there_by_name_and_names_the_rest(data):
    shore = without("schema") | {"name": "shore", "format": "geojson", "title": "Küste"}
    descriptors = {"census": [resource(), resource(name="villages")], "sea": [shore]}
    assert package.write_package(descriptors, data) == ["villages"]
    text = (data / "datapackage.json").read_text(encoding="utf-8")
    assert text.endswith("\n}\n") and "Küste" in text and '\n "name": "cities-first",\n' in text
    assert [one["name"] for one in json.loads(text)["resources"]] == ["shore", "towns"]
    found = package.described(data)
    assert list(found) == ["shore", "towns"]
    assert found["towns"] == package.describe("census", resource(), data)


def test_a_folder_without_a_package_describes_nothing(tmp_path):
    assert package.described(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"resources": [\n]', r", row 2: expected JSON, found"),
        ("[]", ": expected a list of resources, each with a name"),
        ('{"resources": [{"title": "a"}]}', ": expected a list of resources, each with a name"),
    ],
)
def test_a_damaged_package_is_named(tmp_path, text, words):
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError, match=f"^datapackage.json{words}"):
        package.described(tmp_path)


@pytest.fixture
def bibliography(tmp_path):
    path = tmp_path / "references.bib"
    path.write_text("@book{zavod1991,\n title={Popis}}\n\n@misc{tokaca2012,\n}\n", encoding="utf-8")
    return path


def cited(column: str, *keys: str | None) -> pd.DataFrame:
    return pd.DataFrame({column: keys}, index=range(2, len(keys) + 2))


def test_references_may_be_missing_but_not_unknown(bibliography):
    package.check_bibkeys(cited("bibkey", "zavod1991", None, "tokaca2012"), "a.csv", bibliography)
    package.check_bibkeys(cited("note", "nobody1900"), "a.csv", bibliography)
    for column in ("bibkey", "seen_bibkey"):
        words = rf"a\.csv, row 3, column {column}: expected a key of references\.bib, found 'title'"
        with pytest.raises(RecipeError, match=words):
            package.check_bibkeys(cited(column, "zavod1991", "title"), "a.csv", bibliography)


def test_without_a_bibliography_no_reference_is_known(tmp_path):
    package.check_bibkeys(cited("bibkey", None), "a.csv", tmp_path / "references.bib")
    with pytest.raises(RecipeError, match=r"a\.csv, row 2, column bibkey: expected a key of ref"):
        package.check_bibkeys(cited("bibkey", "zavod1991"), "a.csv", tmp_path / "references.bib")


def test_a_package_that_fits_its_files_is_valid(data):
    package.write_package({"census": [resource()]}, data)
    package.validate(data)


def test_a_cell_that_its_schema_forbids_is_named(data):
    (data / "tables/towns.csv").write_text("city,people\nTuzla,many\n", encoding="utf-8")
    package.write_package({"census": [resource()]}, data)
    words = r"^tables/towns\.csv, row 2, column people: expected what its descriptor says, found"
    with pytest.raises(RecipeError, match=words):
        package.validate(data)


def test_a_row_that_is_too_short_is_named(data):
    (data / "tables/towns.csv").write_text("city,people\nTuzla\n", encoding="utf-8")
    package.write_package({"census": [resource()]}, data)
    with pytest.raises(RecipeError, match=r"^tables/towns\.csv, row 2.*: expected what its desc"):
        package.validate(data)


def test_a_package_that_is_none_is_refused(data):
    (data / "datapackage.json").write_text("[]\n", encoding="utf-8")
    with pytest.raises(RecipeError, match=r"^datapackage\.json: expected a valid data package"):
        package.validate(data)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" Toribío", "text without blanks around it"),
        ("Toribío ", "text without blanks around it"),
        ("Tori\u200bbío", "text without letters that cannot be seen"),
        ("Tori\ufffdo", "text without letters that cannot be seen"),
        ("ToribÃ\u00ado", "text without letters that cannot be seen"),
        ("IlidÅ¾a", "text that was encoded once"),
        ("Toribío<script>", "text without markup"),
        ("Toribío</td>", "text without markup"),
        ("=HYPERLINK(1)", "text and not a formula"),
        ("@SUM(1)", "text and not a formula"),
    ],
)
def test_a_text_that_no_publisher_printed_is_refused(cell, expected):
    frame = pd.DataFrame({"place": ["Ilidža", None, cell], "n": [1, 2, 3]}, index=[2, 3, 4])
    with pytest.raises(RecipeError) as caught:
        package.check_texts(frame, "tables/places.csv")
    error = caught.value
    assert (error.expected, error.file, error.row, error.column) == (
        expected,
        "tables/places.csv",
        4,
        "place",
    )


@pytest.mark.parametrize(
    "cell", ["Ilidža, Vogošća", "کابل", "a < b", "São João", "2 = 1 + 1", "Åland", "é", "Ô", "№ 1"]
)
def test_names_in_their_own_spelling_are_fine(cell):
    package.check_texts(pd.DataFrame({"place": [cell]}, index=[2]), "tables/places.csv")
