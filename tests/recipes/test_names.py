"""Names of 1991: 109 municipalities, each in one spelling."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import names
from recipes.common import RecipeError


def ours(*spelt: str) -> list[str]:
    frame = pd.DataFrame({"place": spelt}, index=range(2, len(spelt) + 2))
    return names.bosnia_1991(frame, "place", "a.csv").tolist()


def test_bosnia_had_109_municipalities_ten_of_them_in_the_city_of_sarajevo():
    assert len(set(names.BOSNIA_1991)) == len(names.BOSNIA_1991) == 109
    assert len(set(names.SARAJEVO_1991)) == 10


def test_a_name_of_after_the_war_becomes_that_of_before():
    assert ours("Novi Grad", "Lištica", "Tuzla") == ["Bosanski Novi", "Široki Brijeg", "Tuzla"]


def test_novi_grad_in_sarajevo_is_not_novi_grad_on_the_una():
    assert ours("Novi Grad Sarajevo") == ["Novi Grad Sarajevo"]


def test_every_other_spelling_leads_to_a_municipality():
    assert set(names.BOSNIA_1991_ALIASES.values()) <= set(names.BOSNIA_1991)


def test_an_unknown_municipality_stops_the_recipe():
    with pytest.raises(RecipeError, match=r"a\.csv, row 3, column place: .* found 'Tulza'"):
        ours("Tuzla", "Tulza")
