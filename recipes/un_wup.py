"""UN World Urbanization Prospects 2018: urban shares, city populations, share of the largest city.

Reads our extracts only: the UN publishes Excel workbooks (its file 12 has the cities).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require
from recipes.countries import CASES, WORLD
from recipes.country_codes import ISO3_OF_M49, NAME_OF_ISO3

AREAS = "un_wup2018/wup2018_urban_rural_by_country_1950_2050.csv.gz"
CITIES = "un_wup2018/wup2018_cities_300k_1950_2035.csv.gz"
# Estimates run to 2018, projections follow (UN DESA, release of May 2018).
LAST_ESTIMATE = 2018
# "Close to 1,900 urban settlements" of 300,000 people in that release; this many in its file 12.
CITY_COUNT = 1_860
REGIONS = (
    "Africa",
    "Asia",
    "Europe",
    "Latin America and the Caribbean",
    "Northern America",
    "Oceania",
    "More developed regions",
    "Less developed regions",
)
# UN codes of cities elsewhere that went through war, for comparison: Phnom Penh, Mogadishu, Aleppo
# and Homs.
OTHERS = (20357, 22477, 22608, 22613)
# The UN prints the local name first; here the English one stands alone.
ENGLISH = {
    "Al-Basrah (Basra)": "Basra",
    "Al-Mawsil (Mosul)": "Mosul",
    "Baaqoobah": "Baqubah",
    "Bayrut (Beirut)": "Beirut",
    "Beograd (Belgrade)": "Belgrade",
    "Durban (Ethekwini)": "Durban",
    "East London (Buffalo City)": "East London",
    "Esfahan": "Isfahan",
    "Faloojah": "Fallujah",
    "Halab (Aleppo)": "Aleppo",
    "Hims (Homs)": "Homs",
    "Irbil (Erbil)": "Erbil",
    "Monteria": "Montería",
    "Muqdisho (Mogadishu)": "Mogadishu",
    "Phnum Pénh (Phnom Penh)": "Phnom Penh",
    "Pietermaritzburg (The Msunduzi)": "Pietermaritzburg",
    "Port Elizabeth (Nelson Mandela Bay)": "Port Elizabeth",
    "Sulaimaniya": "Sulaymaniyah",
}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The tables urban_share, city_populations and largest_city_share."""
    shares, people = urban_share(raw)
    every = cities(raw)
    return {
        "urban_share": shares,
        "city_populations": every,
        "largest_city_share": largest_city_share(every, people),
    }


def urban_share(raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Urban share by area and year; with it urban and total population of the case countries."""
    path = find(raw, AREAS)
    frame = read_csv(
        path,
        [
            field("entity", required=True),
            field("year", "year", required=True, minimum=1950, maximum=2050),
            field("urban_pop", "integer", required=True, minimum=0),
            field("rural_pop", "integer", required=True, minimum=0),
            field("urban_share_pct", "number", required=True, minimum=0, maximum=100),
        ],
        key=["entity", "year"],
    )
    total = frame["urban_pop"] + frame["rural_pop"]
    agrees = (100 * frame["urban_pop"] / total - frame["urban_share_pct"]).abs() < 0.001
    require(agrees, frame, "urban_share_pct", "the share of the populations beside it", path)
    codes = {name: iso3 for iso3, name in CASES.items()}
    kinds = {"World": "world", **dict.fromkeys(REGIONS, "region")}
    kinds |= {name: "country" for name in codes if codes[name] != "XKX"}
    chosen = frame[frame["entity"].isin(kinds)]
    years = chosen.groupby("entity").size()
    check_total(int((years == 101).sum()), len(kinds), "areas with all 101 years", path)
    iso3 = chosen["entity"].map({**codes, "World": WORLD})
    chosen = chosen.assign(iso3=iso3, kind=chosen["entity"].map(kinds), total=total)
    people = chosen[chosen["kind"] == "country"]
    table = pd.DataFrame(
        {
            "area": chosen["entity"],
            "iso3": iso3,
            "kind": chosen["kind"],
            "year": chosen["year"],
            "urban_share": (chosen["urban_share_pct"] / 100).round(5),
            "status": status(chosen["year"]),
        }
    )
    return table, people[["iso3", "year", "urban_pop", "total"]]


def cities(raw: Path) -> pd.DataFrame:
    """Populations of the cities of the case countries, and of a few others, every five years."""
    path = find(raw, CITIES)
    frame = read_csv(
        path,
        [
            field("country_code", "integer", required=True, minimum=1),
            field("city_code", "integer", required=True, minimum=1),
            field("city", required=True),
            field("year", "year", required=True, minimum=1950, maximum=2035),
            field("pop_thousands", "number", required=True, minimum=0),
            field("projection", "boolean", required=True),
        ],
        key=["city_code", "year"],
    )
    check_total(frame["city_code"].nunique(), CITY_COUNT, "city_code", path)
    late = frame["year"] > LAST_ESTIMATE
    require(late == frame["projection"], frame, "projection", "True from 2020 on", path)
    iso3 = frame["country_code"].map(ISO3_OF_M49)
    chosen = frame[iso3.isin(CASES) | frame["city_code"].isin(OTHERS)].assign(iso3=iso3)
    names = chosen["city"].replace(ENGLISH)
    require(~names.str.contains("(", regex=False), chosen, "city", "a name known in English", path)
    return pd.DataFrame(
        {
            "iso3": chosen["iso3"],
            "country": chosen["iso3"].map(NAME_OF_ISO3),
            "city": names,
            "year": chosen["year"],
            "population": (1000 * chosen["pop_thousands"]).round().astype("int64"),
            "status": status(chosen["year"]),
        }
    )


def largest_city_share(every: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The largest city of each case country in each fifth year, and its share of the people."""
    ours = every[every["iso3"].isin(CASES)]
    first = ours.loc[ours.groupby(["iso3", "year"])["population"].idxmax()]
    joined = first.merge(people, on=["iso3", "year"], validate="1:1")
    return joined.assign(
        share_of_urban=(joined["population"] / joined["urban_pop"]).round(4),
        share_of_total=(joined["population"] / joined["total"]).round(4),
    ).drop(columns=["urban_pop", "total"])


def status(years: pd.Series) -> pd.Series:
    """Whether the UN calls a year's figure an estimate or a projection."""
    return years.gt(LAST_ESTIMATE).map({False: "estimate", True: "projection"})
