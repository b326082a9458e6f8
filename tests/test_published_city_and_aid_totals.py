"""Committed tables on cities and aid against figures that others published, with citation."""

from __future__ import annotations

import pytest

from citiesfirst import tables


@pytest.fixture(scope="module")
def urban():
    """Urban share by area and year."""
    return tables.load("urban_share").set_index(["area", "year"])["urban_share"]


def test_the_world_is_as_urban_as_the_un_reported(urban):
    """UN DESA, 16 May 2018: 55 per cent in 2018, 68 per cent by 2050; 30 per cent in 1950 (World
    Urbanization Prospects 2018, introduction)."""
    world = urban["World"]
    assert round(100 * world[2018]) == 55
    assert round(100 * world[2050]) == 68
    assert round(100 * world[1950]) == 30


@pytest.mark.parametrize(
    ("region", "published"),
    [
        ("Northern America", 82),
        ("Latin America and the Caribbean", 81),
        ("Europe", 74),
        ("Oceania", 68),
        ("Asia", 50),
        ("Africa", 43),
    ],
)
def test_the_regions_are_as_urban_as_the_un_reported(urban, region, published):
    """UN DESA, 16 May 2018, on the year 2018."""
    assert round(100 * urban[region, 2018]) == published


def test_estimates_end_in_2018_as_the_un_says():
    """UN DESA Voice 23(5), May 2018: estimates from 1950 to 2018, with projections to 2050."""
    for name in ("urban_share", "city_populations"):
        table = tables.load(name)
        assert (table["status"].eq("projection") == table["year"].gt(2018)).all(), name


def test_the_uns_sarajevo_grows_at_one_rate_through_siege_and_peace():
    """Why the standard city series cannot show recovery: four equal steps from 1995 to 2015."""
    city = tables.load("city_populations").query("city == 'Sarajevo'")
    people = city.set_index("year")["population"]
    growth = [people[year + 5] / people[year] - 1 for year in range(1995, 2015, 5)]
    assert growth == pytest.approx([growth[0]] * 4, abs=5e-6)
    assert people[1995] > people[1990]  # the siege does not even dent it


@pytest.mark.parametrize(
    ("city", "before", "after"),
    [("Monrovia", 1990, 1995), ("Beirut", 1980, 1995), ("Aleppo", 2010, 2015)],
)
def test_the_un_can_draw_a_break_where_somebody_counted(city, before, after):
    """The fair other half: these lines do fall in war, so it is not the method that forbids it."""
    people = tables.load("city_populations").query("city == @city").set_index("year")["population"]
    assert people[after] < 0.8 * people[before]


def test_refugees_are_as_many_as_unhcr_reported():
    """UNHCR, Global Trends 2023, p. 2: 31.6 million refugees under UNHCR's mandate."""
    table = tables.load("displacement").set_index(["iso3", "year"])
    assert table.loc[("WLD", 2023), "refugees_abroad"] == pytest.approx(31_600_000, abs=50_000)


def test_world_bank_counts_are_those_noted_when_the_files_were_stored():
    """Independent derivation, noted with the raw files: fiscal years 1996 to 2007, and since."""
    table = tables.load("world_bank_projects_themes").query("iso3 == 'WLD'")
    early = table[table["fiscal_year"].between(1996, 2007)].sum(numeric_only=True)
    late = table[table["fiscal_year"] >= 2008].sum(numeric_only=True)
    assert early[["projects", "fcv", "both", "both_25"]].tolist() == [4_326, 281, 71, 16]
    assert late[["fcv", "both", "both_25"]].tolist() == [551, 109, 42]
    pairs = tables.load("world_bank_urban_fcv_projects")
    early_pairs = pairs[pairs["fiscal_year"].between(1996, 2007)]
    assert len(pairs) == 189
    assert len(early_pairs) == 71
    assert (early_pairs["urban_share"] >= 0.25).sum() == 26


def test_urban_themes_were_as_common_without_the_conflict_theme():
    """Same note: 25.3 per cent of the conflict projects of 1996 to 2007 carry an urban theme. (Its
    24.3 per cent are of all projects; of the others it is 24.2.)"""
    table = tables.load("world_bank_projects_themes").query("iso3 == 'WLD'")
    early = table[table["fiscal_year"].between(1996, 2007)].sum(numeric_only=True)
    with_conflict = early["both"] / early["fcv"]
    others = (early["urban"] - early["both"]) / (early["projects"] - early["fcv"])
    assert round(100 * with_conflict, 1) == 25.3
    assert round(100 * early["urban"] / early["projects"], 1) == 24.3
    assert round(100 * others, 1) == 24.2


@pytest.mark.parametrize(
    ("country", "governance", "multisector"),
    [
        ("Afghanistan", 34.0, 6.0),
        ("Bosnia and Herzegovina", 21.4, 7.6),
        ("Colombia", 18.5, 4.9),
        ("Uganda", 9.0, 3.9),
    ],
)
def test_aid_shares_are_those_noted_when_the_file_was_stored(country, governance, multisector):
    """Independent derivation, noted with the raw file: commitments of 1995 to 2016."""
    table = tables.load("aid_sector_shares_pooled").query("first_year == 1995")
    row = table.set_index("country").loc[country]
    assert 100 * row["governance_peace_share"] == pytest.approx(governance, abs=0.06)
    assert 100 * row["multisector_share"] == pytest.approx(multisector, abs=0.06)


def test_bosnia_grew_by_half_in_the_first_year_of_peace():
    """World Development Indicators, NY.GDP.MKTP.KD.ZG: 54.2 per cent in 1996."""
    table = tables.load("development_indicators").set_index(["indicator", "iso3", "year"])["value"]
    assert table["gdp_growth_percent", "BIH", 1996] == pytest.approx(54.2, abs=0.05)


def test_the_funds_amounts_are_as_printed():
    """A/75/735, summary: USD 173,728,998 in 41 contexts (2020), 191,304,222 (2019); UN, 11 October
    2006: a target of 250 million; spokesperson, 1 March 2007: 35 million for Sierra Leone."""
    fund = tables.load("peacebuilding_fund").set_index("item")
    assert fund.loc["approved_2020", ["amount_usd", "countries"]].tolist() == [173_728_998, 41]
    assert fund.loc["approved_2019", "amount_usd"] == 191_304_222
    assert fund.loc["target_2006", "amount_usd"] == 250_000_000
    assert fund.loc["sierra_leone_2007", "amount_usd"] == 35_000_000


def test_airport_figures_are_as_printed():
    """BHDCA on 2017, 2018 and 2019: 957,969, 1,046,635 and 1,143,680 passengers at Sarajevo; the
    airport on 2001: 323,499."""
    table = tables.load("sarajevo_recovery_points").query("place == 'Sarajevo'").set_index("year")
    expected = {2001: 323_499, 2017: 957_969, 2018: 1_046_635, 2019: 1_143_680}
    assert table.loc[list(expected), "value"].to_dict() == expected
