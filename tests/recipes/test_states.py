"""State numbers of Gleditsch and Ward: each leads to a country of today."""

from __future__ import annotations

import pytest

from recipes.country_codes import NAME_OF_ISO3
from recipes.states import ISO3


@pytest.mark.parametrize(
    ("number", "country"),
    [
        (2, "United States"),
        (100, "Colombia"),
        (345, "Serbia"),
        (346, "Bosnia and Herzegovina"),
        (500, "Uganda"),
        (700, "Afghanistan"),
        (850, "Indonesia"),
        (910, "Papua New Guinea"),
    ],
)
def test_a_state_has_the_number_of_the_list_of_gleditsch_and_ward(number, country):
    assert NAME_OF_ISO3[ISO3[number]] == country


@pytest.mark.parametrize(("past", "today"), [(680, 678), (751, 750), (817, 816)])
def test_a_state_of_the_past_is_the_one_that_holds_its_territory(past, today):
    """South Yemen in Yemen, Hyderabad in India, South Vietnam in Vietnam."""
    assert ISO3[past] == ISO3[today]


def test_every_state_is_a_country_of_today_and_only_those_of_the_past_share_one():
    assert set(ISO3.values()) <= set(NAME_OF_ISO3)
    assert len(ISO3) - len(set(ISO3.values())) == 3
