"""Typed tables on Tuzla, Osijek and Novi Sad: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_order, require
from recipes.typed import check_precision


def check(tables: dict[str, pd.DataFrame]) -> None:
    """One mayor follows the other without gap or overlap; dates keep to their precision."""
    mayors = tables["mayors"]
    file = "tables/mayors.csv"
    check_precision(mayors, "start", "start_precision", file)
    check_precision(mayors, "end", "end_precision", file)
    check_order(mayors, "start", "end", file)
    city = mayors["city"]
    first = city != city.shift()
    follows = mayors["start"] == mayors["end"].shift()
    require(first | follows, mayors, "start", "the end of the mayor before, in the row above", file)
    agreements = tables["city_agreements"]
    file = "tables/city_agreements.csv"
    check_precision(agreements, "date_start", "precision", file)
    check_order(agreements, "date_start", "date_end", file)
