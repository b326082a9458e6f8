"""Aid by sector: shares of what is there, and nothing from the years that are not."""

from __future__ import annotations

import pytest

from citiesfirst import tables
from recipes import oecd_crs
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import changed, put

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


@pytest.fixture
def derived(tmp_path, amounts, monkeypatch):
    """Both tables of a small file whose shares were published as given."""

    def make(governance: float, **others: dict[str, float]):
        amounts(ROWS)
        known = {"Bosnia and Herzegovina": {"governance": governance, "multisector": 7.7}}
        monkeypatch.setattr(oecd_crs, "SHARES", known | others)
        return oecd_crs.derive(tmp_path)

    return make


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


def test_both_tables_are_made_and_bosnias_share_is_50_of_130_million(derived):
    made = derived(38.5, Uganda={"governance": 0})
    assert sorted(made) == ["aid_sector_shares", "aid_sector_shares_pooled"]
    pooled = made["aid_sector_shares_pooled"].set_index(["iso3", "first_year", "last_year"])
    assert pooled.loc[("BIH", 1995, 2016), "governance_peace_share"] == 0.384615


@pytest.mark.parametrize("published", [38.4, 38.6, 0.3])
def test_a_share_that_is_not_the_published_one_is_refused(derived, published):
    words = "governance, Bosnia and Herzegovina: expected a total of .* as published, found 38.46"
    with pytest.raises(RecipeError, match=words):
        derived(published)


@pytest.mark.parametrize(
    ("year", "periods"),
    [
        (1994, []),
        (1995, [(1995, 2016)]),
        (1996, [(1995, 2016), (1996, 2007)]),
        (2007, [(1995, 2016), (1996, 2007)]),
        (2008, [(1995, 2016), (2008, 2016)]),
        (2016, [(1995, 2016), (2008, 2016)]),
        (2017, []),
    ],
)
def test_a_year_counts_in_the_periods_of_the_description_alone(amounts, year, periods):
    """Over 1995 to 2016, and over 1996 to 2007 and 2008 to 2016, before and after the report."""
    lasting = [f"64,Bosnia and Herzegovina,{one},2000,1,0" for one in (15, 43, 72)]
    lasting.append("64,Bosnia and Herzegovina,99,2010,1,0")
    pooled = oecd_crs.pool(amounts([*lasting, f"64,Bosnia and Herzegovina,15,{year},500,0"]))
    bosnia = pooled[(pooled["iso3"] == "BIH") & (pooled["total"] > 500)]
    assert list(zip(bosnia["first_year"], bosnia["last_year"], strict=True)) == periods


def test_shares_published_of_the_extract_are_those_of_the_table():
    table = tables.load("aid_sector_shares_pooled").query("first_year == 1995")
    table = table.set_index("country")
    for country, published in oecd_crs.SHARES.items():
        columns = ["governance_peace_share", "multisector_share"]
        ours = (100 * table.loc[country, columns]).tolist()
        assert ours == pytest.approx([*published.values()], abs=0.05)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("recipient_code", "", "a value"),
        ("recipient", "", "a value"),
        ("sector2", "", "a value"),
        ("year", "", "a value"),
        ("commitment_usd_m_const", "", "a value"),
        ("recipient_code", "0", "a value of 1 or more"),
        ("sector2", "10", "a value from 11 to 99"),
        ("sector2", "100", "a value from 11 to 99"),
        ("commitment_usd_m_const", "-1300.5", "a value of -1300 or more"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(amounts, column, value, words):
    with pytest.raises(RecipeError, match=f"row 7, column {column}: expected {words}"):
        amounts(changed(HEAD, ROWS, 7, {column: value}))


def test_corrections_down_to_1300_million_are_read_in_the_first_code_there_is(amounts):
    rows = [*ROWS, "1,Austria,99,2017,-1300,0"]
    assert len(amounts(rows)) > 0


@pytest.mark.parametrize("constant", ["ROWS", "SECTORS"])
def test_a_file_of_another_size_is_refused(tmp_path, amounts, monkeypatch, constant):
    amounts(ROWS)
    monkeypatch.setattr(oecd_crs, constant, 3)
    with pytest.raises(RecipeError, match="expected a total of 3 as published"):
        oecd_crs.amounts(tmp_path / oecd_crs.RAW)


def test_an_entry_of_nothing_is_no_year_with_data(amounts):
    pooled = oecd_crs.pool(amounts([*ROWS, "64,Bosnia and Herzegovina,15,1999,0,0"]))
    whole = pooled.set_index(["iso3", "first_year", "last_year"]).loc[("BIH", 1995, 2016)]
    assert whole["years_with_data"] == 2
