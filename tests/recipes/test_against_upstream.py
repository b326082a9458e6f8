"""The recipes on the real upstream files: independent checks, and no change when run again."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import ucdp_bosnia
from recipes.__main__ import main
from tests.recipes.workshop import ROOT


def test_sarajevo_by_month_agrees_with_the_independent_count(raw_upstream):
    """The check lists only months that have events; ours has the others as zeros."""
    check = pd.read_csv(raw_upstream / "checks/ged_sarajevo_10km_monthly.csv")
    made = ucdp_bosnia.derive(raw_upstream)["ged_sarajevo_months"]
    made = made.assign(month=made["month"].dt.strftime("%Y-%m")).rename(
        columns={"deaths_best": "best", "deaths_low": "low", "deaths_high": "high"}
    )
    pd.testing.assert_frame_equal(
        made.loc[made["events"] > 0, check.columns].reset_index(drop=True),
        check,
        check_dtype=False,
    )
    quiet = made[made["events"] == 0]
    assert (quiet.drop(columns="month") == 0).all(axis=None)


@pytest.mark.parametrize("year", [1992, 1993, 1994, 1995])
def test_sarajevo_by_year_agrees_with_the_independent_count(raw_upstream, year):
    check = pd.read_csv(raw_upstream / "checks/ged_sarajevo_tuzla_yearly.csv")
    expected = check[(check["place"] == "Sarajevo") & (check["year"] == year)].iloc[0]
    months = tables.load("ged_sarajevo_months")
    ours = months[months["month"].dt.year == year].sum(numeric_only=True)
    names = {"events": "events", "deaths_best": "best", "civilians": "civilians"}
    for column, name in names.items():
        assert ours[column] == expected[name]


@pytest.mark.slow
def test_a_second_run_changes_no_byte(raw_upstream, tmp_path, capsys):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    assert main(["--raw", str(raw_upstream)], data=tmp_path / "data") == 0
    assert "data/: nothing changed" in capsys.readouterr().out
