"""Our tables hold what their publishers say that they hold."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import agreement, tables

COMPARED = agreement.compared(tables.load("published_totals"), tables.load)


@pytest.mark.parametrize("quantity", COMPARED["quantity"])
def test_a_published_total_is_found_in_our_table(quantity):
    row = COMPARED.set_index("quantity").loc[quantity]
    assert row["agrees"], f"published {row['published']}, ours {row['ours']}"


@pytest.mark.parametrize(
    ("published", "rounded_to", "agrees"),
    [(6, 1, True), (7, 1, False), (7, 2, True), (9, 2, False)],
)
def test_a_total_agrees_to_the_step_to_which_it_is_rounded(published, rounded_to, agrees):
    totals = pd.DataFrame(
        {
            "table_name": ["rain"],
            "rows_where": ["day > 1"],
            "column": ["mm"],
            "statistic": ["sum"],
            "published": [published],
            "rounded_to": [rounded_to],
        }
    )
    rain = pd.DataFrame({"day": [1, 2, 3], "mm": [5, 2, 4]})
    assert agreement.compared(totals, {"rain": rain}.get)["agrees"].tolist() == [agrees]
