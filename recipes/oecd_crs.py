"""OECD Creditor Reporting System: shares of aid commitments by two-digit sector, 1995 to 2016.

Reads our extract only: the OECD publishes the activities one by one, here they are summed.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require
from recipes.countries import CASES, WORLD, select

RAW = "oecd_crs_by_sector2/crs_oda_by_recipient_sector2_year.csv.gz"
FIRST_YEAR, LAST_YEAR = 1995, 2016
PERIODS = ((1995, 2016), (1996, 2007), (2008, 2016))
GOVERNANCE, MULTISECTOR = 15, 43
# Sectors 11 to 43 can be spent on something in particular; from 51 on come general budget support,
# food and relief, debt, donors' own costs and what has no sector.
LAST_ALLOCABLE = MULTISECTOR
SECTORS = 26
SHARE_DIGITS = 6  # chapters print tenths of a per cent: with four, 8.7499% would pass through 8.75%
ROWS = 110_731
# Shares of commitments 1995 to 2016 in per cent, counted when the file was stored (SOURCE.txt).
SHARES = {
    "Afghanistan": {"governance": 34.0, "multisector": 6.0},
    "Bosnia and Herzegovina": {"governance": 21.4, "multisector": 7.6},
    "Colombia": {"governance": 18.5, "multisector": 4.9},
    "Uganda": {"governance": 9.0, "multisector": 3.9},
}
EVERYONE = "All recipients"
PARTS = ["governance", "multisector", "allocable", "total"]


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables aid_sector_shares (by year) and aid_sector_shares_pooled (by period)."""
    path = find(raw, RAW)
    yearly = amounts(path)
    pooled = pool(yearly)
    for country, published in SHARES.items():
        row = pooled[(pooled["country"] == country) & (pooled["first_year"] == FIRST_YEAR)]
        row = row[row["last_year"] == LAST_YEAR]
        for part, percent in published.items():
            found = 100 * float(row[part].item() / row["total"].item())
            check_total(found, percent, f"{part}, {country}", path, tolerance=0.051)
    key = ["iso3", "country"]
    return {
        "aid_sector_shares": shares(yearly, [*key, "year"]),
        "aid_sector_shares_pooled": shares(
            pooled, [*key, "first_year", "last_year", "years_with_data"]
        ),
    }


def amounts(path: Path) -> pd.DataFrame:
    """Commitments in USD million by country of the book (and all recipients) and year.

    Columns governance (sector 15), multisector (43), allocable (sectors 11 to 43) and total.
    """
    frame = read_csv(
        path,
        [
            field("recipient_code", "integer", required=True, minimum=1),
            field("recipient", required=True),
            field("sector2", "integer", required=True, minimum=11, maximum=99),
            field("year", "year", required=True, minimum=1973, maximum=2017),
            # Two entries are below zero, both of aid without a country: corrections.
            field("commitment_usd_m_const", "number", required=True, minimum=-1300),
        ],
        key=["recipient_code", "recipient", "sector2", "year"],
    )
    check_total(len(frame), ROWS, "rows", path)
    check_total(frame["sector2"].nunique(), SECTORS, "sector2", path)
    frame = frame[frame["year"].between(FIRST_YEAR, LAST_YEAR)]
    names = {name: iso3 for iso3, name in CASES.items()}
    cases, _ = select(frame, "recipient", names, path.name)
    both = pd.concat([cases, frame.assign(iso3=WORLD, country=EVERYONE)])
    money = both["commitment_usd_m_const"]
    sector = both["sector2"]
    both = both.assign(
        governance=money.where(sector == GOVERNANCE, 0),
        multisector=money.where(sector == MULTISECTOR, 0),
        allocable=money.where(sector <= LAST_ALLOCABLE, 0),
        total=money,
    )
    sums = both.groupby(["iso3", "country", "year"], as_index=False)[PARTS].sum()
    # Kosovo has an empty entry in 1999, ten years before its first.
    sums = sums[sums["total"] != 0]
    for part in PARTS:
        inside = sums[part].between(0, sums["total"])
        require(inside, sums, part, "an amount from 0 to the total", f"sums of {path.name}")
    return sums


def pool(yearly: pd.DataFrame) -> pd.DataFrame:
    """The same sums by period; years_with_data says how many years of it the source has."""
    parts = []
    for first, last in PERIODS:
        inside = yearly[yearly["year"].between(first, last)].groupby(["iso3", "country"])
        part = inside[PARTS].sum().assign(years_with_data=inside.size())
        parts.append(part.reset_index().assign(first_year=first, last_year=last))
    return pd.concat(parts)


def shares(sums: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Shares (0 to 1) of the total, and the total for context in whole USD million."""
    total = sums["total"]
    return sums[key].assign(
        governance_peace_share=(sums["governance"] / total).round(SHARE_DIGITS),
        multisector_share=(sums["multisector"] / total).round(SHARE_DIGITS),
        sector_allocable_share=(sums["allocable"] / total).round(SHARE_DIGITS),
        commitments_usd_m=total.round().astype("int64"),
    )
