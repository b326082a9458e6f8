"""Deaths by country and year: names, the world's sum and faults."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import ucdp_country_year as recipe
from recipes.common import RecipeError
from tests.recipes.small_files import put

COLUMNS = [one["name"] for one in recipe.FIELDS]
CELLS = [column for column in COLUMNS if "death" in column]
PATH = "organizedviolencecy_v25_1.csv"


def row(number: int, year: int, state: int, one_sided: int) -> dict[str, object]:
    """A country-year with equal bounds and no non-state conflict."""
    parts = {"sb": state, "ns": 0, "os": one_sided, "cu": state + one_sided}
    cells = {column: parts[column[:2]] for column in CELLS}
    return {"country_id_cy": number, "country_cy": f"Country {number}", "year_cy": year} | cells


@pytest.fixture
def rows(monkeypatch):
    """A row for each country of the book in 2024, and one country that is not in it."""
    monkeypatch.setattr(recipe, "TOTAL", 160_014)
    found = [row(number, 2024, 1, 0) for number in recipe.NUMBERS]
    found.append(row(365, 2024, 100_000, 60_000))
    return found


def write(raw, rows):
    frame = pd.DataFrame([{"version": "25.1"} | one for one in rows])[COLUMNS]
    lines = [",".join(map(str, line)) for line in frame.to_numpy().tolist()]
    put(raw, PATH, ",".join(COLUMNS), lines)


def test_the_world_is_the_sum_of_all_countries(tmp_path, rows):
    write(tmp_path, rows)
    made = recipe.derive(tmp_path)["organised_violence"].set_index(["iso3", "violence"])
    assert len(made) == 15 * 4
    assert made.loc[("WLD", "all"), "deaths_best"] == 160_014
    assert made.loc[("WLD", "one-sided"), "deaths_low"] == 60_000
    assert made.loc[("SRB", "state-based"), "country"] == "Serbia"
    assert made.loc[("AFG", "all"), "deaths_high"] == 1


def test_types_that_do_not_sum_to_the_total_are_named(tmp_path, rows):
    rows[2]["sb_total_deaths_best_cy"] = 7
    write(tmp_path, rows)
    with pytest.raises(RecipeError, match=r"row 4, column cumulative.*: expected the sum of"):
        recipe.derive(tmp_path)


def test_a_total_far_from_the_published_one_is_refused(tmp_path, rows, monkeypatch):
    """Davies et al. (2025): almost 160,000 deaths in 2024."""
    monkeypatch.setattr(recipe, "TOTAL", 162_014)
    rows[-1] = row(365, 2024, 102_000, 60_000)
    write(tmp_path, rows)
    with pytest.raises(RecipeError, match=r"expected a total of 160,000 \(within 1,000\)"):
        recipe.derive(tmp_path)


def test_a_country_that_is_missing_is_noticed(tmp_path, rows, monkeypatch):
    monkeypatch.setattr(recipe, "TOTAL", 160_013)
    write(tmp_path, rows[1:])
    with pytest.raises(RecipeError, match="column country_id_cy: expected a total of 14"):
        recipe.derive(tmp_path)


def test_the_same_country_twice_in_a_year_is_refused(tmp_path, rows):
    write(tmp_path, [*rows, rows[0]])
    with pytest.raises(RecipeError, match="expected a key that occurs once"):
        recipe.derive(tmp_path)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("country_id_cy", "", "a value"),
        ("country_id_cy", "0", "a value of 1 or more"),
        ("country_cy", "", "a value"),
        ("year_cy", "", "a value"),
        ("year_cy", "1988", "a value from 1989 to 2024"),
        ("ns_total_deaths_low_cy", "", "a value"),
        ("ns_total_deaths_low_cy", "-1", "a value of 0 or more"),
        ("os_total_deaths_high_cy", "", "a value"),
        ("version", "", "a value"),
        ("version", "24.1", "one of 25.1"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(tmp_path, rows, column, value, words):
    rows[1][column] = value
    write(tmp_path, rows)
    expected = re.escape(f"row 3, column {column}: expected {words}")
    with pytest.raises(RecipeError, match=expected):
        recipe.derive(tmp_path)


@pytest.mark.parametrize("estimate", ["best", "low", "high"])
def test_the_types_sum_to_the_total_in_each_estimate(tmp_path, rows, estimate):
    rows[0][f"cumulative_total_deaths_in_orgvio_{estimate}_cy"] = 2
    write(tmp_path, rows)
    with pytest.raises(
        RecipeError, match=rf"row 2, column cumulative.*_{estimate}_cy: expected the"
    ):
        recipe.derive(tmp_path)


def test_bounds_out_of_order_are_the_publishers_own(tmp_path, rows):
    colombia = next(one for one in rows if one["country_id_cy"] == 100)
    colombia["sb_total_deaths_low_cy"] = colombia["cumulative_total_deaths_in_orgvio_low_cy"] = 9
    write(tmp_path, rows)
    made = recipe.derive(tmp_path)["organised_violence"].set_index(["iso3", "violence"])
    assert made.loc[("COL", "all"), ["deaths_low", "deaths_best"]].tolist() == [9, 1]


def test_all_deaths_must_be_as_counted(tmp_path, rows, monkeypatch):
    monkeypatch.setattr(recipe, "TOTAL", 160_015)
    write(tmp_path, rows)
    with pytest.raises(RecipeError, match="column all deaths: expected a total of 160,015 as"):
        recipe.derive(tmp_path)


def test_the_totals_are_those_of_the_book():
    """Counted over all countries and years; for 2024 the publication's own word."""
    world = tables.load("organised_violence").query("iso3 == 'WLD' and violence == 'all'")
    assert world["deaths_best"].sum() == recipe.TOTAL
    published = tables.load("published_totals").set_index("quantity")["published"]
    quantity = "Deaths in organised violence in the world in 2024"
    assert published[quantity] == recipe.PUBLISHED_2024


def test_countries_have_the_numbers_of_gleditsch_and_ward():
    """Their list of independent states: UCDP's former Yugoslavia is 345, Kosovo 347."""
    assert {iso3: number for number, iso3 in recipe.NUMBERS.items()} == {
        "AFG": 700,
        "BDI": 516,
        "BIH": 346,
        "COL": 100,
        "HRV": 344,
        "IRN": 630,
        "IRQ": 645,
        "LBN": 660,
        "LBR": 450,
        "SLE": 451,
        "SRB": 345,
        "UGA": 500,
        "XKX": 347,
        "ZAF": 560,
    }
