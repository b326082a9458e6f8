"""Typed tables of censuses of cities, mixed marriages and Mayors for Peace."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import city_census, mayors_for_peace, mixed_marriages
from recipes.common import RecipeError


def test_census_points_agree_with_the_transcription(raw_upstream):
    """All of the three cities' counts; totals of Osijek in 1991 and 2021 are left out."""
    raw = pd.read_csv(raw_upstream / "osijek_novisad_census/osijek_novisad_ethnicity_2001_2022.csv")
    raw = raw[raw["city"].isin(["Osijek", "Novi Sad"]) & raw["census_year"].between(2001, 2020)]
    ours = tables.load("city_census_points")
    ours = ours[ours["city"].isin(["Osijek", "Novi Sad"]) & ours["year"].between(2001, 2020)]
    assert len(ours) == len(raw)
    for year, group in raw.groupby(["city", "census_year"]):
        mine = ours[(ours["city"] == year[0]) & (ours["year"] == year[1])]
        assert sorted(mine["count"].dropna()) == sorted(group["count"].dropna())


def test_osijek_as_the_city_printed_it():
    """Grad Osijek, Nacionalne manjine: 8,767 Serbs (7.65 %) in 2001, 6,751 (6.25 %) in 2011."""
    points = tables.load("city_census_points").set_index(["city", "year", "group"])
    assert points.loc[("Osijek", 2001, "Serbs"), ["count", "share"]].tolist() == [8767, 0.0765]
    assert points.loc[("Osijek", 2011, "Serbs"), ["count", "share"]].tolist() == [6751, 0.0625]


def test_a_share_that_its_count_does_not_give():
    points = tables.load("city_census_points")
    row = points.index[(points["group"] == "Serbs") & (points["year"] == 2011)][0]
    points.loc[row, "share"] = 0.0725
    with pytest.raises(RecipeError, match="column share: expected the count divided by the total"):
        city_census.check({"city_census_points": points})


def census(**columns: list[object]) -> dict[str, pd.DataFrame]:
    """A census of 10,000 people in Osijek in 2011: all, Serbs, Croats."""
    points = {
        "city": ["Osijek"] * 3,
        "unit": ["City"] * 3,
        "year": [2011] * 3,
        "group": ["all", "Serbs", "Croats"],
        "count": [10_000, 2_000, None],
        "share": [1, 0.2, 0.8],
    }
    return {"city_census_points": pd.DataFrame(points | columns).convert_dtypes()}


@pytest.mark.parametrize(
    "columns",
    [
        {"share": [1, 0.201, 0.7]},  # 20.1 per cent printed, where the counts give 20.0
        {"share": [1, 0.199, 0.7]},
        {"share": [1, 0.0011, 0.7], "count": [10_000, 0, None]},
        {"share": [1, 0.2, 0.8011]},
        {"share": [1, 0.9, 0.1], "count": [None, 2_000, None]},
    ],
)
def test_rounded_shares_of_a_census_are_accepted(columns):
    city_census.check(census(**columns))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"share": [1, 0.2012, 0.7]}, "row 1, column share: expected the count divided by"),
        ({"share": [1, 0.1988, 0.7]}, "row 1, column share: expected the count divided by"),
        ({"share": [1, 0.2, None]}, "row 2, column count: expected a count or a share"),
        ({"share": [1, 0.2, 0.8012]}, "row 1, column share: expected shares of groups that"),
    ],
)
def test_census_points_that_cannot_be_right_are_named(columns, words):
    with pytest.raises(RecipeError, match=words):
        city_census.check(census(**columns))


def test_mixed_marriages_agree_with_the_transcription(raw_upstream):
    """The twenty figures of the dossier, and one more that contradicts them."""
    raw = pd.read_csv(raw_upstream / "mixed_marriage_figures/mixed_marriage_figures.csv")
    ours = tables.load("mixed_marriage_figures")
    assert (len(raw), len(ours)) == (20, 21)
    assert sorted(raw["mixed"].dropna()) == sorted(ours["mixed"].dropna())
    assert sorted(raw["all_marriages"].dropna()) == sorted(ours["total"].dropna())
    measured = raw.loc[raw["as_stated"] != '"practically zero"', "mixed_pct"].dropna()
    given = ours.loc[ours["figure"] != "sarajevo_census_1991", "share"].dropna()
    assert len(measured) == len(given)
    for one, other in zip(sorted(measured), sorted(100 * given), strict=True):
        assert one == pytest.approx(other, abs=0.06)
    grades = ours.loc[ours["figure"] != "sarajevo_census_1991", "grade"]
    assert sorted(grades) == sorted(raw["grade"])


