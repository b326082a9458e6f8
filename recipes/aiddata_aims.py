"""AidData geocoded releases of eight governments' aid information systems: how precise, how urban.

Reads our extracts of AidData's zips only. Afghanistan is absent on purpose: AidData withdrew its
files in August 2021, which looks protective, so they are not used.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from recipes.common import check_known, check_total, distance_km, field, find, read_csv, require

PROJECTS = "aiddata_geocoded_aims/aims_projects.csv.gz"
LOCATIONS = "aiddata_geocoded_aims/aims_project_locations.csv.gz"
GAZETTEER = "geonames_cities15000/geonames_cities15000.csv.gz"
# ISO code: name, GeoNames code, projects and locations in AidData's zips (SOURCE.txt).
COUNTRIES = {
    "BDI": ("Burundi", "BI", 950, 7_562),
    "COD": ("Democratic Republic of the Congo", "CD", 6_842, 1_750),
    "COL": ("Colombia", "CO", 693, 2_981),
    "IRQ": ("Iraq", "IQ", 1_338, 3_624),
    "SLE": ("Sierra Leone", "SL", 880, 2_314),
    "SOM": ("Somalia", "SO", 1_217, 3_130),
    "TLS": ("Timor-Leste", "TL", 907, 3_506),
    "UGA": ("Uganda", "UG", 1_709, 2_426),
}
PRECISION = {
    1: "exact place",
    2: "near a place",
    3: "district",
    4: "province",
    5: "estimate",
    6: "whole country",
    8: "seat of government",
}
EXACT = 1
RADIUS_KM, CITY_PEOPLE = 10, 100_000


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables aid_locations_precision and aid_information_systems."""
    places = locations(raw)
    near = near_city(places, cities(raw))
    places = places.assign(
        populated=(places["precision_code"] == EXACT)
        & places["location_type_code"].str.startswith("PPL"),
        near=near & (places["precision_code"] == EXACT),
    )
    counted = projects(raw)
    by_precision = precision_table(places)
    sums = by_precision.groupby("iso3")
    exact = by_precision[by_precision["precision_code"] == EXACT].set_index("iso3")
    systems = counted.set_index("iso3").assign(
        locations=sums["locations"].sum(),
        exact_locations=exact["locations"],
        near_city=exact["near_city"],
        exact_share=(exact["locations"] / sums["locations"].sum()).round(4),
        near_city_share_of_exact=(exact["near_city"] / exact["locations"]).round(4),
    )
    return {
        "aid_locations_precision": by_precision,
        "aid_information_systems": systems.reset_index(),
    }


def projects(raw: Path) -> pd.DataFrame:
    """Projects by country, and how many of them AidData could place at all."""
    path = find(raw, PROJECTS)
    frame = read_csv(
        path,
        [
            field("iso3", required=True, enum=list(COUNTRIES)),
            field("project_id", required=True),
            field("is_geocoded", "integer", required=True, minimum=0, maximum=1),
        ],
        key=["iso3", "project_id"],
    )
    found = frame.groupby("iso3")["is_geocoded"].agg(["size", "sum"])
    for iso3, (_, _, published, _) in COUNTRIES.items():
        check_total(int(found.loc[iso3, "size"]), published, f"projects of {iso3}", path)
    names = {iso3: country[0] for iso3, country in COUNTRIES.items()}
    return pd.DataFrame(
        {
            "iso3": found.index,
            "country": found.index.map(names),
            "projects": found["size"].to_numpy(),
            "geocoded_projects": found["sum"].to_numpy(),
        }
    )


def locations(raw: Path) -> pd.DataFrame:
    """Project locations, checked; coordinates are there except for whole countries."""
    path = find(raw, LOCATIONS)
    frame = read_csv(
        path,
        [
            field("iso3", required=True, enum=list(COUNTRIES)),
            field("project_id", required=True),
            field("precision_code", "integer", required=True, enum=list(PRECISION)),
            field("geoname_id", "integer", required=True, minimum=1),
            field("latitude", "number", minimum=-90, maximum=90),
            field("longitude", "number", minimum=-180, maximum=180),
            field("location_type_code", required=True),
            # 23 entries are below zero, USD 1.4 million in all: corrections, summed as they are.
            field("even_split_commitments", "number", minimum=-200_000),
        ],
        key=["iso3", "project_id", "geoname_id"],
    )
    for iso3, (_, _, _, published) in COUNTRIES.items():
        rows = int((frame["iso3"] == iso3).sum())
        check_total(rows, published, f"locations of {iso3}", path)
    placed = frame["latitude"].notna() & frame["longitude"].notna()
    whole = frame["precision_code"].isin([6, 8])
    require(placed == ~whole, frame, "latitude", "coordinates except for whole countries", path)
    return frame


def cities(raw: Path) -> pd.DataFrame:
    """Places of 100,000 people or more, and capitals, in the eight countries (GeoNames)."""
    path = find(raw, GAZETTEER)
    frame = read_csv(
        path,
        [
            field("geonameid", "integer", required=True, unique=True),
            field("lat", "number", required=True, minimum=-90, maximum=90),
            field("lon", "number", required=True, minimum=-180, maximum=180),
            field("feature_code", required=True),
            field("country_code", required=True, pattern="[A-Z]{2}"),
            field("population", "integer", required=True, minimum=0),
        ],
    )
    iso3 = frame["country_code"].map({two: three for three, (_, two, _, _) in COUNTRIES.items()})
    large = (frame["population"] >= CITY_PEOPLE) | (frame["feature_code"] == "PPLC")
    chosen = frame.assign(iso3=iso3)[iso3.notna() & large]
    check_known(pd.DataFrame({"iso3": list(COUNTRIES)}), "iso3", set(chosen["iso3"]), path)
    return chosen


def near_city(places: pd.DataFrame, cities: pd.DataFrame) -> pd.Series:
    """Whether a location lies within 10 km of a city of its own country."""
    near = pd.Series(False, index=places.index)
    for iso3, group in places.groupby("iso3"):
        found = np.zeros(len(group), dtype=bool)
        for city in cities[cities["iso3"] == iso3].itertuples():
            away = distance_km(group["latitude"], group["longitude"], (city.lat, city.lon))
            found |= (away <= RADIUS_KM).to_numpy()
        near.loc[group.index] = found
    return near


def precision_table(places: pd.DataFrame) -> pd.DataFrame:
    """Locations, projects and share of the money by country and class of precision."""
    key = ["iso3", "precision_code"]
    grouped = places.groupby(key)
    table = grouped[["populated", "near"]].sum()
    table = table.rename(columns={"populated": "populated_places", "near": "near_city"})
    table["locations"] = grouped.size()
    table["projects"] = grouped["project_id"].nunique()
    money = grouped["even_split_commitments"].sum()
    table["commitments_share"] = (money / money.groupby("iso3").transform("sum")).round(4)
    every = pd.MultiIndex.from_product([COUNTRIES, PRECISION], names=key)
    table = table.reindex(every, fill_value=0).reset_index()
    exact = table["precision_code"] == EXACT
    for column in ("populated_places", "near_city"):
        table[column] = table[column].where(exact).astype("Int64")
    return table.assign(
        country=table["iso3"].map({iso3: country[0] for iso3, country in COUNTRIES.items()}),
        precision=table["precision_code"].map(PRECISION),
    )
