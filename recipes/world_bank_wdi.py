"""World Bank, World Development Indicators: six series for the case countries and the world.

Reads our reshaped files only; the Bank's own downloads have a column a year.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require
from recipes.countries import CASES, WORLD

FOLDER = "world_bank_wdi/"
FIRST_YEAR = 1980
# Indicator: file, its column of values, lowest and highest value that can be right, decimals.
SERIES = {
    "population": ("wb_population_SP.POP.TOTL.csv.gz", "population", 1, 10**10, 0),
    "urban_share": ("wb_urban_share_SP.URB.TOTL.IN.ZS.csv.gz", "urban_share_pct", 0, 100, 5),
    "gdp_per_head_ppp": (
        "wb_gdp_pc_ppp_const_NY.GDP.PCAP.PP.KD.csv.gz",
        "gdp_pc_ppp_const2021",
        1,
        500_000,
        0,
    ),
    "gdp_growth_percent": (
        "wb_gdp_growth_NY.GDP.MKTP.KD.ZG.csv.gz",
        "gdp_growth_pct",
        -100,
        200,
        2,
    ),
    "homicides_per_100000": (
        "wb_homicides_VC.IHR.PSRC.P5.csv.gz",
        "homicides_per_100k",
        0,
        200,
        2,
    ),
}
# Last year of each series: the files were downloaded at different times.
LAST_YEARS = {
    "population": 2024,
    "urban_share": 2022,
    "gdp_per_head_ppp": 2023,
    "gdp_growth_percent": 2023,
    "homicides_per_100000": 2020,
}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table development_indicators."""
    return {"development_indicators": pd.concat([series(raw, name) for name in SERIES])}


def series(raw: Path, indicator: str) -> pd.DataFrame:
    """One indicator, in rows of country and year; years without a value have no row."""
    file, column, low, high, decimals = SERIES[indicator]
    path = find(raw, FOLDER + file)
    frame = read_csv(
        path,
        [
            field("country", required=True),
            field("iso3", required=True, pattern="[A-Z]{3}"),
            field("year", "year", required=True, minimum=1960, maximum=2024),
            field(column, "number", required=True, minimum=low, maximum=high),
        ],
        key=["iso3", "year"],
    )
    check_total(int(frame["year"].max()), LAST_YEARS[indicator], "last year", path)
    names = CASES | {WORLD: "World"}
    missing = set(names) - set(frame["iso3"])
    # The Bank has no urban share of Kosovo.
    allowed = {"XKX"} if indicator == "urban_share" else set()
    check_total(len(missing - allowed), 0, "case countries without a row", path)
    frame = frame[frame["iso3"].isin(names) & (frame["year"] >= FIRST_YEAR)]
    value = frame[column]
    if indicator == "population":
        require(value == value.round(), frame, column, "a whole number of people", path)
    if indicator == "urban_share":
        value = value / 100
    return pd.DataFrame(
        {
            "iso3": frame["iso3"],
            "country": frame["iso3"].map(names),
            "indicator": indicator,
            "year": frame["year"],
            "value": value.round(decimals),
        }
    )
