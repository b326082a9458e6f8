"""Twin cities: pairs that touch the case countries, and degrees of all cities, cleaned.

Read off Wikipedia's lists of twin towns by Erik Hekman; this recipe reads that file alone. It has
no founding years, and one place may stand in it under several names; what is joined is counted in
the descriptor. Where a coordinate comes from is said in `coordinates` (see recipes.twin_places).
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from recipes import twin_places
from recipes.common import check_box, check_total, distance_km, field, find, read_csv, require
from recipes.countries import CASES
from recipes.country_codes import ISO3_OF_NAME
from recipes.geonames import Index, fold

RAW = "twin_cities_wikipedia/twin_cities.csv.gz"
PAIRS = 25_917  # as counted when the file was stored (its SOURCE.txt)
SAME_KM = 15  # two spellings so near to each other are one city

# Cities elsewhere that a war destroyed or divided; chosen by us for comparison, without a rule.
COMPARED = (
    ("Aleppo", "SYR"),
    ("Belfast", "GBR"),
    ("Coventry", "GBR"),
    ("Damascus", "SYR"),
    ("Dresden", "DEU"),
    ("Grozny", "RUS"),
    ("Hiroshima", "JPN"),
    ("Homs", "SYR"),
    ("Kharkiv", "UKR"),
    ("Kyiv", "UKR"),
    ("Mariupol", "UKR"),
    ("Mogadishu", "SOM"),
    ("Nagasaki", "JPN"),
    ("Nicosia", "CYP"),
    ("Rotterdam", "NLD"),
    ("Volgograd", "RUS"),
    ("Warsaw", "POL"),
)

# Countries as the lists write them, where our name differs; the part before a comma is left out
# first ("Scotland, United Kingdom"). A few are slips of the lists or of their reading.
COUNTRY_NAMES = {
    "Bosnia and Hercegovina": "Bosnia and Herzegovina",
    "East Timor": "Timor-Leste",
    "England": "United Kingdom",
    "Federated States of Micronesia": "Micronesia",
    "Georgia (country)": "Georgia",
    "Grece": "Greece",
    "Island": "Iceland",
    "Ivory Coast": "Côte d'Ivoire",
    "Kazakhstah": "Kazakhstan",
    "Madagaskar": "Madagascar",
    "Moldavia": "Moldova",
    "Northern Cyprus": "Cyprus",
    "Republic of Ireland": "Ireland",
    "Scotland": "United Kingdom",
    "Surinam": "Suriname",
    "Wales": "United Kingdom",
    "West Bank": "Palestine",
    "in Italy": "Italy",
}
# Names that stand without a country.
ALONE = {
    "American Samoa": ("American Samoa", "ASM"),
    "Falkland Islands": ("Falkland Islands", "FLK"),
    "Varna, Bulgaria": ("Varna", "BGR"),
}
NUMBERED = re.compile(r"^(.*\D) (\d+|[IVX]+)$")  # "Vienna 21", "Budapest XIII"


def derive(raw: Path, every: pd.DataFrame, rows: Index) -> dict[str, pd.DataFrame]:
    """The tables twin_cities, twin_city_pairs and twin_city_degrees.

    `every` and `rows` are the places of GeoNames and where to find them by name. The tables belong
    to the source gazetteer, which must hold the places of the cities.
    """
    cities, pairs = network(raw)
    degree = pd.concat([pairs["a"], pairs["b"]]).value_counts()
    cities["degree"] = degree.reindex(cities.index)
    compared = pd.MultiIndex.from_frame(cities[["name", "iso3"]]).isin(COMPARED)
    check_total(int(compared.sum()), len(COMPARED), "cities for comparison", Path(RAW).name)
    centre = cities["iso3"].isin(CASES) | compared
    chosen = pairs[pairs["a"].map(centre) | pairs["b"].map(centre)]
    kept = cities[cities.index.isin([*chosen["a"], *chosen["b"]])]
    kept = twin_places.locate(raw, kept, every, rows).sort_values(["iso3", "name"])
    kept["twin_id"] = range(1, len(kept) + 1)
    kept["role"] = centre[kept.index].map({True: "centre", False: "partner"})
    ends = pd.DataFrame({end: chosen[end].map(kept["twin_id"]) for end in ("a", "b")})
    columns = ["twin_id", "name", "iso3", "latitude", "longitude", "coordinates", "degree"]
    return {
        "twin_cities": kept[[*columns, "role", "place_id"]],
        "twin_city_pairs": pd.DataFrame(
            {"twin_id_1": ends.min(axis=1), "twin_id_2": ends.max(axis=1)}
        ),
        "twin_city_degrees": cities.groupby(["iso3", "degree"])
        .size()
        .rename("cities")
        .reset_index(),
    }


def network(raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All cities, one row a city, and all pairs of two different cities, each once."""
    path = find(raw, RAW)
    ends = {end: [f"{name}{end}" for name in ("city", "country", "lat", "lng")] for end in (1, 2)}
    frame = read_csv(
        path,
        [
            field(name, "number" if name.startswith(("lat", "lng")) else "string", required=need)
            for columns in ends.values()
            for name, need in zip(columns, (True, False, True, True), strict=True)
        ],
    )
    check_total(len(frame), PAIRS, "city1", path)
    nodes = {}
    for end, columns in ends.items():
        side = frame[columns].set_axis(["city", "country", "latitude", "longitude"], axis=1)
        check_box(side, path, south=-90, north=90, west=-180, east=180)
        nodes[end] = side.assign(**named(side, path))
    every = pd.concat(nodes.values()).drop_duplicates(["city", "country"])
    every["node"] = joined(every)
    number = every.set_index(["city", "country"])["node"]
    sides = {
        label: number.loc[pd.MultiIndex.from_frame(nodes[end][["city", "country"]])].to_numpy()
        for label, end in (("a", 1), ("b", 2))
    }
    pairs = pd.DataFrame(sides)
    pairs = pd.DataFrame({"a": pairs.min(axis=1), "b": pairs.max(axis=1)})
    pairs = pairs[pairs["a"] != pairs["b"]].drop_duplicates()
    cities = every.drop_duplicates("node").set_index("node")
    return cities[["name", "iso3", "latitude", "longitude"]].copy(), pairs


