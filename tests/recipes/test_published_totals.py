"""Totals that others published: each says to which step it is rounded."""

from __future__ import annotations

import pytest

from recipes import published_totals
from recipes.common import RecipeError
from tests.recipes.workshop import numbered


def test_a_step_may_be_smaller_than_one(typed):
    typed["published_totals"].loc[3, "rounded_to"] = 0.1
    published_totals.check(typed)


@pytest.mark.parametrize("step", [0, -1])
def test_a_total_rounded_to_nothing_is_refused(typed, step):
    typed["published_totals"].loc[3, "rounded_to"] = step
    with pytest.raises(RecipeError, match="row 3, column rounded_to: expected a step above 0"):
        published_totals.check(typed)


@pytest.fixture
def typed():
    return {"published_totals": numbered("published_totals")}
