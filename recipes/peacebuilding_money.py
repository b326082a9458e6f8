"""Typed tables on the UN Peacebuilding Fund and on programmes of and for cities."""

from __future__ import annotations

import pandas as pd

from recipes.common import check_order, require


def check(tables: dict[str, pd.DataFrame]) -> None:
    """Periods run forward, and an amount has its currency."""
    check_order(
        tables["peacebuilding_fund"], "period_start", "period_end", "tables/peacebuilding_fund.csv"
    )
    programmes = tables["city_diplomacy_programmes"]
    file = "tables/city_diplomacy_programmes.csv"
    check_order(programmes, "first_year", "last_year", file)
    for column in ("currency", "qualifier"):
        both = programmes["amount"].notna() == programmes[column].notna()
        require(both, programmes, column, f"a {column} exactly where there is an amount", file)
