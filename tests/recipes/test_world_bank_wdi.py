"""The World Bank's series: units, holes, and faults."""

from __future__ import annotations

import re

import pytest

from citiesfirst import tables
from recipes import world_bank_wdi
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import put

# File, column, last year and a sound value of each series, as the stored files have them.
FILES = {
    "population": ("wb_population_SP.POP.TOTL.csv.gz", "population", 2024, "1000000"),
    "urban_share": ("wb_urban_share_SP.URB.TOTL.IN.ZS.csv.gz", "urban_share_pct", 2022, "50.0"),
    "gdp_per_head_ppp": (
        "wb_gdp_pc_ppp_const_NY.GDP.PCAP.PP.KD.csv.gz",
        "gdp_pc_ppp_const2021",
        2023,
        "5000.0",
    ),
    "gdp_growth_percent": ("wb_gdp_growth_NY.GDP.MKTP.KD.ZG.csv.gz", "gdp_growth_pct", 2023, "2"),
    "homicides_per_100000": (
        "wb_homicides_VC.IHR.PSRC.P5.csv.gz",
        "homicides_per_100k",
        2020,
        "1.5",
    ),
}


@pytest.fixture
def series(tmp_path):
    """Reads a file of all case countries in its last year, and the given rows after them."""

    def read(rows: list[str], indicator: str = "urban_share"):
        write(tmp_path, indicator, rows)
        return world_bank_wdi.series(tmp_path, indicator)

    return read


def write(raw, indicator: str, rows: list[str]) -> None:
    file, column, year, value = FILES[indicator]
    absent = {"XKX"} if indicator == "urban_share" else set()
    full = [f"{name},{iso3},{year},{value}" for iso3, name in CASES.items() if iso3 not in absent]
    put(raw, f"world_bank_wdi/{file}", f"country,iso3,year,{column}", [*full, *rows])


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


@pytest.mark.parametrize(
    ("indicator", "year", "value", "printed"),
    [
        ("population", 2024, "8142000000", 8_142_000_000),
        ("urban_share", 2022, "56.8987654", 0.56899),
        ("gdp_per_head_ppp", 2023, "20670.6", 20_671),
        ("gdp_growth_percent", 2023, "-3.0049", -3),
        ("gdp_growth_percent", 2023, "54.205", 54.2),
        ("gdp_growth_percent", 2023, "54.1951", 54.2),
        ("homicides_per_100000", 2020, "84.157", 84.16),
    ],
)
def test_values_have_the_decimals_that_the_book_prints(series, indicator, year, value, printed):
    made = series([f"World,WLD,{year},{value}"], indicator).set_index("iso3")
    assert made.loc["WLD", "value"] == printed
    assert made.loc["WLD", ["country", "indicator", "year"]].tolist() == ["World", indicator, year]


@pytest.mark.parametrize(
    ("indicator", "row", "words"),
    [
        (
            "population",
            "World,WLD,2024,0",
            "population: expected a value from 1 to 10000000000, found",
        ),
        ("population", "World,WLD,2024,1.5", "population: expected a whole number of people"),
        ("gdp_per_head_ppp", "World,WLD,2023,0", "2021: expected a value from 1 to 500000, found"),
        ("gdp_growth_percent", "World,WLD,2023,201", "pct: expected a value from -100 to 200"),
        ("gdp_growth_percent", "World,WLD,2023,-101", "pct: expected a value from -100 to 200"),
        ("homicides_per_100000", "World,WLD,2020,201", "100k: expected a value from 0 to 200"),
        ("homicides_per_100000", "World,WLD,2020,-1", "100k: expected a value from 0 to 200"),
        ("homicides_per_100000", "World,WLD,2020,", "100k: expected a value, found"),
        ("homicides_per_100000", ",WLD,2020,1", "country: expected a value"),
        ("homicides_per_100000", "World,,2020,1", "iso3: expected a value"),
        ("homicides_per_100000", "World,wld,2020,1", "iso3: expected text of the form"),
        ("homicides_per_100000", "World,WLD,,1", "year: expected a value"),
        ("homicides_per_100000", "World,WLD,1959,1", "year: expected a value from 1960 to 2024"),
        ("homicides_per_100000", "Iran,IRN,2020,1", "year: expected a key that occurs once"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(series, indicator, row, words):
    with pytest.raises(RecipeError, match="row 16, column .*" + re.escape(words)):
        series([row], indicator)


@pytest.mark.parametrize("indicator", FILES)
def test_the_files_end_where_the_lines_of_the_book_end(series, indicator):
    year = tables.load("development_indicators").groupby("indicator")["year"].max()[indicator]
    assert series([f"World,WLD,{year},1"], indicator)["year"].max() == year
    assert world_bank_wdi.LAST_YEARS[indicator] == year


def test_1980_is_the_first_year(series):
    made = series(["World,WLD,1979,39.2", "World,WLD,1980,39.3"])
    assert made.loc[made["iso3"] == "WLD", "year"].tolist() == [1980]


def test_only_the_urban_share_may_lack_kosovo(tmp_path):
    rows = [f"{name},{iso3},2020,1" for iso3, name in CASES.items() if iso3 != "XKX"]
    header = "country,iso3,year,homicides_per_100k"
    path = "world_bank_wdi/wb_homicides_VC.IHR.PSRC.P5.csv.gz"
    put(tmp_path, path, header, [*rows, "World,WLD,2020,1"])
    with pytest.raises(RecipeError, match=r"without a row: expected a total of 0 as .* found 1"):
        world_bank_wdi.series(tmp_path, "homicides_per_100000")


def test_all_series_stand_below_each_other(tmp_path):
    for indicator, (_, _, year, value) in FILES.items():
        write(tmp_path, indicator, [f"World,WLD,{year},{value}"])
    made = world_bank_wdi.derive(tmp_path)["development_indicators"]
    counts = made.groupby("indicator").size().to_dict()
    assert counts == dict.fromkeys(FILES, 15) | {"urban_share": 14}  # no Kosovo


def test_holes_are_holes_and_not_zeros():
    table = tables.load("development_indicators").set_index(["indicator", "iso3"])
    bosnia = table.loc[("homicides_per_100000", "BIH")]
    assert not set(bosnia["year"]) & set(range(1991, 2000))
    assert len(table.loc[("homicides_per_100000", "AFG")]) == 8
    assert len(table.loc[("homicides_per_100000", "IRN")]) == 4
    assert ("urban_share", "XKX") not in table.index
    assert table.loc[("gdp_growth_percent", "AFG"), "year"].min() == 2001
