"""Countries of the book: ISO 3166 alpha-3 code and plain English name, and the world.

Kosovo has no ISO code of its own; XKX is what the World Bank and others use.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from recipes.common import RecipeError

CASES = {
    "AFG": "Afghanistan",
    "BDI": "Burundi",
    "BIH": "Bosnia and Herzegovina",
    "COL": "Colombia",
    "HRV": "Croatia",
    "IRN": "Iran",
    "IRQ": "Iraq",
    "LBN": "Lebanon",
    "LBR": "Liberia",
    "SLE": "Sierra Leone",
    "SRB": "Serbia",
    "UGA": "Uganda",
    "XKX": "Kosovo",
    "ZAF": "South Africa",
}
WORLD = "WLD"


def select(
    frame: pd.DataFrame, column: str, names: Mapping[str, str], file: str
) -> tuple[pd.DataFrame, list[str]]:
    """Rows whose `column` is one of the source's `names` (name -> iso3), with iso3 and country.

    Returns them with the case countries that the source lacks altogether. A name of `names` that
    is nowhere in the source is a fault: the source has changed its spelling.
    """
    known = set(frame[column])
    for name in names:
        if name not in known:
            raise RecipeError(f"rows for {name}", file=file, column=column, found="none")
    chosen = frame[frame[column].isin(set(names))]
    iso3 = chosen[column].map(names)
    absent = sorted(set(CASES) - set(names.values()))
    return chosen.assign(iso3=iso3, country=iso3.map(CASES)), absent
