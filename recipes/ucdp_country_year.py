"""UCDP Country-Year Dataset on Organized Violence 25.1: deaths by country, year and type.

Our raw file is the publisher's organizedviolencecy_v25_1.csv, zipped; either is read.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require
from recipes.countries import CASES, WORLD
from recipes.states import ISO3

RAW = (
    "ucdp_country_year_v25_1/organizedviolencecy_v25_1.csv.gz",
    "organizedviolencecy_v25_1.csv",
)
VERSION = "25.1"
YEARS = range(1989, 2025)
# UCDP's numbers of the countries of the book; Kosovo, where no conflict of its own is listed, is
# not among the states.
NUMBERS = {number: iso3 for number, iso3 in ISO3.items() if iso3 in CASES} | {347: "XKX"}
# The publisher's columns by type of violence and estimate.
TYPES = {
    "state-based": "sb_total_deaths_{}_cy",
    "non-state": "ns_total_deaths_{}_cy",
    "one-sided": "os_total_deaths_{}_cy",
    "all": "cumulative_total_deaths_in_orgvio_{}_cy",
}
ESTIMATES = ("best", "low", "high")
# "Almost 160,000" deaths in 2024, in the abstract of Davies et al. (2025): doi in the descriptor.
PUBLISHED_2024, ROUNDING = 160_000, 1_000
# All countries and years, as counted when the file was stored (its SOURCE.txt).
TOTAL = 3_957_143

FIELDS = [
    field("country_id_cy", "integer", required=True, minimum=1),
    field("country_cy", required=True),
    field("year_cy", "year", required=True, minimum=min(YEARS), maximum=max(YEARS)),
    *(
        field(column.format(estimate), "integer", required=True, minimum=0)
        for column in TYPES.values()
        for estimate in ESTIMATES
    ),
    field("version", required=True, enum=[VERSION]),
]


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table organised_violence."""
    return {"organised_violence": by_type(country_years(raw))}


def country_years(raw: Path) -> pd.DataFrame:
    """One row a country of the book (and the world) and year: deaths by type and estimate.

    In seven of the publisher's rows the bounds are out of order, so that is no fault here.
    """
    path = find(raw, *RAW)
    frame = read_csv(path, FIELDS, key=["country_id_cy", "year_cy"])
    names = {
        column.format(estimate): f"{kind}_{estimate}"
        for kind, column in TYPES.items()
        for estimate in ESTIMATES
    }
    for estimate in ESTIMATES:
        parts = [column.format(estimate) for kind, column in TYPES.items() if kind != "all"]
        whole = TYPES["all"].format(estimate)
        require(
            frame[parts].sum(axis=1) == frame[whole], frame, whole, "the sum of the types", path
        )
    frame = frame.rename(columns={**names, "year_cy": "year"})
    world = frame.groupby("year")[list(names.values())].sum().reset_index()
    check_total(int(world["all_best"].sum()), TOTAL, "all deaths", path)
    check_total(
        int(world.loc[world["year"] == 2024, "all_best"].item()),
        PUBLISHED_2024,
        "deaths in 2024",
        path,
        tolerance=ROUNDING,
    )
    cases = frame.assign(iso3=frame["country_id_cy"].map(NUMBERS)).dropna(subset="iso3")
    check_total(cases["iso3"].nunique(), len(CASES), "country_id_cy", path)
    both = pd.concat([cases, world.assign(iso3=WORLD)])
    both["country"] = both["iso3"].map(CASES | {WORLD: "World"})
    return both[["iso3", "country", "year", *names.values()]]


def by_type(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a country, year and type of violence."""
    key = ["iso3", "country", "year"]
    parts = []
    for kind in TYPES:
        columns = {f"{kind}_{estimate}": f"deaths_{estimate}" for estimate in ESTIMATES}
        part = frame[[*key, *columns]].rename(columns=columns)
        parts.append(part.assign(violence=kind))
    return pd.concat(parts)