def named(side: pd.DataFrame, path: Path) -> dict[str, pd.Series]:
    """Country code, name to print and key to compare of each city; index = line in the file."""
    side = side.assign(country=side["country"].fillna(""))
    countries = {country: country_code(country) for country in side["country"].unique()}
    iso3 = side["country"].map(countries)
    alone = side["city"].map({name: code for name, (_, code) in ALONE.items()})
    iso3 = iso3.fillna(alone.where(side["country"] == ""))
    require(iso3.notna(), side, "country", "a country known by name", path)
    own = {city: split_name(ALONE.get(city, (city,))[0]) for city in side["city"].unique()}
    part = side["city"].map(own)
    return {
        "country": side["country"],
        "iso3": iso3,
        "name": part.map(lambda pair: f"{pair[0]} ({pair[1]})" if pair[1] else pair[0]),
        "key": part.map(lambda pair: f"{fold(pair[0])}|{fold(pair[1])}"),
    }


def country_code(country: str) -> str | None:
    """The code of a country as the lists write it, None if it is in no list of ours."""
    last = country.rsplit(", ", 1)[-1]
    return ISO3_OF_NAME.get(COUNTRY_NAMES.get(last, last))


def split_name(city: str) -> tuple[str, str]:
    """A district and its city, or a city and nothing.

    "Vienna 21 – Floridsdorf" and "Floridsdorf (Vienna)" are the same; so are "Prague 6" and
    "Prague 6 (Prague)".
    """
    if " – " in city:
        whole, part = city.split(" – ", 1)
        number = NUMBERED.match(whole)
        return (part, number.group(1) if number else whole)
    if city.endswith(")") and " (" in city:
        part, whole = city[:-1].rsplit(" (", 1)
        number = NUMBERED.match(part)
        return (part, "") if number and number.group(1) == whole else (part, whole)
    return (city, "")


def joined(every: pd.DataFrame) -> pd.Series:
    """A number for each city: spellings of one country with the same key share the first one's.

    The same name in the same country is one city wherever it was put, since the lists do not tell
    such namesakes apart; names that differ in accents or signs must also lie near the first.
    """
    first = every.groupby(["iso3", "key"])[["name", "latitude", "longitude"]].transform("first")
    away = distance_km(
        every["latitude"], every["longitude"], (first["latitude"], first["longitude"])
    )
    same = (away <= SAME_KM) | (every["name"] == first["name"])
    label = every["key"].where(same, every["name"])
    return every.assign(label=label).groupby(["iso3", "label"]).ngroup()
