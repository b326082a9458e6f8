"""Aid by sector: shares of what is there, and nothing from the years that are not."""

from __future__ import annotations

import pytest

from citiesfirst import tables
from recipes import oecd_crs
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import put

HEAD = "recipient_code,recipient,sector2,year,commitment_usd_m_const,disbursement_usd_m_const"
ROWS = [
    "64,Bosnia and Herzegovina,15,1996,20.0,0",
    "64,Bosnia and Herzegovina,43,1996,10.0,0",
    "64,Bosnia and Herzegovina,72,1996,70.0,0",
    "64,Bosnia and Herzegovina,15,2010,30.0,0",
    "64,Bosnia and Herzegovina,15,2017,900.0,0",
    "9998,Bilateral unspecified,99,1996,100.0,0",
]


@pytest.fixture
def amounts(tmp_path, monkeypatch):
    """Sums of a small file in which every other case country has one row."""
    others = [n for n in CASES.values() if n != "Bosnia and Herzegovina"]
    extra = [f"{900 + place},{name},11,2001,1.0,0" for place, name in enumerate(others)]
    monkeypatch.setattr(oecd_crs, "SECTORS", 5)

    def read(rows: list[str]):
        monkeypatch.setattr(oecd_crs, "ROWS", len(rows) + len(extra))
        put(tmp_path, oecd_crs.RAW, HEAD, [*rows, *extra])
        return oecd_crs.amounts(tmp_path / oecd_crs.RAW)

    return read


def test_shares_are_of_all_commitments_of_the_year(amounts):
    made = oecd_crs.shares(amounts(ROWS), ["iso3", "year"]).set_index(["iso3", "year"])
    row = made.loc[("BIH", 1996)]
    assert row["governance_peace_share"] == 0.2
    assert row["multisector_share"] == 0.1
    assert row["sector_allocable_share"] == 0.3
    assert row["commitments_usd_m"] == 100
    assert made.loc[("WLD", 1996), "commitments_usd_m"] == 200
    assert ("BIH", 2017) not in made.index


def test_periods_pool_money_and_not_percentages(amounts):
    pooled = oecd_crs.pool(amounts(ROWS)).set_index(["iso3", "first_year", "last_year"])
    whole = pooled.loc[("BIH", 1995, 2016)]
    assert whole["governance"] / whole["total"] == pytest.approx(50 / 130)
    assert whole["years_with_data"] == 2
    assert pooled.loc[("BIH", 1996, 2007), "total"] == 100


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",1996,20.0", ",1972,20.0", "row 2, column year: expected a value from 1973 to 2017"),
        (",43,1996", ",15,1996", "row 3, .* expected a key that occurs once"),
        ("1996,20.0", "1996,-20.0", "column governance: expected an amount from 0 to the total"),
        ("Bosnia and Herzegovina", "Bosnia", "expected rows for Bosnia and Herzegovina"),
        ("1996,20.0", "1996,twenty", "row 2, column commitment_usd_m_const: expected a number"),
    ],
)
def test_faulty_aid_is_refused(amounts, old, new, words):
    with pytest.raises(RecipeError, match=words):
        amounts([row.replace(old, new) for row in ROWS])


def test_pooled_shares_agree_with_the_yearly_ones():
    yearly = tables.load("aid_sector_shares")
    pooled = tables.load("aid_sector_shares_pooled").query("first_year == 1995")
    money = yearly["governance_peace_share"] * yearly["commitments_usd_m"]
    sums = yearly.assign(money=money).groupby("iso3")[["money", "commitments_usd_m"]].sum()
    ours = sums["money"] / sums["commitments_usd_m"]
    published = pooled.set_index("iso3")["governance_peace_share"]
    assert ours.to_numpy() == pytest.approx(published.loc[ours.index].to_numpy(), abs=0.001)
