"""The World Bank's series: units, holes, and faults."""

from __future__ import annotations

import pytest

from citiesfirst import tables
from recipes import world_bank_wdi
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import put

FILE, COLUMN = world_bank_wdi.SERIES["urban_share"][:2]


@pytest.fixture
def series(tmp_path, monkeypatch):
    """Reads a file of urban shares: all case countries in 2022, and the given rows."""
    full = [f"{name},{iso3},2022,50.0" for iso3, name in CASES.items() if iso3 != "XKX"]

    def read(rows: list[str]):
        header = f"country,iso3,year,{COLUMN}"
        put(tmp_path, world_bank_wdi.FOLDER + FILE, header, [*full, *rows])
        return world_bank_wdi.series(tmp_path, "urban_share")

    return read


def test_shares_run_from_nought_to_one_and_old_years_are_left_out(series):
    made = series(["World,WLD,2022,56.9", "World,WLD,1979,39.2", "Aruba,ABW,2022,44.0"])
    world = made[made["iso3"] == "WLD"]
    assert world["value"].tolist() == [0.569]
    assert set(made["iso3"]) == {*CASES, "WLD"} - {"XKX"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("World,WLD,2022,569", "expected a value from 0 to 100, found '569'"),
        ("World,WLD,2023,57.3", "column last year: expected a total of 2,022"),
        ("Monde,MON,2022,56.9", "case countries without a row: expected a total of 0"),
    ],
)
def test_a_faulty_series_is_refused(series, row, words):
    with pytest.raises(RecipeError, match=words):
        series([row])


def test_holes_are_holes_and_not_zeros():
    table = tables.load("development_indicators").set_index(["indicator", "iso3"])
    bosnia = table.loc[("homicides_per_100000", "BIH")]
    assert not set(bosnia["year"]) & set(range(1991, 2000))
    assert len(table.loc[("homicides_per_100000", "AFG")]) == 8
    assert len(table.loc[("homicides_per_100000", "IRN")]) == 4
    assert ("urban_share", "XKX") not in table.index
    assert table.loc[("gdp_growth_percent", "AFG"), "year"].min() == 2001
