"""Deaths by country and year: names, the world's sum and faults."""

from __future__ import annotations

import pandas as pd
import pytest

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
    frame = pd.DataFrame(rows)[[name for name in COLUMNS if name != "version"]]
    lines = [",".join(map(str, line)) + ",25.1" for line in frame.to_numpy().tolist()]
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
