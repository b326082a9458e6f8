"""The Peacebuilding Fund and programmes of cities: periods run forward, amounts have a currency."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import peacebuilding_money
from recipes.common import RecipeError
from tests.recipes.workshop import numbered


@pytest.fixture
def typed():
    return {name: numbered(name) for name in ("peacebuilding_fund", "city_diplomacy_programmes")}


def test_a_year_of_the_fund_that_ends_before_it_begins_is_refused(typed):
    fund = typed["peacebuilding_fund"]
    fund.loc[3, "period_end"] = fund.loc[3, "period_start"] - pd.Timedelta(days=1)
    with pytest.raises(
        RecipeError, match=r"fund\.csv, row 3, column period_end: expected period_end"
    ):
        peacebuilding_money.check(typed)


def test_a_programme_that_ends_before_it_begins_is_refused(typed):
    programmes = typed["city_diplomacy_programmes"]
    programmes.loc[2, "last_year"] = programmes.loc[2, "first_year"] - 1
    with pytest.raises(
        RecipeError, match=r"programmes\.csv, row 2, column last_year: expected last"
    ):
        peacebuilding_money.check(typed)


@pytest.mark.parametrize("column", ["currency", "qualifier"])
def test_an_amount_has_its_currency_and_its_qualifier(typed, column):
    programmes = typed["city_diplomacy_programmes"]
    row = programmes.index[programmes["amount"].notna()][0]
    programmes.loc[row, column] = None
    words = f"row {row}, column {column}: expected a {column} exactly where there is an amount"
    with pytest.raises(RecipeError, match=words):
        peacebuilding_money.check(typed)


@pytest.mark.parametrize(("column", "word"), [("currency", "USD"), ("qualifier", "about")])
def test_without_an_amount_there_is_neither(typed, column, word):
    programmes = typed["city_diplomacy_programmes"]
    row = programmes.index[programmes["amount"].isna()][0]
    programmes.loc[row, column] = word
    with pytest.raises(
        RecipeError, match=f"row {row}, column {column}: expected a {column} exactly"
    ):
        peacebuilding_money.check(typed)
