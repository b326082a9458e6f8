"""UCDP/PRIO Armed Conflict Dataset 25.1: when each episode of a conflict began and ended.

Reads our copy or the publisher's UcdpPrioConflict_v25_1.csv; their columns agree.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_order, check_total, field, find, read_csv, require
from recipes.states import ISO3

RAW = ("ucdp_prio_acd_v25_1/ucdp-prio-acd-251.csv.gz", "UcdpPrioConflict_v25_1.csv")
VERSION = "25.1"
LAST_YEAR = 2024
TYPES = {1: "extrasystemic", 2: "interstate", 3: "intrastate", 4: "intrastate"}
INTERNATIONALISED = 4
INCOMPATIBILITIES = {1: "territory", 2: "government", 3: "government and territory"}
WAR = 2  # 1,000 or more deaths in battle in the year; 1 is a minor conflict, of 25 or more
# Conflicts and, among them, wars, in the abstract of Davies et al. (2025): doi in the descriptor.
PUBLISHED = {2023: (59, 9), 2024: (61, 11)}

EPISODE = ["conflict_id", "start_date2"]
FIELDS = [
    field("conflict_id", "integer", required=True, minimum=1),
    field("location", required=True),
    field("incompatibility", "integer", required=True, minimum=1, maximum=3),
    field("territory_name"),
    field("year", "year", required=True, minimum=1946, maximum=LAST_YEAR),
    field("intensity_level", "integer", required=True, minimum=1, maximum=2),
    field("type_of_conflict", "integer", required=True, minimum=1, maximum=4),
    field("start_date2", "date", required=True),
    field("ep_end", "integer", required=True, minimum=0, maximum=1),
    field("ep_end_date", "date"),
    field("gwno_loc", required=True),
    field("version", required=True, enum=[VERSION]),
]


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table conflict_episodes."""
    return {"conflict_episodes": episodes(conflict_years(raw))}


def conflict_years(raw: Path) -> pd.DataFrame:
    """One row a conflict and year in which it was active, checked; index = line in the file."""
    path = find(raw, *RAW)
    frame = read_csv(path, FIELDS, key=["conflict_id", "year"])
    ended = frame["ep_end"] == 1
    dated = frame["ep_end_date"].notna()
    require(ended == dated, frame, "ep_end_date", "a date exactly where ep_end is 1", path)
    check_order(frame, "start_date2", "ep_end_date", path)
    same_year = ~ended | (frame["ep_end_date"].dt.year == frame["year"])
    require(same_year, frame, "ep_end_date", "a date in the year of the row", path)
    ordered = frame.sort_values(["conflict_id", "year"])
    last = ~ordered.duplicated(EPISODE, keep="last")
    over = last & (ordered["year"] < LAST_YEAR)
    require(over == (ordered["ep_end"] == 1), ordered, "ep_end", "1 in the last year alone", path)
    gap = ordered.groupby(EPISODE)["year"].diff().fillna(1) != 1
    require(~gap, ordered, "year", "an episode without a gap", path)
    for column in ("location", "incompatibility", "gwno_loc", "territory_name"):
        single = frame.groupby(EPISODE)[column].transform("nunique") <= 1
        require(single, frame, column, "one value in all years of an episode", path)
    for year, (conflicts, wars) in PUBLISHED.items():
        active = frame[frame["year"] == year]
        check_total(len(active), conflicts, f"conflicts in {year}", path)
        check_total(int((active["intensity_level"] == WAR).sum()), wars, f"wars in {year}", path)
    known = frame["gwno_loc"].str.contains(",") | frame["gwno_loc"].isin(map(str, ISO3))
    require(known, frame, "gwno_loc", "a known state number", path)
    return frame


def episodes(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an episode: unbroken years in which a conflict was active."""
    frame = frame.assign(
        war=frame["intensity_level"] == WAR,
        internationalised=frame["type_of_conflict"] == INTERNATIONALISED,
        type=frame["type_of_conflict"].map(TYPES),
        incompatibility=frame["incompatibility"].map(INCOMPATIBILITIES),
        iso3=frame["gwno_loc"].map({str(number): iso3 for number, iso3 in ISO3.items()}),
    )
    table = (
        frame.sort_values("year")
        .groupby(EPISODE, as_index=False)
        .agg(
            location=("location", "first"),
            iso3=("iso3", "first"),
            type=("type", "first"),
            internationalised=("internationalised", "any"),
            incompatibility=("incompatibility", "first"),
            territory=("territory_name", "first"),
            first_year=("year", "first"),
            last_year=("year", "last"),
            end=("ep_end_date", "last"),
            war_years=("war", "sum"),
        )
        .rename(columns={"start_date2": "start"})
    )
    intensity = (table["war_years"] > 0).map({True: "war", False: "minor"})
    return table.assign(ongoing=table["end"].isna(), intensity=intensity)
