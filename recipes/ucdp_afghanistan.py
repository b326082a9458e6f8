"""UCDP Georeferenced Event Dataset 22.1, Afghanistan: by province, and by distance from Kabul.

Reads our extract alone. The publisher's GEDEvent_v22_1.csv has neither `country_by_location` nor
`province_ne`, which say in which outline an event lies.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes import ged
from recipes.common import check_box, check_known, check_total, distance_km, field, find, read_csv

RAW = "ucdp_ged_afghanistan_tajikistan_v22_1/ged_afg_tjk_1989_2021.csv.gz"
KABUL = (34.53, 69.17)  # latitude, longitude
CENTROID = (33.0, 65.0)  # where UCDP puts an event of which only the country is known
LIMITS = {"within 5 km": 5.0, "5 to 10 km": 10.0, "10 to 20 km": 20.0, "20 to 50 km": 50.0}
REST = "rest of Afghanistan"
UNKNOWN = "country centroid (place unknown)"
BORDER = "on the border (province unknown)"
YEARS = range(1989, 2022)
SUMS = {"best": "deaths_best"}

# As counted when the extract was made (its SOURCE.txt).
EVENTS, DEATHS, OUTSIDE = 41_428, 315_137, 313
UNKNOWN_EVENTS, UNKNOWN_DEATHS = 550, 16_430

# Names of the outlines and ours. Two outlines bear the name of the province from which they were
# parted: Panjshir that of Parwan, Daykundi that of Uruzgan; their events cannot be told apart.
RENAMED = {
    "Hilmand": "Helmand",
    "Hirat": "Herat",
    "Paktya": "Paktia",
    "Parwan": "Parwan and Panjshir",
    "Sari Pul": "Sar-e Pol",
    "Uruzgan": "Uruzgan and Daykundi",
}
PROVINCES = tuple(
    """Badakhshan|Badghis|Baghlan|Balkh|Bamyan|Farah|Faryab|Ghazni|Ghor|Helmand|Herat|Jawzjan|Kabul
    Kandahar|Kapisa|Khost|Kunar|Kunduz|Laghman|Logar|Nangarhar|Nimroz|Nuristan|Paktia|Paktika
    Parwan and Panjshir|Samangan|Sar-e Pol|Takhar|Uruzgan and Daykundi|Wardak
    Zabul""".replace("\n    ", "|").split("|")
)

FIELDS = [
    field("latitude", "number", required=True, minimum=-90, maximum=90),
    field("longitude", "number", required=True, minimum=-180, maximum=180),
    field("date_start", required=True, pattern=ged.DATE),
    field("date_end", required=True, pattern=ged.DATE),
    field("year", "year", required=True, minimum=min(YEARS), maximum=max(YEARS)),
    field("best", "integer", required=True, minimum=0),
    field("country_by_location", required=True, enum=["Afghanistan", "Tajikistan/other"]),
    field("province_ne"),
]


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables ged_afghanistan_provinces and ged_afghanistan_kabul_bands."""
    found = events(raw)
    return {
        "ged_afghanistan_provinces": provinces(found),
        "ged_afghanistan_kabul_bands": kabul_bands(found),
    }


def events(raw: Path) -> pd.DataFrame:
    """Events in Afghanistan, checked; `placed` is False on the country's centroid."""
    path = find(raw, RAW)
    frame = ged.with_dates(read_csv(path, FIELDS), path)
    check_box(frame, path, south=28, north=41.5, west=60, east=76)
    inside = frame["country_by_location"] == "Afghanistan"
    check_total(int((~inside).sum()), OUTSIDE, "country_by_location", path)
    frame = frame[inside]
    frame = frame.assign(province=frame["province_ne"].replace(RENAMED).fillna(BORDER))
    check_known(frame, "province", {*PROVINCES, BORDER}, path)
    check_total(len(frame), EVENTS, "country_by_location", path)
    check_total(int(frame["best"].sum()), DEATHS, "best", path)
    placed = (frame["latitude"] != CENTROID[0]) | (frame["longitude"] != CENTROID[1])
    check_total(int((~placed).sum()), UNKNOWN_EVENTS, "latitude", path)
    check_total(int(frame.loc[~placed, "best"].sum()), UNKNOWN_DEATHS, "best", path)
    return frame.assign(placed=placed)


def provinces(frame: pd.DataFrame) -> pd.DataFrame:
    """Events and deaths by year and province, those without a known province in their own rows."""
    named = frame.assign(province=frame["province"].where(frame["placed"], UNKNOWN))
    return ged.yearly_sums(named, {"province": [*PROVINCES, BORDER, UNKNOWN]}, YEARS, SUMS)


def kabul_bands(frame: pd.DataFrame) -> pd.DataFrame:
    """Events and deaths by year and distance from Kabul, the country's centroid kept apart."""
    distance = distance_km(frame["latitude"], frame["longitude"], KABUL)
    band = ged.bands(distance, LIMITS, REST).where(frame["placed"], UNKNOWN)
    table = ged.yearly_sums(
        frame.assign(band=band), {"band": [*LIMITS, REST, UNKNOWN]}, YEARS, SUMS
    )
    lower = dict(zip([*LIMITS, REST], [0, *LIMITS.values()], strict=True))
    return table.assign(km_from=table["band"].map(lower))
