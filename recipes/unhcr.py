"""UNHCR refugee statistics: refugees, displaced people and returns by country of origin and year.

Reads our sums by origin only: UNHCR's own files have a row for each pair of origin and asylum.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require
from recipes.countries import CASES, WORLD, select

PEOPLE = "unhcr_refugees_returns/unhcr_population_by_origin_year.csv.gz"
RETURNS = "unhcr_refugees_returns/unhcr_solutions_by_origin_year.csv.gz"
# Whether the last year in the files is mid-year or year-end was not established.
FIRST_YEAR, LAST_YEAR = 1980, 2024
# UNHCR, Global Trends 2023, p. 2: 31.6 million refugees under its mandate at the end of 2023.
REFUGEES_2023, ROUNDING = 31_600_000, 50_000
# UNHCR counts people of Kosovo under Serbia.
ORIGINS = {iso3: iso3 for iso3 in CASES if iso3 != "XKX"}
COUNTS = ("refugees", "idps")
RETURNED = ("returned_refugees", "returned_idps")


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table displacement."""
    people, returns = population(raw), solutions(raw)
    both = people.merge(returns, on=["iso3", "country", "year"], how="outer", validate="1:1")
    inside = both["year"].between(FIRST_YEAR, LAST_YEAR)
    columns = ["refugees_abroad", "idps", "returned_refugees", "returned_idps"]
    table = both[inside].rename(columns={"refugees": "refugees_abroad"})
    # The source prints 0 for none and for not counted alike, so a zero is left open.
    table[columns] = table[columns].where(table[columns] > 0)
    return {"displacement": table[["iso3", "country", "year", *columns]]}


def population(raw: Path) -> pd.DataFrame:
    """Refugees abroad and displaced people at the end of the year, by origin; and the world."""
    path = find(raw, PEOPLE)
    frame = read(path, [*COUNTS, *RETURNED])
    people = sums(frame, path, list(COUNTS))
    world = people[(people["iso3"] == WORLD) & (people["year"] == 2023)]["refugees"].item()
    check_total(int(world), REFUGEES_2023, "refugees 2023", path, tolerance=ROUNDING)
    return people


def solutions(raw: Path) -> pd.DataFrame:
    """Refugees and displaced people who returned during the year, by origin; and the world."""
    path = find(raw, RETURNS)
    return sums(read(path, list(RETURNED)), path, list(RETURNED))


def read(path: Path, columns: list[str]) -> pd.DataFrame:
    """One file by origin and year; counts are whole numbers though written with a decimal."""
    frame = read_csv(
        path,
        [
            field("year", "year", required=True, minimum=1951, maximum=2025),
            field("origin_iso3", required=True, pattern="[A-Z]{3}"),
            field("origin", required=True),
            *(field(column, "number", minimum=0) for column in columns),
        ],
        key=["year", "origin_iso3"],
    )
    for column in columns:
        whole = frame[column].isna() | (frame[column] == frame[column].round())
        require(whole, frame, column, "a whole number of people", path)
    return frame


def sums(frame: pd.DataFrame, path: Path, columns: list[str]) -> pd.DataFrame:
    """The case countries' rows, and the sum of all origins as the world."""
    cases, _ = select(frame, "origin_iso3", ORIGINS, path.name)
    world = frame.groupby("year", as_index=False)[columns].sum(min_count=1)
    world = world.assign(iso3=WORLD, country="World")
    return pd.concat([cases, world])[["iso3", "country", "year", *columns]]
