"""Who held office when: against the signatories that the press named, and the calendar."""

import pandas as pd
import pytest

from citiesfirst import measures, tables
from citiesfirst.measures import terms


def test_those_in_office_on_the_day_of_the_agreement_are_those_announced_as_its_signatories():
    found = terms.in_office(tables.load("mayors"), "2002-01-21").set_index("city")["name"]
    assert found.to_dict() == {
        "Tuzla": "Jasmin Imamović",
        "Osijek": "Zlatko Kramarić",
        "Novi Sad": "Borislav Novaković",
    }


def test_on_the_day_of_a_change_the_successor_holds_the_office():
    found = terms.in_office(tables.load("mayors"), "2005-06-20").set_index("city")["name"]
    assert found["Osijek"] == "Anto Đapić"


def test_on_every_day_of_the_wars_each_city_has_one_mayor():
    mayors = tables.load("mayors")
    for day in pd.date_range("1991-01-01", "2005-12-31", freq="MS"):
        assert sorted(terms.in_office(mayors, day)["city"]) == ["Novi Sad", "Osijek", "Tuzla"]


def test_days_by_party_add_up_to_the_span_and_leave_out_what_lies_outside():
    table = pd.DataFrame(
        {
            "start": pd.to_datetime(["1990-01-01", "1991-01-11"]),
            "end": pd.to_datetime(["1991-01-11", None]),
            "party": ["red", "blue"],
        }
    )
    held = terms.days_held(table, "party", "1991-01-01", "1992-01-01")
    assert held.to_dict() == {"red": 10, "blue": 355}


def test_in_the_bosnian_war_novi_sad_knows_two_ruling_parties_and_one_month_of_an_unseen_one():
    mayors = tables.load("mayors")
    war = ("1992-04-27", "1995-12-14")
    held = terms.days_held(mayors[mayors["city"] == "Novi Sad"], "party_short", *war)
    assert set(held[held > 0].index) == {"SPS", "SRS", "not known"}
    assert held.sum() == measures.days_between(*war)
    assert held["not known"] == 35  # 27 April to 1 June 1992


def test_terms_that_overlap_or_a_span_that_runs_backwards_are_refused():
    twice = pd.DataFrame(
        {
            "start": pd.to_datetime(["1990-01-01", "1990-06-01"]),
            "end": pd.to_datetime(["1991-01-01", "1992-01-01"]),
            "party": ["red", "blue"],
        }
    )
    with pytest.raises(ValueError, match="overlap"):
        terms.days_held(twice, "party", "1990-01-01", "1991-01-01")
    with pytest.raises(ValueError, match="before it starts"):
        terms.days_held(twice.iloc[:1], "party", "1991-01-01", "1990-01-01")
