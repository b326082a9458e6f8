"""Bosnia in 2013: the census, the crosswalk to 1991, votes of 1997, and mixing by chance."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import bosnia_2013, chance_mixing
from recipes.common import RecipeError
from tests.recipes.workshop import Workshop


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """The files of both censuses, made from the committed tables, with boxes for outlines."""
    made = Workshop(tmp_path_factory.mktemp("bosnia"))
    made.census_2013()
    return made.raw


@pytest.fixture
def copied(small, tmp_path) -> Path:
    """A copy of the small files, to be spoilt."""
    return shutil.copytree(small, tmp_path / "raw")


def spoil(raw: Path, name: str, old: str, new: str) -> None:
    path = raw / bosnia_2013.FOLDER / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def same_as_committed(made: dict[str, pd.DataFrame]) -> None:
    for name, table in made.items():
        key = tables.describe(name)["schema"]["primaryKey"]
        committed = tables.load(name)
        table = table.sort_values(key)[list(committed.columns)].reset_index(drop=True)
        pd.testing.assert_frame_equal(table, committed, check_dtype=False)


def test_tables_are_those_that_the_recipe_makes(raw_upstream):
    same_as_committed(bosnia_2013.derive(raw_upstream))


def test_the_sources_files_give_the_committed_tables(small):
    """Files in the sources' own columns, two names in the sources' own spelling."""
    made = bosnia_2013.derive(small)
    assert len(made) == 4
    votes = made.pop("bosnia_votes_1997").set_index("municipality")
    committed = tables.load("bosnia_votes_1997").set_index("municipality")
    assert (votes.loc[committed.index] - committed).abs().max(axis=None) < 0.0003  # roundings
    same_as_committed(made)
    same_as_committed(chance_mixing.derive(small))


def test_east_sarajevo_and_the_canton_have_six_and_nine_municipalities():
    census = tables.load("bosnia_census_2013")
    assert set(census.loc[census["istocno_sarajevo"], "entity"]) == {"Republika Srpska"}
    assert census["istocno_sarajevo"].sum() == 6
    assert census["sarajevo_canton"].sum() == 9
    assert not (census["istocno_sarajevo"] & census["sarajevo_canton"]).any()


def test_parts_of_ilidza_add_up_to_the_ground_of_1991():
    """66,730 people in Ilidža and 14,763 in Istočna Ilidža, which lies in Republika Srpska."""
    unit = tables.load("bosnia_composition_1991_2013").set_index("municipality").loc["Ilidža"]
    assert unit["population_2013"] == 66_730 + 14_763
    assert unit["population_2013_srpska"] == 14_763
    assert (unit["comparison"], unit["entities_2013"]) == ("reassembled", "both")


def test_nobody_is_lost_between_the_two_sets_of_municipalities():
    census = tables.load("bosnia_census_2013")
    units = tables.load("bosnia_composition_1991_2013")
    for column in ("population", "bosniaks", "serbs", "croats", "other"):
        assert units[f"{column}_2013"].sum() == census[column].sum()
    undeclared = census["not_declared"].sum() + census["no_answer"].sum()
    assert units["undeclared_2013"].sum() == undeclared
    assert units["municipalities_2013"].sum() == 142


def test_composition_of_1991_is_that_of_the_table_of_deaths():
    units = tables.load("bosnia_composition_1991_2013")
    deaths = tables.load("bosnia_municipal_deaths")
    columns = [name for name in deaths if name.endswith("_1991")]
    pd.testing.assert_frame_equal(
        units[["municipality", *columns]], deaths[["municipality", *columns]]
    )


def test_how_many_units_can_be_compared_is_as_the_descriptor_says():
    units = tables.load("bosnia_composition_1991_2013")
    counts = units["comparison"].value_counts().to_dict()
    assert counts == {"unchanged": 77, "reassembled": 31, "boundary changed": 1}
    split = units[units["entities_2013"] == "both"]
    assert len(split) == 28
    assert set(split["comparison"]) == {"reassembled"}


def test_where_a_unit_is_unchanged_it_is_one_municipality_of_2013():
    units = tables.load("bosnia_composition_1991_2013")
    assert (units.loc[units["comparison"] == "unchanged", "municipalities_2013"] == 1).all()


def test_shares_of_the_vote_add_up():
    votes = tables.load("bosnia_votes_1997").set_index("municipality")
    assert (votes.sum(axis=1) - 1).abs().max() < 0.0003
    assert votes.loc["Tuzla", "nationalist"] == pytest.approx(0.361, abs=0.0005)


def test_a_municipality_that_the_census_does_not_know(copied):
    spoil(copied, "bih_municipality_crosswalk_1991_2013.csv", "\nTuzla,Tuzla,", "\nTulza,Tuzla,")
    with pytest.raises(RecipeError, match=r"row \d+, column municipality_2013: .*'Tulza'"):
        bosnia_2013.derive(copied)


TUZLA = "\nTuzla,110979,80774,15396,3378,9143,2151,137,,False,False\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Tuzla,110979,80774", "Tuzla,110980,80775", "a total of 2,219,220 as published, found 2"),
        (
            "Tuzla,110979,80774",
            "Tuzla,110979,80775",
            "column total: expected the sum of the groups",
        ),
        ("Tuzla,110979,80774", ",110979,80774", "column municipality: expected a value"),
        ("Tuzla,110979,80774", "Tuzla,,80774", "column total: expected a value"),
        ("Tuzla,110979,80774", "Tuzla,110979,", "column bosniaks: expected a value"),
        ("Tuzla,110979,80774", "Tuzla,-1,80774", "column total: expected a value of 0 or more"),
        (",,False,False\n", ",,,False\n", "column sarajevo_canton: expected a value"),
        (",,False,False\n", ",,False,\n", "column istocno_sarajevo: expected a value"),
    ],
)
def test_a_faulty_census_is_refused(copied, old, new, words):
    spoil(copied, "bih_census_2013_by_municipality.csv", TUZLA, TUZLA.replace(old, new))
    with pytest.raises(RecipeError, match=words):
        bosnia_2013.census(copied)


@pytest.mark.parametrize(("name", "surplus"), [("Istočna Ilidža", 2), ("Odžak", 1)])
def test_two_municipalities_have_more_people_in_groups_than_in_all(small, name, surplus):
    row = bosnia_2013.census(small).set_index("municipality").loc[name]
    assert row[list(bosnia_2013.GROUPS)].sum() - row["population"] == surplus


def test_a_municipality_that_the_census_leaves_out(copied):
    spoil(copied, "bih_census_2013_by_municipality.csv", TUZLA, "\n")
    with pytest.raises(RecipeError, match="expected a total of 142 as published, found 141"):
        bosnia_2013.census(copied)


def test_a_municipality_in_no_entity(copied):
    """Tuzla's outline is left out; Istočni Stari Grad needs none, as part of East Sarajevo."""
    path = copied / bosnia_2013.OUTLINES
    path.write_text(path.read_text().replace('"Tuzla"', '"Elsewhere"'))
    with pytest.raises(RecipeError, match="expected an outline in an entity, found 'Tuzla'"):
        bosnia_2013.census(copied)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\nTuzla,Tuzla,0", "\n,Tuzla,0", "column postwar_municipality: expected a value"),
        ("\nTuzla,Tuzla,0", "\nTuzla,,0", "column prewar_municipality: expected a value"),
        ("\nTuzla,Tuzla,0", "\nTuzla,Tuzla,", "column modified: expected a value"),
        ("\nTuzla,Tuzla,0", "\nTuzla,Tuzla,2", "column modified: expected one of"),
        ("\nTuzla,Tuzla,0", "\nTuzla,Tulza,0", "prewar_municipality: expected a known .* 'Tulza'"),
        ("\nTuzla,Tuzla,0", "\nTuzla,Zenica,0", "prewar_municipality: expected a total of 109 as"),
        ("\nTuzla,Tuzla,0", "", "postwar_municipality: expected a total of 142 as published"),
    ],
)
def test_a_faulty_crosswalk_is_refused(copied, old, new, words):
    known = tables.load("bosnia_census_2013")["municipality"]
    spoil(copied, "bih_municipality_crosswalk_1991_2013.csv", old, new)
    with pytest.raises(RecipeError, match=words):
        bosnia_2013.crosswalk(copied, known)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\nTuzla,", "\nTulza,", "column municipality: expected a known municipality, found 'Tul"),
        ("\nTuzla,", "\n,", "column municipality: expected a value"),
        ("\nTuzla,0.361", "\nTuzla,,0.361", "expected 6 cells"),
        ("\nTuzla,0.", "\nTuzla,1.", "column Nationalist: expected a value from 0 to 1"),
        ("\nTuzla,0.", "\nTuzla,-0.", "column Nationalist: expected a value from 0 to 1"),
        ("\nTuzla,0.36", "\nTuzla,0.37", "column Nationalist: expected shares that add up to 1"),
        ("\nTuzla,0.36", "\nTuzla,0.35", "column Nationalist: expected shares that add up to 1"),
    ],
)
def test_faulty_votes_are_refused(copied, old, new, words):
    known = tables.load("bosnia_census_2013")["municipality"]
    spoil(copied, "bih_municipal_election_1997_vote_shares.csv", old, new)
    with pytest.raises(RecipeError, match=words):
        bosnia_2013.votes(copied, known)


