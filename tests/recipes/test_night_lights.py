"""Lights at night: every country in every year, one satellite a year."""

from __future__ import annotations

import pytest

from citiesfirst import tables
from recipes import night_lights
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put

HEAD = "iso3,country,year,satellite,sum_of_lights"


def rows() -> list[str]:
    """A file of the chosen countries alone, all of one satellite."""
    return [
        f"{iso3},{name},{year},F15,{100.0 + year - 1992}"
        for iso3, name in night_lights.COUNTRIES.items()
        for year in night_lights.YEARS
    ]


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Makes the table of the given rows."""
    monkeypatch.setattr(night_lights, "AREAS", 14)

    def made(lines: list[str]):
        put(tmp_path, night_lights.RAW, HEAD, lines)
        return night_lights.derive(tmp_path)["night_lights"]

    return made


def test_sums_are_whole_numbers(read):
    made = read(rows())
    assert len(made) == 14 * 22
    assert made.loc[made["year"] == 1993, "sum_of_lights"].unique().tolist() == [101]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("BIH,Bosnia and Herzegovina,1995,F15,103.0", "BIH,B,1995,F15,", "with all years"),
        ("BIH,Bosnia and Herzegovina,1995,F15", "BIH,B,1995,F12", "years with two satellites"),
        ("BIH,Bosnia and Herzegovina,1995,F15", "BIH,B,1995,F99", "column satellite: expected one"),
        ("BIH,Bosnia and Herzegovina,1995", "BIH,B,1996", "expected a key that occurs once"),
    ],
)
def test_a_dark_spot_in_the_file_is_noticed(read, old, new, words):
    with pytest.raises(RecipeError, match=words):
        read([row.replace(old, new) for row in rows()])


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("iso3", "", "a value"),
        ("year", "", "a value"),
        ("satellite", "", "a value"),
        ("iso3", "Bosnia", "text of the form"),
        ("year", "1991", "a value from 1992 to 2013"),
        ("year", "2014", "a value from 1992 to 2013"),
        ("sum_of_lights", "-0.5", "a value of 0 or more"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(read, column, value, words):
    with pytest.raises(RecipeError, match=f"row 3, column {column}: expected {words}"):
        read(changed(HEAD, rows(), 3, {column: value}))


def test_a_country_may_be_dark_in_a_year(read):
    made = read(changed(HEAD, rows(), 3, {"sum_of_lights": "0"}))
    assert made["sum_of_lights"].min() == 0


def test_a_file_that_lacks_a_country_is_refused(read):
    elsewhere = [f"ZWE,Zimbabwe,{year},F15,1" for year in night_lights.YEARS]
    with pytest.raises(RecipeError, match="column rows: expected a total of 308 as published"):
        read([*rows(), *elsewhere])


def test_bosnias_lights_against_slovenias_are_as_noted_when_the_file_was_stored():
    """Ratios in SOURCE.txt: 0.18 (1992), 0.61 (1996), 0.90 (1998), 1.14 (2000), 1.04 (2007)."""
    table = tables.load("night_lights").pivot(index="year", columns="iso3", values="sum_of_lights")
    ratio = (table["BIH"] / table["SVN"]).round(2)
    noted = {1992: 0.18, 1996: 0.61, 1998: 0.90, 2000: 1.14, 2007: 1.04, 2013: 1.16}
    assert ratio.loc[list(noted)].to_dict() == noted
