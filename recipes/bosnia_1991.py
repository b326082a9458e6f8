"""Bosnia's 109 municipalities of 1991: war deaths (Bosnian Book of the Dead) and the census.

Deaths come as a ratio to the population of 1991, from which the count is recovered; groups come
from the census file, in which two typing errors of the source (Derventa) are repaired.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes import names
from recipes.common import RecipeError, check_total, field, find, read_csv, require

DEATHS = "bosnia_municipal_deaths_rdc/bosnia_deaths_by_prewar_municipality.csv"
CENSUS = "bosnia_census_1991_2013/bih_census_1991_by_prewar_municipality.csv"
GROUPS = ("muslims", "serbs", "croats", "yugoslavs", "other")
MUNICIPALITIES = 109
# Published results of the census of 31 March 1991 (Zavod za statistiku BiH).
CENSUS_TOTALS = {
    "total": 4_377_033,
    "muslims": 1_902_956,
    "serbs": 1_366_104,
    "croats": 760_852,
    "yugoslavs": 242_682,
    "other": 104_439,
}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table bosnia_municipal_deaths."""
    people = census(raw)
    dead = deaths(raw)
    merged = people.merge(dead, on="municipality", how="outer", validate="1:1", indicator=True)
    single = merged[merged["_merge"] != "both"]
    if len(single):
        raise RecipeError(
            "the same municipalities in both files",
            file=Path(DEATHS).name,
            column="municipality",
            found=f"{single['municipality'].iloc[0]!r} in one",
        )
    unequal = merged[merged["population"] != merged["population_1991"]]
    if len(unequal):
        first = unequal.iloc[0]
        raise RecipeError(
            f"the census population {first['population']} for {first['municipality']}",
            file=Path(DEATHS).name,
            column="population_1991",
            found=first["population_1991"],
        )
    columns = ["municipality", "sarajevo_city_1991", "deaths_total", "population_1991"]
    return {"bosnia_municipal_deaths": merged[[*columns, *(f"{group}_1991" for group in GROUPS)]]}


def deaths(raw: Path) -> pd.DataFrame:
    """Deaths by municipality: the published ratio times population, a whole number each time."""
    path = find(raw, DEATHS)
    frame = read_csv(
        path,
        [
            field("municipality", required=True),
            field("deaths_count_rdc", "integer", required=True, minimum=0),
            field("deaths_per_population", "number", required=True, minimum=0, maximum=1),
            field("population_1991", "integer", required=True, minimum=1),
        ],
        key=["municipality"],
    )
    frame["municipality"] = names.bosnia_1991(frame, "municipality", path.name)
    product = frame["deaths_per_population"] * frame["population_1991"]
    # The ratio has seven decimals, so the product may miss the whole number by this much.
    agrees = (product - frame["deaths_count_rdc"]).abs() < 0.06
    require(agrees, frame, "deaths_count_rdc", "the ratio times the population", path)
    check_total(len(frame), MUNICIPALITIES, "municipality", path)
    return frame.rename(columns={"deaths_count_rdc": "deaths_total"}).drop(
        columns="deaths_per_population"
    )


def census(raw: Path) -> pd.DataFrame:
    """The census of 1991 by municipality and group, equal to its published national totals."""
    path = find(raw, CENSUS)
    frame = read_csv(
        path,
        [
            field("municipality", required=True),
            *(field(name, "integer", required=True, minimum=0) for name in ("total", *GROUPS)),
            field("sarajevo_city_1991", "boolean", required=True),
        ],
        key=["municipality"],
    )
    frame["municipality"] = names.bosnia_1991(frame, "municipality", path.name)
    parts = frame[list(GROUPS)].sum(axis=1)
    require(parts == frame["total"], frame, "total", "the sum of the groups", path)
    flagged = frame["municipality"].isin(names.SARAJEVO_1991)
    require(
        flagged == frame["sarajevo_city_1991"],
        frame,
        "sarajevo_city_1991",
        "the ten municipalities of the City of Sarajevo",
        path,
    )
    for column, total in CENSUS_TOTALS.items():
        check_total(int(frame[column].sum()), total, column, path)
    return frame.rename(
        columns={"total": "population", **{group: f"{group}_1991" for group in GROUPS}}
    )
