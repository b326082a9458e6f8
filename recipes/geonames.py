"""GeoNames, cities of 15,000 people and more, as of 22 June 2023: reading it, and finding names.

Reads our extract alone: GeoNames' own cities15000.txt has no header. Its populations are of mixed
date and unit; they serve to choose between namesakes, and are never printed.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require
from recipes.country_codes import ISO3_OF_ISO2

RAW = "geonames_cities15000/geonames_cities15000.csv.gz"
ROWS = 26_462  # as counted when the extract was made (its SOURCE.txt)

Index = dict[tuple[str, str], list[int]]

# Letters that Unicode does not take apart into a letter and an accent.
LETTERS = str.maketrans("łŁøØđĐıəð", "lLoOdDied")


def places(raw: Path) -> pd.DataFrame:
    """All places of GeoNames, with two keys by which to find a name; index = line in the file."""
    path = find(raw, RAW)
    frame = read_csv(
        path,
        [
            field("geonameid", "integer", required=True, minimum=1, unique=True),
            field("name", required=True),
            field("asciiname", required=True),
            field("lat", "number", required=True, minimum=-90, maximum=90),
            field("lon", "number", required=True, minimum=-180, maximum=180),
            field("feature_code", required=True, pattern="[A-Z0-9]+"),
            field("country_code", required=True, pattern="[A-Z]{2}"),
            field("population", "integer", required=True, minimum=0),
        ],
    )
    check_total(len(frame), ROWS, "geonameid", path)
    frame["iso3"] = frame["country_code"].map(ISO3_OF_ISO2)
    require(frame["iso3"].notna(), frame, "country_code", "a code of ISO 3166", path)
    return frame.assign(
        place_id=frame["geonameid"],
        latitude=frame["lat"].round(3),
        longitude=frame["lon"].round(3),
        origin="GeoNames",
    )


def by_name(every: pd.DataFrame) -> Index:
    """Rows of `every` by country and folded name, with accents as without."""
    found: Index = {}
    columns = every[["iso3", "name", "asciiname"]].itertuples()
    for row, iso3, name, bare in columns:
        for key in {fold(name), fold(bare)}:
            found.setdefault((iso3, key), []).append(row)
    return found


def fold(name: str) -> str:
    """A name without accents, capitals, blanks and signs, for comparing spellings."""
    bare = unicodedata.normalize("NFKD", name.translate(LETTERS).replace("ß", "ss"))
    return re.sub(r"[\W_]|[\u0300-\u036f]", "", bare).lower()


def plain(name: str) -> str:
    """A name in plain Latin letters: Toribío, Toribio; Gornji Vakuf keeps its blank."""
    bare = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return re.sub(r"[\u0300-\u036f]", "", bare)
