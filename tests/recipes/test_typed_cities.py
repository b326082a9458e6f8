"""Typed tables on Kabul, Sarajevo, the Peacebuilding Fund and programmes: slips are noticed."""

from __future__ import annotations

import pytest

from citiesfirst import tables
from recipes import kabul_population, peacebuilding_money, sarajevo_recovery
from recipes.common import RecipeError
from tests.recipes.workshop import numbered


def test_the_committed_tables_pass():
    kabul_population.check({"kabul_population_estimates": numbered("kabul_population_estimates")})
    sarajevo_recovery.check({"sarajevo_recovery_points": numbered("sarajevo_recovery_points")})
    names = ("peacebuilding_fund", "city_diplomacy_programmes")
    peacebuilding_money.check({name: numbered(name) for name in names})


def test_a_low_above_its_high_is_refused():
    table = numbered("kabul_population_estimates")
    table.loc[2, "low"] = 9_000_000
    with pytest.raises(RecipeError, match="row 2, column high: expected high not below low"):
        kabul_population.check({"kabul_population_estimates": table})


def test_a_minimum_with_an_upper_bound_is_refused():
    table = numbered("kabul_population_estimates")
    row = table.index[table["qualifier"] == "at least"][0]
    table.loc[row, "high"] = 9_000_000
    with pytest.raises(RecipeError, match=f"row {row}, column high: expected no bound exactly"):
        kabul_population.check({"kabul_population_estimates": table})


def test_airports_that_do_not_add_up_are_refused():
    table = numbered("sarajevo_recovery_points")
    table.loc[(table["place"] == "Sarajevo") & (table["year"] == 2015), "value"] = 772_940
    with pytest.raises(RecipeError, match="passengers in 2015: expected a total of 1,130,042"):
        sarajevo_recovery.check({"sarajevo_recovery_points": table})


def test_an_amount_without_a_currency_is_refused():
    programmes = numbered("city_diplomacy_programmes")
    row = programmes.index[programmes["amount"].notna()][0]
    programmes["currency"] = programmes["currency"].mask(programmes.index == row)
    fund = numbered("peacebuilding_fund")
    with pytest.raises(RecipeError, match="column currency: expected a currency exactly where"):
        peacebuilding_money.check(
            {"peacebuilding_fund": fund, "city_diplomacy_programmes": programmes}
        )


def test_the_uns_rows_on_kabul_repeat_the_table_of_cities():
    estimates = tables.load("kabul_population_estimates").query("basis == 'modelled'")
    kabul = tables.load("city_populations").query("city == 'Kabul'").set_index("year")
    assert len(estimates) == 7
    assert estimates["low"].tolist() == estimates["high"].tolist()
    expected = kabul.loc[estimates["year"], "population"]
    assert estimates["low"].tolist() == expected.tolist()


def test_the_computed_row_on_kabul_is_the_product_of_its_parts():
    """Pajhwok, 13 January 2015: 4.2 million in the province, 77.2 per cent of them in the city."""
    table = tables.load("kabul_population_estimates").set_index("estimate")
    product = 0.772 * table.loc["survey_2014_province", "low"]
    assert table.loc["survey_2014_city", "low"] == pytest.approx(product)