@pytest.mark.parametrize(("row", "words"), [("", "a value, found"), (None, "a total of 130 as")])
def test_votes_that_are_missing_are_noticed(copied, row, words):
    known = tables.load("bosnia_census_2013")["municipality"]
    path = copied / bosnia_2013.VOTES
    votes = pd.read_csv(path).set_index("municipality")
    if row is None:
        votes = votes.drop("Tuzla")
    else:
        votes.loc["Tuzla", "Other"] = None
    votes.to_csv(path)
    with pytest.raises(RecipeError, match=words):
        bosnia_2013.votes(copied, known)


def test_votes_are_printed_with_four_decimals(copied):
    """Three in seven and four in seven are 0.4286 and 0.5714."""
    path = copied / bosnia_2013.VOTES
    votes = pd.read_csv(path).set_index("municipality")
    votes.loc["Tuzla"] = [3 / 7, 4 / 7, 0, 0, 0]
    votes.to_csv(path)
    found = bosnia_2013.votes(copied, tables.load("bosnia_census_2013")["municipality"])
    found = found.set_index("municipality").loc["Tuzla"]
    assert found.tolist() == [0.4286, 0.5714, 0, 0, 0]


def test_an_area_without_a_municipality_is_named():
    census = tables.load("bosnia_census_2013").query("municipality != 'Zenica'")
    with pytest.raises(RecipeError, match="municipalities of each area, found none for Zenica"):
        chance_mixing.areas(census)


