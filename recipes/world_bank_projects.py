"""World Bank projects by theme: how many are urban, on conflict, on public administration, or both.

Reads our extracts of the Bank's project database (export of 31 March 2025) only: the Bank
publishes it through a service, in files of other columns.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_known, check_total, field, find, read_csv, require
from recipes.countries import CASES, WORLD, select

PROJECTS = "world_bank_projects_2025/wb_projects.csv.gz"
THEMES = "world_bank_projects_2025/wb_project_themes.csv.gz"
# From fiscal year (July to June) 1990 on more than a third of the projects carry themes, from 1992
# nearly all. Of 2025 the export has three quarters, mostly without percentages: it is left out.
FIRST_YEAR, LAST_YEAR = 1990, 2024
STATUS = ("Closed", "Active")
# Themes of the second level in the Bank's list of fiscal year 2017, and the short names used here.
SHORT = {
    "Urban Development": "urban",
    "Fragility, Conflict and Violence": "fcv",
    "Public Administration": "public_administration",
}
HALF = 25  # per cent; from here on a theme is a main one
BANK_NAMES = {"Iran": "Iran, Islamic Republic of"}
EVERYONE = "All borrowers"
PROJECT_COUNT, BOTH_COUNT = 27_132, 189
# Counted independently when the files were stored (SOURCE.txt): by period of fiscal years, all
# projects, those with an FCV theme, with both themes, with both at 25 per cent or more.
FIGURES = {
    (1996, 2007): {"projects": 4_326, "fcv": 281, "both": 71, "both_25": 16},
    # Stated for 2008 to 2025, of which 2025 adds none.
    (2008, 2024): {"fcv": 551, "both": 109, "both_25": 42},
}
FCV_WITH_URBAN_25 = 26


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables world_bank_projects_themes and world_bank_urban_fcv_projects."""
    tagged = projects(raw)
    by_year = themes_by_year(tagged)
    file = Path(THEMES).name
    whole = by_year[by_year["iso3"] == WORLD]
    for (first, last), figures in FIGURES.items():
        period = whole[whole["fiscal_year"].between(first, last)]
        for column, figure in figures.items():
            check_total(int(period[column].sum()), figure, f"{column}, {first}-{last}", file)
    both = tagged[tagged["urban"].gt(0) & tagged["fcv"].gt(0)]
    check_total(len(both), BOTH_COUNT, "projects with both themes", file)
    early = both[both["approval_fy"].between(1996, 2007)]
    check_total(int((early["urban"] >= HALF).sum()), FCV_WITH_URBAN_25, "urban_25 of fcv", file)
    return {
        "world_bank_projects_themes": by_year,
        "world_bank_urban_fcv_projects": pd.DataFrame(
            {
                "project_id": both["project_id"],
                "country": both["country"],
                "project_name": both["project_name"].str.split().str.join(" "),
                "fiscal_year": both["approval_fy"],
                "additional_financing": both["supplementprojectflg"] == "Y",
                "urban_share": both["urban"] / 100,
                "fcv_share": both["fcv"] / 100,
            }
        ),
    }


def projects(raw: Path) -> pd.DataFrame:
    """Closed and active projects with the percentage of each of the three themes (0: none)."""
    path = find(raw, PROJECTS)
    frame = read_csv(
        path,
        [
            field("project_id", required=True, unique=True, pattern=r"P\d{6}"),
            field("country", required=True),
            field("project_name", required=True),
            field("status", required=True, enum=["Closed", "Active", "Dropped", "Pipeline"]),
            field("approval_fy", "year", minimum=1947, maximum=2026),
            field("ibrd_usd", "number", minimum=0),
            field("ida_usd", "number", minimum=0),
            field("supplementprojectflg", enum=["Y", "N"]),
        ],
    )
    check_total(len(frame), PROJECT_COUNT, "projects", path)
    percent = theme_percent(raw, set(frame["project_id"]))
    frame = frame[frame["status"].isin(STATUS) & frame["approval_fy"].notna()]
    dollars = frame["ibrd_usd"].fillna(0) + frame["ida_usd"].fillna(0)
    known = percent.reindex(frame["project_id"]).set_axis(frame.index)
    return frame.assign(
        tagged=frame["project_id"].isin(percent.index),
        **{name: known[name].fillna(0) for name in SHORT.values()},
        million=dollars / 1e6,
    )


def theme_percent(raw: Path, known: set[str]) -> pd.DataFrame:
    """Percentage of each of the three themes, in a row for each project with any theme at all."""
    path = find(raw, THEMES)
    frame = read_csv(
        path,
        [
            field("project_id", required=True),
            field("level", "integer", required=True, minimum=1, maximum=3),
            field("theme", required=True),
            # Up to 300 where the Bank counted a theme of the third level three times.
            field("pct", "number", minimum=0, maximum=300),
        ],
    )
    check_known(frame, "project_id", known, path)
    second = frame[(frame["level"] == 2) & frame["theme"].isin(SHORT)]
    check_total(second["theme"].nunique(), len(SHORT), "themes of the three", path)
    again = second.duplicated(["project_id", "theme"])
    require(~again, second, "theme", "a theme that stands once in its project", path)
    require(second["pct"].fillna(0) <= 100, second, "pct", "at most 100 per cent", path)
    wide = second.pivot(index="project_id", columns="theme", values="pct").rename(columns=SHORT)
    every = pd.Index(frame["project_id"].unique(), name="project_id")
    return wide.reindex(every)


def themes_by_year(tagged: pd.DataFrame) -> pd.DataFrame:
    """Projects and dollars by theme, for each case country and all borrowers by fiscal year."""
    names = {BANK_NAMES.get(name, name): iso3 for iso3, name in CASES.items()}
    cases, _ = select(tagged, "country", names, Path(PROJECTS).name)
    both = pd.concat([cases, tagged.assign(iso3=WORLD, country=EVERYONE)])
    urban, fcv = both["urban"], both["fcv"]
    public = both["public_administration"]
    counts = both[["iso3", "country"]].assign(
        fiscal_year=both["approval_fy"].astype("int64"),
        projects=1,
        tagged=both["tagged"],
        urban=urban > 0,
        urban_25=urban >= HALF,
        fcv=fcv > 0,
        fcv_25=fcv >= HALF,
        both=(urban > 0) & (fcv > 0),
        both_25=(urban >= HALF) & (fcv >= HALF),
        public_administration=public > 0,
        public_administration_25=public >= HALF,
        ibrd_ida_usd_m=both["million"],
        urban_usd_m=both["million"] * urban / 100,
        fcv_usd_m=both["million"] * fcv / 100,
        public_administration_usd_m=both["million"] * public / 100,
    )
    key = ["iso3", "country", "fiscal_year"]
    sums = counts.groupby(key).sum()
    areas = sums.index.droplevel("fiscal_year").unique()
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    every = pd.MultiIndex.from_tuples([(*area, year) for area in areas for year in years])
    return sums.reindex(every.set_names(key), fill_value=0).round(2).reset_index()
