"""Where aid goes: against values worked out by hand, and against an independent count."""

import pandas as pd
import pytest

from citiesfirst import tables
from citiesfirst.measures import aid

YEARS = pd.DataFrame({"tagged": [10, 20, 30], "urban": [1, 2, 3]}, index=[2001, 2002, 2003])
PROJECTS = pd.DataFrame(
    {
        "fiscal_year": [2000, 2000, 2010],
        "urban_share": [0.24, 0.25, 1.0],
        "fcv_share": [0.90, 0.29, 0.5],
    }
)


def test_a_span_adds_up_its_years_and_wants_all_of_them():
    assert aid.by_span(YEARS, {"late": (2002, 2003)}).loc["late"].to_dict() == {
        "tagged": 50,
        "urban": 5,
    }
    with pytest.raises(ValueError, match="span long: expected each year from 2001 to 2004 once"):
        aid.by_span(YEARS, {"long": (2001, 2004)})


def test_a_project_is_both_up_to_the_smaller_of_its_two_shares():
    found = aid.both_at_least(PROJECTS, [1, 25, 29, 50, 51])
    assert found["1996–2007"].tolist() == [2, 1, 0, 0, 0]
    assert found["2008–2024"].tolist() == [1, 1, 1, 1, 0]


def test_urban_projects_are_divided_into_those_on_conflict_and_the_others():
    counts = pd.DataFrame({"tagged": [100], "urban": [30], "fcv": [20], "both": [5]}, ["ever"])
    rows = aid.urban_among(counts).set_index("kind")
    assert rows["share"].to_dict() == {"conflict": 5 / 20, "other": 25 / 80}
    assert (rows["low"] < rows["share"]).all() and (rows["share"] < rows["high"]).all()


def test_a_name_says_a_word_only_as_a_whole_word():
    names = pd.Series(["Mumbai URBAN Transport", "Suburban rail", "Slum upgrading", "Capacity"])
    assert aid.says(names, aid.CITY_WORDS).tolist() == [True, False, True, False]


def test_what_is_not_placed_exactly_may_be_anywhere():
    places = pd.DataFrame(
        {
            "country": ["A", "A", "A"],
            "precision_code": [1, 3, 6],
            "locations": [40, 50, 10],
            "near_city": [10, None, None],
        }
    )
    row = aid.bounds(places).loc["A"]
    assert row.to_dict() == pytest.approx(
        {"near": 0.1, "elsewhere": 0.3, "unknown": 0.6, "locations": 100}
    )


def test_the_world_bank_projects_agree_with_an_independent_count():
    """281 projects on conflict to June 2007, of them 71 urban and 16 at 25 per cent; then 551."""
    yearly = tables.load("world_bank_projects_themes").query("iso3 == 'WLD'")
    counts = aid.by_span(yearly.set_index("fiscal_year")[["projects", "fcv", "both", "both_25"]])
    assert counts.loc["1996–2007"].tolist() == [4326, 281, 71, 16]
    assert counts.loc["2008–2024", ["fcv", "both", "both_25"]].tolist() == [551, 109, 42]
    listed = aid.both_at_least(tables.load("world_bank_urban_fcv_projects"), [1, 25])
    assert listed.to_dict("list") == {"1996–2007": [71, 16], "2008–2024": [109, 42]}
