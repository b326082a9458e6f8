"""Typed table of census points of cities: checked here, authored in data/tables."""

from __future__ import annotations

import pandas as pd

from recipes.common import require

ROUNDING = 0.0011  # of a share; one source prints 17.0 where its counts give 17.1 per cent


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Counts fit shares and totals, groups never exceed the whole, and no row is empty."""
    points = tables["city_census_points"]
    file = "tables/city_census_points.csv"
    place = ["city", "unit", "year"]
    whole = points[points["group"] == "all"].set_index(place)["count"]
    total = pd.MultiIndex.from_frame(points[place]).map(whole.to_dict())
    total = pd.Series(total, index=points.index).astype("Float64")
    share = points["count"].astype("Float64") / total
    fits = (share - points["share"]).abs() <= ROUNDING
    require(fits.fillna(True), points, "share", "the count divided by the total", file)
    known = points["count"].notna() | points["share"].notna()
    require(known, points, "count", "a count or a share", file)
    groups = points[points["group"] != "all"]
    sums = groups.groupby(place)["share"].transform("sum")
    require(
        sums <= 1 + ROUNDING, groups, "share", "shares of groups that stay within the whole", file
    )
