"""UNAMA's counts of civilian casualties in Afghanistan, 2009 to 2019.

Reads our transcription of the table in EASO's report; UNAMA publishes no file of its own.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes.common import check_total, field, find, read_csv, require

RAW = "unama_civilian_casualties/unama_civilian_casualties_2009_2019.csv"
YEARS = range(2009, 2020)
# Sums of the eleven years of the transcription. UNAMA's notice of 22 February 2020 speaks of more
# than 100,000 casualties since 2009: more than 35,000 killed and 65,000 injured.
TOTALS = {"killed": 35_517, "injured": 66_550, "total": 102_067}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table unama_civilian_casualties."""
    path = find(raw, RAW)
    frame = read_csv(
        path,
        [
            field("year", "year", required=True, minimum=min(YEARS), maximum=max(YEARS)),
            *(field(name, "integer", required=True, minimum=0) for name in TOTALS),
        ],
        key=["year"],
    )
    check_total(len(frame), len(YEARS), "year", path)
    both = frame["killed"] + frame["injured"]
    require(both == frame["total"], frame, "total", "the sum of killed and injured", path)
    for column, total in TOTALS.items():
        check_total(int(frame[column].sum()), total, column, path)
    return {"unama_civilian_casualties": frame.rename(columns={"total": "casualties"})}
