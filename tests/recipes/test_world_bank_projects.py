"""World Bank projects: what counts as urban, as conflict, and as both."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import world_bank_projects
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import put

PROJECT_HEAD = (
    "project_id,country,project_name,status,approval_fy,ibrd_usd,ida_usd,supplementprojectflg"
)
THEME_HEAD = "project_id,level,parent,theme,pct"
URBAN, CONFLICT = "Urban Development", '"Fragility, Conflict and Violence"'
PROJECTS = [
    "P000001,Bosnia and Herzegovina,Town water,Closed,1998,,10000000,N",
    "P000002,Bosnia and Herzegovina,Roads,Active,1998,4000000,6000000,Y",
    "P000003,Bosnia and Herzegovina,Never begun,Dropped,1998,,50000000,N",
    "P000004,Africa,Many towns,Closed,1998,,30000000,N",
    "P000005,Kosovo,Undated,Closed,,,30000000,N",
]
THEMES = [
    f"P000001,2,Urban and Rural Development,{URBAN},40",
    f"P000001,2,Social Development and Protection,{CONFLICT},10",
    f"P000002,2,Urban and Rural Development,{URBAN},",
    f"P000003,2,Urban and Rural Development,{URBAN},90",
    f"P000004,2,Urban and Rural Development,{URBAN},25",
    f"P000004,2,Social Development and Protection,{CONFLICT},25",
    "P000004,3,Urban Development,Urban Planning,80",
    "P000005,2,Public Sector Management,Public Administration,30",
]


@pytest.fixture
def by_year(tmp_path, monkeypatch):
    """Counts of a small database in which every other case country has one project."""
    others = [name for name in CASES.values() if name != "Bosnia and Herzegovina"]
    names = [world_bank_projects.BANK_NAMES.get(name, name) for name in others]
    extra = [f'P9{place:05},"{name}",Other,Closed,2001,,,N' for place, name in enumerate(names)]

    def count(projects: list[str] = PROJECTS, themes: list[str] = THEMES) -> pd.DataFrame:
        rows = [*projects, *extra]
        monkeypatch.setattr(world_bank_projects, "PROJECT_COUNT", len(rows))
        put(tmp_path, world_bank_projects.PROJECTS, PROJECT_HEAD, rows)
        put(tmp_path, world_bank_projects.THEMES, THEME_HEAD, themes)
        tagged = world_bank_projects.projects(tmp_path)
        made = world_bank_projects.themes_by_year(tagged)
        return made.set_index(["iso3", "fiscal_year"])

    return count


def test_a_theme_counts_above_nought_and_a_main_one_from_25_per_cent(by_year):
    bosnia = by_year().loc[("BIH", 1998)]
    assert bosnia["projects"] == 2  # the dropped one is not there
    assert bosnia["tagged"] == 2
    assert bosnia[["urban", "urban_25", "fcv", "fcv_25", "both", "both_25"]].tolist() == [
        1,
        1,
        1,
        0,
        1,
        0,
    ]


def test_all_borrowers_include_regions(by_year):
    whole = by_year().loc[("WLD", 1998)]
    assert whole["projects"] == 3
    assert whole["both"] == 2
    assert whole["both_25"] == 1


def test_dollars_of_a_theme_are_the_commitment_times_its_percentage(by_year):
    bosnia = by_year().loc[("BIH", 1998)]
    assert bosnia["ibrd_ida_usd_m"] == 20
    assert bosnia["urban_usd_m"] == 4
    assert bosnia["fcv_usd_m"] == 1


def test_years_without_a_project_are_zeros(by_year):
    made = by_year()
    assert made.loc[("BIH", 1999), "projects"] == 0
    assert len(made.loc["AFG"]) == len(made.loc["WLD"]) == 35


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ("P777777,2,,Urban Development,5", "column project_id: expected a known project_id"),
        ("P000001,2,,Urban Development,5", "expected a theme that stands once in its project"),
        ("P000002,2,,Public Administration,101", "column pct: expected at most 100 per cent"),
        ("P000002,4,,Public Administration,1", "column level: expected a value from 1 to 3"),
    ],
)
def test_a_faulty_theme_is_refused(by_year, theme, words):
    with pytest.raises(RecipeError, match=words):
        by_year(themes=[*THEMES, theme])


def test_a_list_without_one_of_the_themes_is_refused(by_year):
    """The Bank has renamed its themes before; then nothing may be counted as none."""
    with pytest.raises(RecipeError, match="column themes of the three: expected a total of 3"):
        by_year(themes=[row.replace(URBAN, "Cities") for row in THEMES])


def test_a_project_number_twice_is_refused(by_year):
    with pytest.raises(RecipeError, match="row 7, column project_id: expected a value that no ear"):
        by_year(projects=[*PROJECTS, PROJECTS[0]])


def test_the_tables_agree_with_an_independent_derivation(raw_upstream):
    """Same files, other hands: counts and dollars by country and fiscal year."""
    path = raw_upstream / "world_bank_projects_2025/derived_wb_theme_lens_country_fy.csv"
    check = pd.read_csv(path).rename(columns={"approval_fy": "fiscal_year"})
    ours = tables.load("world_bank_projects_themes").query("projects > 0 and iso3 != 'WLD'")
    ours = ours.assign(country=ours["country"].replace(world_bank_projects.BANK_NAMES))
    both = ours.merge(check, on=["country", "fiscal_year"], suffixes=("", "_check"))
    assert len(both) == len(ours) > 300
    counts = {
        "projects": "n_projects",
        "tagged": "n_tagged",
        "urban": "n_urban",
        "fcv": "n_fcv",
        "both": "n_urban_and_fcv",
        "public_administration": "n_public_admin",
    }
    for column, name in counts.items():
        assert (both[column] == both[name]).all(), column
    dollars = {
        "ibrd_ida_usd_m": "ibrd_ida_usd",
        "urban_usd_m": "urban_usd",
        "fcv_usd_m": "fcv_usd",
        "public_administration_usd_m": "public_admin_usd",
    }
    for column, name in dollars.items():
        assert both[column].to_numpy() == pytest.approx(both[name] / 1e6, abs=0.006), column


def test_the_189_projects_agree_with_an_independent_list(raw_upstream):
    path = raw_upstream / "world_bank_projects_2025/derived_urban_and_fcv_projects.csv"
    check = pd.read_csv(path).set_index("project_id")
    ours = tables.load("world_bank_urban_fcv_projects").set_index("project_id")
    assert set(ours.index) == set(check.index)
    check = check.loc[ours.index]
    assert (100 * ours["urban_share"]).to_numpy() == pytest.approx(check["urban_pct"])
    assert (100 * ours["fcv_share"]).to_numpy() == pytest.approx(check["fcv_pct"])
    assert (ours["fiscal_year"] == check["approval_fy"]).all()
