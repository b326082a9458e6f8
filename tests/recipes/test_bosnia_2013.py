"""Bosnia in 2013: the census, the crosswalk to 1991, votes of 1997, and mixing by chance."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import bosnia_2013, chance_mixing
from recipes.common import RecipeError


@pytest.fixture
def copied(raw_upstream, tmp_path) -> Path:
    """A copy of the raw files of both censuses, to be spoilt."""
    for folder in ("bosnia_census_1991_2013", "boundaries"):
        shutil.copytree(raw_upstream / folder, tmp_path / folder)
    for path in tmp_path.rglob("*"):
        path.chmod(0o755)
    return tmp_path


def spoil(raw: Path, name: str, old: str, new: str) -> None:
    path = raw / bosnia_2013.FOLDER / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_tables_are_those_that_the_recipe_makes(raw_upstream):
    for name, made in bosnia_2013.derive(raw_upstream).items():
        key = tables.describe(name)["schema"]["primaryKey"]
        committed = tables.load(name)
        made = made.sort_values(key)[list(committed.columns)].reset_index(drop=True)
        pd.testing.assert_frame_equal(made, committed, check_dtype=False)


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


def test_people_moved_between_the_entities(copied):
    spoil(
        copied,
        "bih_census_2013_by_municipality.csv",
        "\nTuzla,110979,80774",
        "\nTuzla,110980,80775",
    )
    with pytest.raises(RecipeError, match="a total of 2,219,220 as published, found 2,219,221"):
        bosnia_2013.derive(copied)


def test_groups_that_do_not_add_up(copied):
    spoil(
        copied,
        "bih_census_2013_by_municipality.csv",
        "\nTuzla,110979,80774",
        "\nTuzla,110979,80775",
    )
    with pytest.raises(RecipeError, match="column total: expected the sum of the groups"):
        bosnia_2013.derive(copied)


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
