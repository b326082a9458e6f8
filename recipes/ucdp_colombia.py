"""UCDP Georeferenced Event Dataset 19.1, Colombia: northern Cauca, and the version's gap.

Reads our extract or the publisher's ged191.csv, whose columns agree; from the latter it keeps
Colombia. The later version's national sums come from UCDP's country-year data.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes import ged, ucdp_country_year
from recipes.common import check_box, check_total, field, find, read_csv, require

RAW = ("ucdp_ged_colombia_v19_1/ged191_colombia_hdx.csv.gz", "ged191.csv")
COUNTRY = "Colombia"
# Northern Cauca as a box: 13 municipalities and the edges of some neighbours (degrees).
SOUTH, NORTH, WEST, EAST = 2.6, 3.3, -76.8, -76.1
YEARS = range(1989, 2019)
# As counted when the extract was made (its SOURCE.txt).
EVENTS, DEATHS = 4_632, 27_617

PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
FIELDS = [
    field("id", required=True, unique=True),
    field("country", required=True),
    field("where_prec", "integer", required=True, minimum=1, maximum=7),
    field("latitude", "number", required=True, minimum=-90, maximum=90),
    field("longitude", "number", required=True, minimum=-180, maximum=180),
    field("date_start", required=True, pattern=ged.DATE),
    field("date_end", required=True, pattern=ged.DATE),
    field("year", "year", required=True, minimum=min(YEARS), maximum=max(YEARS)),
    *(field(name, "integer", required=True, minimum=0) for name in (*PARTS, "best")),
]


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables ged_north_cauca and ged_colombia_versions."""
    found = events(raw)
    return {
        "ged_north_cauca": north_cauca(found),
        "ged_colombia_versions": versions(found, ucdp_country_year.country_years(raw)),
    }


def events(raw: Path) -> pd.DataFrame:
    """Events in Colombia, checked; index = line in the file."""
    path = find(raw, *RAW)
    frame = read_csv(path, FIELDS)
    frame = ged.with_dates(frame[frame["country"] == COUNTRY], path)
    check_box(frame, path, south=-4.5, north=16.5, west=-82.5, east=-66.5)
    parts = frame[list(PARTS)].sum(axis=1)
    require(parts == frame["best"], frame, "best", "the sum of deaths by side", path)
    check_total(len(frame), EVENTS, "id", path)
    check_total(int(frame["best"].sum()), DEATHS, "best", path)
    return frame


def north_cauca(frame: pd.DataFrame) -> pd.DataFrame:
    """Events and deaths in the box by year; `imprecise` are known by department or region only."""
    inside = frame["latitude"].between(SOUTH, NORTH) & frame["longitude"].between(WEST, EAST)
    box = frame[inside].assign(imprecise=frame["where_prec"] > 3)
    sums = {"imprecise": "events_imprecise", "best": "deaths_best"}
    return ged.yearly_sums(box, {}, YEARS, sums).astype("int64")


def versions(frame: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """Deaths in all Colombia by year: version 19.1 and, from the country-year data, 25.1."""
    old = frame.groupby("year")["best"].sum().reindex(YEARS, fill_value=0).rename("deaths_best")
    new = later[later["iso3"] == "COL"].set_index("year")["all_best"].rename("deaths_best")
    both = pd.concat({"19.1": old, "25.1": new}, names=["version", "year"])
    return both.reset_index()
