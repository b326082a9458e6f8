"""World Bank projects: what counts as urban, as conflict, and as both."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import world_bank_projects
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import changed, put

PROJECT_HEAD = (
    "project_id,country,project_name,status,approval_fy,ibrd_usd,ida_usd,supplementprojectflg"
)
THEME_HEAD = "project_id,level,parent,theme,pct"
URBAN, CONFLICT = "Urban Development", '"Fragility, Conflict and Violence"'
PROJECTS = [
    "P000001,Bosnia and Herzegovina,Town  water,Closed,1998,,10000000,N",
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
def database(tmp_path, monkeypatch):
    """Writes a small database in which every other case country has one project."""
    others = [name for name in CASES.values() if name != "Bosnia and Herzegovina"]
    names = [world_bank_projects.BANK_NAMES.get(name, name) for name in others]
    extra = [f'P9{place:05},"{name}",Other,Closed,2001,,,N' for place, name in enumerate(names)]

    def write(projects: list[str] = PROJECTS, themes: list[str] = THEMES) -> Path:
        rows = [*projects, *extra]
        monkeypatch.setattr(world_bank_projects, "PROJECT_COUNT", len(rows))
        put(tmp_path, world_bank_projects.PROJECTS, PROJECT_HEAD, rows)
        put(tmp_path, world_bank_projects.THEMES, THEME_HEAD, themes)
        return tmp_path

    return write


@pytest.fixture
def by_year(database):
    """Counts of the small database by country and fiscal year."""

    def count(projects: list[str] = PROJECTS, themes: list[str] = THEMES) -> pd.DataFrame:
        tagged = world_bank_projects.projects(database(projects, themes))
        made = world_bank_projects.themes_by_year(tagged)
        return made.set_index(["iso3", "fiscal_year"])

    return count


@pytest.fixture
def counted(monkeypatch):
    """The counts of the small database: in 1998 three projects, of which two have both themes."""
    figures = {"projects": 3, "fcv": 2, "both": 2, "both_25": 1}
    monkeypatch.setattr(world_bank_projects, "FIGURES", {(1998, 1998): figures})
    monkeypatch.setattr(world_bank_projects, "BOTH_COUNT", 2)
    monkeypatch.setattr(world_bank_projects, "FCV_WITH_URBAN_25", 2)


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


@pytest.mark.parametrize(
    ("percent", "counts", "main"), [("0", 0, 0), ("0.5", 1, 0), ("24.9", 1, 0), ("25", 1, 1)]
)
@pytest.mark.parametrize(
    ("theme", "name"),
    [(URBAN, "urban"), (CONFLICT, "fcv"), ("Public Administration", "public_administration")],
)
def test_any_percentage_counts_and_25_is_a_main_theme(by_year, theme, name, percent, counts, main):
    themes = [f"P000002,2,x,{one},1" for one in (URBAN, CONFLICT, "Public Administration")]
    themes = [row for row in themes if theme not in row] + [f"P000001,2,x,{theme},{percent}"]
    bosnia = by_year(themes=themes).loc[("BIH", 1998)]
    assert bosnia[[name, f"{name}_25"]].tolist() == [counts, main]


@pytest.mark.parametrize(
    ("urban", "conflict", "both", "main"),
    [("0.5", "0.5", 1, 0), ("25", "25", 1, 1), ("25", "24", 1, 0), ("24", "25", 1, 0)],
)
def test_both_themes_are_main_ones_where_each_is(by_year, urban, conflict, both, main):
    themes = [
        f"P000001,2,x,{URBAN},{urban}",
        f"P000001,2,x,{CONFLICT},{conflict}",
        "P000005,2,x,Public Administration,30",
    ]
    bosnia = by_year(themes=themes).loc[("BIH", 1998)]
    assert bosnia[["both", "both_25"]].tolist() == [both, main]


def test_a_project_with_another_theme_is_tagged_and_one_without_is_not(by_year):
    themes = [*(row for row in THEMES if "P000002" not in row), "P000002,1,,Trade,100"]
    assert by_year(themes=themes).loc[("BIH", 1998), "tagged"] == 2
    assert by_year(themes=themes[:-1]).loc[("BIH", 1998), "tagged"] == 1


def test_dollars_are_those_of_both_lenders_where_they_lent(database):
    made = world_bank_projects.projects(database()).set_index("project_id")["million"]
    assert made[made > 0].to_dict() == {"P000001": 10, "P000002": 10, "P000004": 30}


def test_dollars_are_millions_with_two_decimals(by_year):
    """12,345,678 dollars, 30 per cent of them for public administration."""
    project = "P000006,Bosnia and Herzegovina,Town hall,Active,1999,12345678,,N"
    theme = "P000006,2,x,Public Administration,30"
    made = by_year([*PROJECTS, project], [*THEMES, theme]).loc[("BIH", 1999)]
    assert made["ibrd_ida_usd_m"] == 12.35
    assert made["public_administration_usd_m"] == 3.70
    assert made["fcv_usd_m"] == 0
    whole = f"{project.rsplit(',', 3)[0]},50000000000,,N"
    made = by_year([*PROJECTS, whole], [*THEMES, theme]).loc[("BIH", 1999)]
    assert made["ibrd_ida_usd_m"] == 50_000


def test_iran_goes_by_the_banks_name_for_it(by_year):
    made = by_year()
    assert made.loc[("IRN", 2001), ["country", "projects"]].tolist() == ["Iran", 1]


def test_fiscal_years_run_from_1990_to_2024(by_year):
    projects = [
        f"P00001{place},Kosovo,x,Closed,{year},,,N"
        for place, year in enumerate((1989, 1990, 2024, 2025))
    ]
    kosovo = by_year([*PROJECTS, *projects]).loc["XKX"]
    assert (kosovo.index.min(), kosovo.index.max()) == (1990, 2024)
    assert kosovo.index[kosovo["projects"] > 0].tolist() == [1990, 2001, 2024]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"project_id": ""}, "project_id: expected a value"),
        ({"project_id": "P1"}, "project_id: expected text of the form"),
        ({"country": ""}, "country: expected a value"),
        ({"project_name": ""}, "project_name: expected a value"),
        ({"status": ""}, "status: expected a value"),
        ({"status": "Open"}, "status: expected one of Closed, Active, Dropped, Pipeline"),
        ({"approval_fy": "1946"}, "approval_fy: expected a value from 1947 to 2026"),
        ({"ibrd_usd": "-1"}, "ibrd_usd: expected a value of 0 or more"),
        ({"ida_usd": "-1"}, "ida_usd: expected a value of 0 or more"),
        ({"supplementprojectflg": "1"}, "supplementprojectflg: expected one of Y, N"),
    ],
)
def test_a_faulty_project_is_named(by_year, cells, words):
    with pytest.raises(RecipeError, match=re.escape(f"row 2, column {words}")):
        by_year(changed(PROJECT_HEAD, PROJECTS, 2, cells))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"project_id": ""}, "project_id: expected a value"),
        ({"level": ""}, "level: expected a value"),
        ({"theme": ""}, "theme: expected a value"),
        ({"pct": "-1"}, "pct: expected a value from 0 to 300"),
        ({"pct": "100.5"}, "pct: expected at most 100 per cent"),
    ],
)
def test_a_faulty_row_of_themes_is_named(by_year, cells, words):
    with pytest.raises(RecipeError, match=re.escape(f"row 2, column {words}")):
        by_year(themes=changed(THEME_HEAD, THEMES, 2, cells))


def test_a_project_may_be_urban_as_a_whole_and_a_lesser_theme_be_counted_thrice(by_year):
    themes = changed(THEME_HEAD, changed(THEME_HEAD, THEMES, 2, {"pct": "100"}), 8, {"pct": "300"})
    assert by_year(themes=themes).loc[("BIH", 1998), "urban_usd_m"] == 10


def test_projects_that_the_export_lacks_are_noticed(database, monkeypatch):
    raw = database()
    monkeypatch.setattr(world_bank_projects, "PROJECT_COUNT", 19)
    with pytest.raises(RecipeError, match="column projects: expected a total of 19 as published"):
        world_bank_projects.projects(raw)


@pytest.mark.usefixtures("counted")
def test_projects_with_both_themes_are_listed(database):
    projects = changed(PROJECT_HEAD, PROJECTS, 5, {"supplementprojectflg": "Y"})
    made = world_bank_projects.derive(database(projects))
    assert made["world_bank_urban_fcv_projects"].to_dict("records") == [
        {
            "project_id": "P000001",
            "country": "Bosnia and Herzegovina",
            "project_name": "Town water",
            "fiscal_year": 1998,
            "additional_financing": False,
            "urban_share": 0.4,
            "fcv_share": 0.1,
        },
        {
            "project_id": "P000004",
            "country": "Africa",
            "project_name": "Many towns",
            "fiscal_year": 1998,
            "additional_financing": True,
            "urban_share": 0.25,
            "fcv_share": 0.25,
        },
    ]
    assert len(made["world_bank_projects_themes"]) == 15 * 35


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FIGURES", {(1998, 1998): {"both": 3}}, "both, 1998-1998: expected a total of 3"),
        ("BOTH_COUNT", 3, "projects with both themes: expected a total of 3"),
        ("FCV_WITH_URBAN_25", 3, "urban_25 of fcv: expected a total of 3"),
    ],
)
def test_counts_that_are_not_the_independent_ones_are_refused(
    database, monkeypatch, name, value, words
):
    monkeypatch.setattr(world_bank_projects, name, value)
    with pytest.raises(RecipeError, match=f"wb_project_themes.csv.gz, column {words}"):
        world_bank_projects.derive(database())


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(("year", "early"), [(1995, 0), (1996, 1), (2007, 1), (2008, 0)])
def test_early_are_the_fiscal_years_1996_to_2007(database, monkeypatch, year, early):
    """Of the two projects with both themes in 1998, one is moved to another year."""
    monkeypatch.setattr(world_bank_projects, "FIGURES", {})
    monkeypatch.setattr(world_bank_projects, "FCV_WITH_URBAN_25", 1 + early)
    raw = database(changed(PROJECT_HEAD, PROJECTS, 2, {"approval_fy": str(year)}))
    made = world_bank_projects.derive(raw)["world_bank_urban_fcv_projects"]
    assert made["fiscal_year"].tolist() == [year, 1998]


def test_the_independent_counts_are_those_of_the_book():
    whole = tables.load("world_bank_projects_themes").query("iso3 == 'WLD'")
    assert set(world_bank_projects.FIGURES) == {(1996, 2007), (2008, 2024)}
    for (first, last), figures in world_bank_projects.FIGURES.items():
        period = whole[whole["fiscal_year"].between(first, last)]
        assert period[list(figures)].sum().to_dict() == figures
    both = tables.load("world_bank_urban_fcv_projects")
    assert len(both) == world_bank_projects.BOTH_COUNT
    early = both[both["fiscal_year"].between(1996, 2007)]
    assert (early["urban_share"] >= 0.25).sum() == world_bank_projects.FCV_WITH_URBAN_25


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