def test_mixing_of_four_equal_groups_is_three_quarters():
    assert chance_mixing.mixing(pd.Series([5, 5, 5, 5])) == pytest.approx(0.75)
    assert chance_mixing.mixing(pd.Series([7, 0])) == 0


def test_chance_mixing_agrees_with_the_independent_computation(raw_upstream):
    """Percentages with one decimal; there the ten municipalities are paired with the Canton."""
    check = pd.read_csv(raw_upstream / "mixed_marriage_figures/chance_mixing_from_census.csv")
    ours = tables.load("chance_mixing").set_index(["area", "year", "basis"])
    names = {
        "Sarajevo, four inner municipalities": {1991: chance_mixing.FOUR, 2013: chance_mixing.FOUR},
        "Sarajevo, ten municipalities 1991 / Canton 2013": {
            1991: chance_mixing.TEN,
            2013: chance_mixing.CANTON,
        },
    }
    assert len(check) == 12
    for row in check.itertuples():
        area = names.get(row.area, {}).get(row.census, row.area)
        every = ours.loc[(area, row.census, "all groups")]
        nations = ours.loc[(area, row.census, "three nations"), "chance_mixed"]
        assert every["counted"] == row.population_counted
        assert 100 * every["chance_mixed"] == pytest.approx(
            row.pct_mixed_if_random_all_groups, abs=0.051
        )
        assert 100 * nations == pytest.approx(row.pct_mixed_if_random_three_nations_only, abs=0.051)
