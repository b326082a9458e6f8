"""Countries: every code is one that ISO 3166 and the United Nations give, every name is found."""

from __future__ import annotations

import pandas as pd
import pytest

from recipes import countries, country_codes
from recipes.common import RecipeError

NAMES = {"Bosnia and Herzegovina": "BIH", "Colombia": "COL"}
FRAME = pd.DataFrame(
    {"country": ["Colombia", "Chile", "Bosnia and Herzegovina", "Colombia"], "people": [1, 2, 3, 4]}
)


def test_only_the_rows_of_the_named_countries_are_chosen():
    chosen, _ = countries.select(FRAME, "country", NAMES, "a.csv")
    assert chosen["people"].tolist() == [1, 3, 4]
    assert chosen["iso3"].tolist() == ["COL", "BIH", "COL"]
    assert chosen["country"].tolist() == ["Colombia", "Bosnia and Herzegovina", "Colombia"]


def test_the_cases_that_a_source_lacks_are_said():
    _, absent = countries.select(FRAME, "country", NAMES, "a.csv")
    assert len(absent) == 12  # of fourteen cases
    assert absent[0] == "AFG" and "COL" not in absent


def test_a_country_that_the_source_spells_otherwise_stops_the_recipe():
    with pytest.raises(RecipeError, match=r"a\.csv, column country: expected rows for Chad, found"):
        countries.select(FRAME, "country", {**NAMES, "Chad": "TCD"}, "a.csv")


@pytest.mark.parametrize(
    ("iso2", "iso3", "m49", "name"),
    [
        ("AF", "AFG", 4, "Afghanistan"),
        ("BA", "BIH", 70, "Bosnia and Herzegovina"),
        ("CO", "COL", 170, "Colombia"),
        ("CI", "CIV", 384, "Côte d'Ivoire"),
        ("GS", "SGS", 239, "South Georgia and the South Sandwich Islands"),
        ("ZW", "ZWE", 716, "Zimbabwe"),
    ],
)
def test_a_country_has_the_codes_of_iso_and_the_united_nations(iso2, iso3, m49, name):
    assert country_codes.ISO3_OF_ISO2[iso2] == iso3
    assert country_codes.ISO3_OF_M49[m49] == iso3
    assert country_codes.ISO3_OF_NAME[name] == iso3
    assert country_codes.NAME_OF_ISO3[iso3] == name


def test_iso_3166_has_249_codes_of_which_five_places_have_no_town_and_kosovo_has_none():
    """Left out: Antarctica, Bouvet Island, Heard and McDonald Islands, the British Indian Ocean
    Territory, and the minor outlying islands of the United States."""
    assert country_codes.ISO3_OF_ISO2["XK"] == "XKX"
    for table in (country_codes.ISO3_OF_ISO2, country_codes.ISO3_OF_M49):
        assert len(table) == len(country_codes.NAME_OF_ISO3) == 249 - 5 + 1
    assert not {"AQ", "BV", "HM", "IO", "UM"} & set(country_codes.ISO3_OF_ISO2)
