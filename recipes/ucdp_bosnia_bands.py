"""UCDP Georeferenced Event Dataset 25.1, Bosnia and Herzegovina: by distance from two cities.

Reads the events of `recipes.ucdp_bosnia`: our extract or the publisher's GEDEvent_v25_1.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from recipes import ged, ucdp_bosnia
from recipes.common import distance_km

CITIES = {"Sarajevo": ucdp_bosnia.SARAJEVO, "Tuzla": (44.538, 18.676)}  # latitude, longitude
LIMITS = {"within 10 km": 10.0, "10 to 20 km": 20.0, "20 to 50 km": 50.0}
REST = "rest of the country"
YEARS = range(1992, 1996)
SUMS = {
    "best": "deaths_best",
    "low": "deaths_low",
    "high": "deaths_high",
    "deaths_civilians": "civilians",
}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table ged_bosnia_distance."""
    events = ucdp_bosnia.events(raw)
    cities = [by_distance(events, city, LIMITS).assign(city=city) for city in CITIES]
    return {"ged_bosnia_distance": pd.concat(cities)}


def by_distance(events: pd.DataFrame, city: str, limits: Mapping[str, float]) -> pd.DataFrame:
    """Events and deaths by year of the first day and by distance from the city's centre."""
    distance = distance_km(events["latitude"], events["longitude"], CITIES[city])
    events = events.assign(
        year=events["date_start"].dt.year, band=ged.bands(distance, limits, REST)
    )
    table = ged.yearly_sums(events, {"band": [*limits, REST]}, YEARS, SUMS)
    lower = dict(zip([*limits, REST], [0, *limits.values()], strict=True))
    return table.assign(km_from=table["band"].map(lower))
