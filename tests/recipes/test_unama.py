"""UNAMA's counts: the transcription adds up."""

from __future__ import annotations

import pytest

from citiesfirst import tables
from recipes import unama
from recipes.common import RecipeError
from tests.recipes.small_files import put


def rows() -> list[str]:
    """The committed table in the columns of the transcription."""
    table = tables.load("unama_civilian_casualties")
    return [",".join(map(str, line)) for line in table.to_numpy().tolist()]


def test_the_transcription_is_read(tmp_path):
    put(tmp_path, unama.RAW, "year,killed,injured,total", rows())
    made = unama.derive(tmp_path)["unama_civilian_casualties"]
    assert made.to_numpy().tolist() == tables.load("unama_civilian_casualties").to_numpy().tolist()


def test_a_year_left_out_is_noticed(tmp_path):
    put(tmp_path, unama.RAW, "year,killed,injured,total", rows()[:-1])
    with pytest.raises(RecipeError, match=r"column year: expected a total of 11 as .* found 10"):
        unama.derive(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2018,3804,", "2018,3840,", "row 11, column total: expected the sum of killed and inj"),
        ("2018,3804,7189,10993", "2018,3805,7188,10993", "column killed: expected a total of"),
        ("2018,", "2017,", "row 11, column year: expected a key that occurs once"),
        ("2018,", ",", "row 11, column year: expected a value, found"),
        ("2018,", "2008,", "row 11, column year: expected a value from 2009 to 2019"),
        ("2018,3804,", "2018,,", "row 11, column killed: expected a value, found"),
        ("2018,3804,", "2018,-1,", "row 11, column killed: expected a value of 0 or more"),
    ],
)
def test_a_slip_of_the_pen_is_noticed(tmp_path, old, new, words):
    put(tmp_path, unama.RAW, "year,killed,injured,total", [r.replace(old, new) for r in rows()])
    with pytest.raises(RecipeError, match=words):
        unama.derive(tmp_path)
