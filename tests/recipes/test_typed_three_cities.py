"""Typed tables on Tuzla, Osijek and Novi Sad: mayors and agreements fit each other."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import typed_three_cities
from recipes.common import RecipeError
from tests.recipes.workshop import numbered

SIGNED = pd.Timestamp("2002-01-21")


@pytest.fixture
def typed():
    return {name: numbered(name) for name in ("mayors", "city_agreements")}


def in_office(mayors: pd.DataFrame, day: pd.Timestamp) -> dict[str, str]:
    """The mayor of each city on a day; an open end or start counts as in office."""
    chosen = ~(mayors["start"] > day) & ~(mayors["end"] <= day)
    return mayors[chosen].set_index("city")["name"].to_dict()


def test_the_agreement_was_signed_on_a_monday(typed):
    """Danas, in Le Courrier des Balkans: the announcement says Monday."""
    item = typed["city_agreements"].set_index("item").loc["agreement_2002"]
    assert item["date_start"] == SIGNED
    assert item["date_start"].day_name() == "Monday"


def test_three_of_the_six_signatories_were_mayors_in_office(typed):
    item = typed["city_agreements"].set_index("item").loc["agreement_2002"]
    signatories = item["signatories"].split("; ")
    assert len(signatories) == 6
    assert set(in_office(typed["mayors"], SIGNED).values()) == set(signatories[:3])


def test_who_governed_in_the_year_of_the_siege_of_osijek_and_tuzla(typed):
    """In the middle of 1993 Novi Sad had a mayor of the Serbian Radical Party."""
    office = in_office(typed["mayors"], pd.Timestamp("1993-07-01"))
    assert office == {
        "Tuzla": "Selim Bešlagić",
        "Osijek": "Zlatko Kramarić",
        "Novi Sad": "Milorad Mirčić",
    }


def test_mayors_of_novi_sad_stand_in_the_order_of_the_assembly(typed):
    """Order of the photographs at the city assembly, May 2011 (LSV)."""
    mayors = typed["mayors"]
    surnames = mayors.loc[mayors["city"] == "Novi Sad", "name"].str.split().str[-1].tolist()
    assert surnames[:8] == [
        "Popović",
        "Divjaković",
        "Mirčić",
        "Đurđević",
        "Bajić",
        "Svilar",
        "Vrbaški",
        "Novaković",
    ]


def test_no_date_of_an_encyclopaedia_is_finer_than_a_month(typed):
    """Days are given only where a newspaper or agency gives them."""
    mayors = typed["mayors"]
    daily = mayors[(mayors["start_precision"] == "day") | (mayors["end_precision"] == "day")]
    days = pd.concat([daily["start"], daily["end"]]).dropna().dt.strftime("%Y-%m-%d")
    assert {day for day in days if not day.endswith("-01")} == {"1996-12-11", "2005-06-20"}


def test_overlapping_mayors_are_refused(typed):
    mayors = typed["mayors"]
    mayors.loc[mayors["name"] == "Mihajlo Svilar", "start"] += pd.Timedelta(days=1)
    with pytest.raises(RecipeError, match="the end of the mayor before"):
        typed_three_cities.check(typed)


def test_a_date_finer_than_its_precision_is_refused(typed):
    items = typed["city_agreements"]
    items.loc[items["item"] == "draft_2001", "date_start"] = pd.Timestamp("2001-05-12")
    with pytest.raises(RecipeError, match="the first day of the month"):
        typed_three_cities.check(typed)


def test_the_committed_tables_pass(typed):
    typed_three_cities.check(typed)


@pytest.mark.parametrize("end", ["start", "end"])
def test_terms_of_office_are_no_finer_than_their_precision(typed, end):
    mayors = typed["mayors"]
    row = mayors.index[mayors[f"{end}_precision"] == "month"][0]
    mayors.loc[row, end] += pd.Timedelta(days=4)
    words = f"row {row}, column {end}: expected the first day of the month"
    with pytest.raises(RecipeError, match=words):
        typed_three_cities.check(typed)


def test_a_term_that_ends_before_it_begins_is_refused(typed):
    """Both ends are moved, so that the next mayor still follows at once."""
    mayors = typed["mayors"]
    row = mayors.index[mayors["name"] == "Selim Bešlagić"][0]
    mayors.loc[row, "end"] = mayors.loc[row + 1, "start"] = pd.Timestamp("1989-01-01")
    with pytest.raises(RecipeError, match=f"row {row}, column end: expected end not below start"):
        typed_three_cities.check(typed)


def test_a_gap_between_two_mayors_is_refused(typed):
    mayors = typed["mayors"]
    row = mayors.index[mayors["name"] == "Anto Đapić"][0]
    mayors.loc[row, "start"] += pd.Timedelta(days=1)
    with pytest.raises(
        RecipeError, match=f"row {row}, column start: expected the end of the mayor"
    ):
        typed_three_cities.check(typed)


def test_an_agreement_that_ends_before_it_begins_is_refused(typed):
    items = typed["city_agreements"]
    row = items.index[items["item"] == "marathon_2003"][0]
    items.loc[row, "date_end"] = pd.Timestamp("2003-09-30")
    with pytest.raises(
        RecipeError, match=f"row {row}, column date_end: expected date_end not below"
    ):
        typed_three_cities.check(typed)
