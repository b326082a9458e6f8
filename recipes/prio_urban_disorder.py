"""PRIO Urban Social Disorder 3.0: events of disorder by city and year, as sums alone.

Reads our copy, which has the columns of the publisher's table without its summaries; the
publisher's own table is a workbook, which is not read. Its licence is not stated to be open, so
no event leaves this recipe.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require
from recipes.country_codes import NAME_OF_ISO3

RAW = "prio_urban_social_disorder_v3/usd_v3_events_no_summary.csv.gz"
FIRST_YEAR, LAST_YEAR = 1960, 2014
# As counted when the file was stored (its SOURCE.txt).
EVENTS, CITIES = 13_460, 185
# Codes of PTYPE by broad type: 10 general and 20 inter-communal warfare, 30 battle, 31 attack,
# 40 to 42 terrorism (for, against the government, communal); 50 and 51 riots; 60 to 62
# demonstrations; 70 other.
TYPES = {
    "organised_violence": (10, 20, 30, 31, 40, 41, 42),
    "riots": (50, 51),
    "demonstrations": (60, 61, 62),
    "other_events": (70,),
}
UNKNOWN_DEATHS, NO_DEATHS = "-99", "0"
# A number, several, or bounds such as ">24"; blanks stand around some.
DEATHS = r"\s*(-99|\d+(-\d+)*|[<>].*)\s*"

# The gazetteer's names where PRIO's differ.
CITY_NAMES = {
    "Asuncion": "Asunción",
    "Bogota": "Bogotá",
    "Brasilia": "Brasília",
    "Dar Es Salaam": "Dar es Salaam",
    "Kiev": "Kyiv",
    "Lome": "Lomé",
    "Naypyidaw": "Nay Pyi Taw",
    "Ndjamena": "N'Djamena",
    "New York": "New York City",
    "Panama City": "Panamá",
    "Port-Au-Prince": "Port-au-Prince",
    "Reykjavik": "Reykjavík",
    "Rio De Janeiro": "Rio de Janeiro",
    "San Jose": "San José",
    "Sao Paulo": "São Paulo",
    "St. Petersburg": "Saint Petersburg",
    "Washington DC": "Washington",
    "Yaounde": "Yaoundé",
    "Zurich": "Zürich",
}
FIELDS = [
    field("EVENTID", required=True, unique=True),
    field("CITY", required=True),
    field("ISO3", required=True, enum=list(NAME_OF_ISO3)),
    field("PTYPE", "integer", required=True, enum=sorted(sum(TYPES.values(), ()))),
    field("BYEAR", "year", required=True, minimum=FIRST_YEAR, maximum=LAST_YEAR),
    field("EYEAR", "year", required=True, minimum=FIRST_YEAR, maximum=LAST_YEAR),
    field("NDEATH", required=True, pattern=DEATHS),
]


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables urban_disorder and urban_disorder_cities."""
    found = events(raw)
    cities = found.groupby("city", as_index=False).agg(
        iso3=("ISO3", "first"), country=("country", "first"), events=("city", "size")
    )
    return {"urban_disorder": by_year(found), "urban_disorder_cities": cities}


def events(raw: Path) -> pd.DataFrame:
    """All events, checked, with names as ours; index = line in the file."""
    path = find(raw, RAW)
    frame = read_csv(path, FIELDS)
    forward = frame["BYEAR"] <= frame["EYEAR"]
    require(forward, frame, "EYEAR", "EYEAR not below BYEAR", path)
    single = frame.groupby("CITY")["ISO3"].transform("nunique") == 1
    require(single, frame, "ISO3", "one country for a city", path)
    check_total(len(frame), EVENTS, "EVENTID", path)
    check_total(frame["CITY"].nunique(), CITIES, "CITY", path)
    return frame.assign(
        city=frame["CITY"].replace(CITY_NAMES), country=frame["ISO3"].map(NAME_OF_ISO3)
    )


def by_year(frame: pd.DataFrame) -> pd.DataFrame:
    """Events by city and year of their beginning: all, by broad type, lethal, deaths unknown.

    Lethal is an event whose report gives a number or bounds of deaths other than nought; bounds
    from above alone ("<20") count too.
    """
    deaths = frame["NDEATH"].str.strip()
    unknown = deaths == UNKNOWN_DEATHS
    columns = {kind: frame["PTYPE"].isin(codes) for kind, codes in TYPES.items()}
    columns["lethal_events"] = ~unknown & (deaths != NO_DEATHS)
    columns["deaths_unknown"] = unknown
    marked = frame[["city"]].assign(year=frame["BYEAR"], events=1, **columns)
    return marked.groupby(["city", "year"], as_index=False).sum()
