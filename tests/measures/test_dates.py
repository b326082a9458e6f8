"""Lengths of time: against the calendar, and against what must always hold."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst import measures

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def test_the_siege_by_its_usual_dates_has_the_days_that_the_press_prints():
    assert measures.days_between("1992-04-05", "1996-02-29") == 1425


def test_the_siege_by_the_institutes_dates_has_the_days_that_the_institute_prints():
    assert measures.days_between("1992-03-01", "1996-03-19") == 1479


def test_a_day_lasts_from_one_date_to_the_next_and_a_leap_year_has_one_more():
    assert measures.days_between("1995-12-31", "1996-01-01") == 1
    assert measures.days_between("1992-01-01", "1993-01-01") == 366


@given(days, days, days)
def test_days_add_up_along_the_way(one, two, three):
    first, middle, last = sorted([one, two, three])
    way = measures.days_between(first, middle) + measures.days_between(middle, last)
    assert way == measures.days_between(first, last)


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="1992-04-05 lies before the start 1996-02-29"):
        measures.days_between("1996-02-29", "1992-04-05")


def test_a_missing_date_is_refused():
    with pytest.raises(ValueError, match="expected two dates"):
        measures.days_between("1992-04-05", None)


def test_four_hundred_gregorian_years_are_146097_days():
    assert measures.days_between("1600-01-01", "2000-01-01") == 146_097
    assert measures.in_years(146_097) == pytest.approx(400)


def test_spans_last_by_their_dates_or_by_the_months_that_a_source_prints():
    spans = pd.DataFrame(
        {
            "start": pd.to_datetime(["1992-04-05", None]),
            "end": pd.to_datetime(["1996-02-29", None]),
            "published_months": pd.array([None, 42], dtype="Int64"),
        }
    )
    lasting = measures.lasting(spans)
    assert lasting["days"].tolist() == [1425, pd.NA]
    assert lasting["years"].tolist() == [pytest.approx(1425 / 365.2425), 3.5]


def test_a_span_with_neither_dates_nor_months_is_refused():
    spans = pd.DataFrame({"start": [pd.NaT], "end": [pd.NaT], "published_months": [pd.NA]})
    with pytest.raises(ValueError, match="row 0 has neither dates nor months"):
        measures.lasting(spans)