def test_no_phrase_is_drawn_as_a_zero():
    figures = tables.load("mixed_marriage_figures").set_index("figure")
    assert pd.isna(figures.loc["mostar_banja_luka_2001", "share"])
    assert (figures["share"].dropna() > 0).all()


def test_prnjavor_before_the_war_is_beyond_chance():
    """Why the figure has the lowest grade: more than half, where chance alone gives 46 per cent."""
    figures = tables.load("mixed_marriage_figures").set_index("figure")
    chance = tables.load("chance_mixing").set_index(["area", "year", "basis"])["chance_mixed"]
    assert figures.loc["prnjavor_1992", "grade"] == "D"
    by_lot = chance[("Prnjavor", 1991, "all groups")]
    assert by_lot == pytest.approx(0.46, abs=0.005)
    assert figures.loc["prnjavor_1992", "share"] > by_lot


def test_a_share_that_its_marriages_do_not_give():
    figures = tables.load("mixed_marriage_figures")
    figures.loc[figures["figure"] == "tuzla_2001", "mixed"] = 160
    with pytest.raises(RecipeError, match="column share: expected mixed divided by all"):
        mixed_marriages.check({"mixed_marriage_figures": figures})


@pytest.mark.parametrize(
    ("mixed", "total", "share", "qualifier", "words"),
    [
        (9, 1000, 0.0094, "exactly", None),
        (9, 1000, 0.0095, "exactly", "column share: expected mixed divided by all"),
        (9, 1000, 0.0084, "exactly", "column share: expected mixed divided by all"),
        (0, 1000, 0.0005, "exactly", "column share: expected mixed divided by all"),
        (9, None, None, "exactly", None),
        (None, None, 0.13, "at least", None),
        (None, None, None, "practically none", None),
        (None, None, None, "exactly", "column share: expected a number, or a phrase without"),
        (None, None, 0.01, "practically none", "column share: expected a number, or a phrase"),
    ],
)
def test_a_figure_is_a_fitting_share_or_a_phrase(mixed, total, share, qualifier, words):
    row = {"mixed": mixed, "total": total, "share": share, "qualifier": qualifier}
    kinds = {"mixed": "Int64", "total": "Int64", "share": "Float64"}
    figures = {"mixed_marriage_figures": pd.DataFrame([row]).astype(kinds)}
    if words is None:
        mixed_marriages.check(figures)
    else:
        with pytest.raises(RecipeError, match=words):
            mixed_marriages.check(figures)


def test_members_of_mayors_for_peace_agree_with_the_transcription(raw_upstream):
    """Every dated count of the raw file that is here has the same number of members."""
    raw = pd.read_csv(raw_upstream / "mayors_for_peace_extended/mayors_for_peace_members.csv")
    raw = raw[raw["date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}")].dropna(subset=["members"])
    known = dict(zip(pd.to_datetime(raw["date"]), raw["members"], strict=True))
    ours = tables.load("mayors_for_peace")
    both = ours[ours["date"].isin(known)]
    assert len(both) >= 6
    assert both["members"].tolist() == [known[date] for date in both["date"]]


def test_membership_that_falls():
    counts = tables.load("mayors_for_peace")
    counts.loc[5, "members"] = 1
    with pytest.raises(RecipeError, match="column members: expected more members"):
        mayors_for_peace.check({"mayors_for_peace": counts})


@pytest.mark.parametrize(
    ("date", "precision", "members", "words"),
    [
        ("2008-01-02", "day", 552, None),
        ("2008-02-01", "month", 552, None),
        ("2009-01-01", "year", 552, None),
        ("2008-02-02", "month", 552, "column date: expected the first day of the month"),
        ("2009-02-01", "year", 552, "column date: expected the first day of the year"),
        ("2009-01-02", "year", 552, "column date: expected the first day of the year"),
        ("2008-01-01", "day", 552, "row 1, column date: expected a date after the row before"),
        ("2008-01-02", "day", 551, None),
        ("2008-01-02", "day", 550, "row 1, column members: expected more members than in the row"),
    ],
)
def test_a_count_of_members_is_dated_as_well_as_it_is_known(date, precision, members, words):
    """The first of the month or of the year where no day is known; a day later, a member more."""
    before = ("2008-01-01", "year", 550)
    rows = pd.DataFrame(
        [before, (date, precision, members)], columns=["date", "precision", "members"]
    )
    counts = {"mayors_for_peace": rows.assign(date=pd.to_datetime(rows["date"]))}
    if words is None:
        mayors_for_peace.check(counts)
    else:
        with pytest.raises(RecipeError, match=words):
            mayors_for_peace.check(counts)
