"""UCDP Georeferenced Event Dataset 25.1, Bosnia and Herzegovina: deaths near Sarajevo by month.

Reads our extract (precisely located events only) or the publisher's GEDEvent_v25_1.csv, whose
columns agree; from the latter it keeps the same country and the same two classes of precision.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import (
    check_box,
    check_order,
    check_total,
    distance_km,
    field,
    find,
    read_csv,
    require,
)

RAW = (
    "ucdp_ged_bosnia_v25_1/ged251_bosnia_prec1-2.csv.gz",
    "GEDEvent_v25_1.csv",
)
COUNTRY = "Bosnia-Herzegovina"
SARAJEVO = (43.856, 18.413)  # latitude, longitude
RADIUS_KM = 10
FIRST_MONTH, LAST_MONTH = "1992-04", "1995-12"
# Deaths of the precisely located events, as counted when the extract was made (its SOURCE.txt).
TOTALS = {"best": 62_715, "low": 58_285, "high": 69_258}

COUNTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high")
FIELDS = [
    field("id", required=True, unique=True),
    field("country", required=True),
    field("where_prec", "integer", required=True, minimum=1, maximum=7),
    field("latitude", "number", required=True, minimum=-90, maximum=90),
    field("longitude", "number", required=True, minimum=-180, maximum=180),
    # The publisher's own file adds a time of day, always midnight.
    field("date_start", required=True, pattern=r"\d{4}-\d{2}-\d{2}( 00:00:00\.000)?"),
    field("date_end", required=True, pattern=r"\d{4}-\d{2}-\d{2}( 00:00:00\.000)?"),
    *(field(name, "integer", required=True, minimum=0) for name in COUNTS),
]


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table ged_sarajevo_months."""
    return {"ged_sarajevo_months": sarajevo_months(events(raw))}


def events(raw: Path) -> pd.DataFrame:
    """Precisely located events in Bosnia and Herzegovina, checked; index = line in the file."""
    path = find(raw, *RAW)
    frame = read_csv(path, FIELDS)
    frame = frame[(frame["country"] == COUNTRY) & frame["where_prec"].isin([1, 2])]
    check_box(frame, path, south=42.5, north=45.3, west=15.7, east=19.7)
    for column in ("date_start", "date_end"):
        dates = pd.to_datetime(frame[column].str[:10], format="%Y-%m-%d", errors="coerce")
        require(dates.notna(), frame, column, "a date that exists", path)
        frame = frame.assign(**{column: dates})
    check_order(frame, "date_start", "date_end", path)
    check_order(frame, "low", "best", path)
    check_order(frame, "best", "high", path)
    parts = frame[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    require(parts == frame["best"], frame, "best", "the sum of deaths by side", path)
    for column, total in TOTALS.items():
        check_total(int(frame[column].sum()), total, column, path)
    return frame


def sarajevo_months(frame: pd.DataFrame) -> pd.DataFrame:
    """Events within 10 km of the city's centre by month of their first day, zeros included."""
    near = frame[distance_km(frame["latitude"], frame["longitude"], SARAJEVO) <= RADIUS_KM]
    month = near["date_start"].dt.to_period("M")
    sums = near.groupby(month)[["best", "low", "high", "deaths_civilians"]].sum()
    sums["events"] = near.groupby(month).size()
    every = pd.period_range(FIRST_MONTH, LAST_MONTH, freq="M", name="month")
    sums = sums.reindex(every, fill_value=0).reset_index()
    return sums.assign(month=sums["month"].dt.to_timestamp()).rename(
        columns={
            "best": "deaths_best",
            "low": "deaths_low",
            "high": "deaths_high",
            "deaths_civilians": "civilians",
        }
    )
