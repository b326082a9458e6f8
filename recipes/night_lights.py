"""Night-time lights by country and year, 1992 to 2013: sums of DMSP-OLS stable lights.

Reads our copy of the sums by country; NOAA publishes the images themselves.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv

RAW = "nightlights_country_dmsp/dmsp_sum_of_lights_country_year_1992_2013.csv"
YEARS = range(1992, 2014)
AREAS = 246  # countries and territories in the file
COUNTRIES = {
    "AFG": "Afghanistan",
    "ALB": "Albania",
    "BIH": "Bosnia and Herzegovina",
    "HRV": "Croatia",
    "HUN": "Hungary",
    "IRN": "Iran",
    "MKD": "North Macedonia",
    "MNE": "Montenegro",
    "PAK": "Pakistan",
    "SRB": "Serbia",
    "SVN": "Slovenia",
    "TJK": "Tajikistan",
    "TKM": "Turkmenistan",
    "UZB": "Uzbekistan",
}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table night_lights."""
    path = find(raw, RAW)
    frame = read_csv(
        path,
        [
            field("iso3", required=True, pattern="[A-Z]{3}"),
            field("year", "year", required=True, minimum=min(YEARS), maximum=max(YEARS)),
            field("satellite", required=True, enum=["F10", "F12", "F14", "F15", "F16", "F18"]),
            field("sum_of_lights", "number", minimum=0),
        ],
        key=["iso3", "year"],
    )
    check_total(len(frame), AREAS * len(YEARS), "rows", path)
    check_total(
        int((frame.groupby("year")["satellite"].nunique() != 1).sum()),
        0,
        "years with two satellites",
        path,
    )
    table = frame[frame["iso3"].isin(COUNTRIES)]
    complete = table.groupby("iso3")["sum_of_lights"].count() == len(YEARS)
    check_total(int(complete.sum()), len(COUNTRIES), "countries with all years", path)
    table = table.assign(country=table["iso3"].map(COUNTRIES))
    return {
        "night_lights": table.assign(sum_of_lights=table["sum_of_lights"].astype("int64"))[
            ["iso3", "country", "year", "satellite", "sum_of_lights"]
        ]
    }
