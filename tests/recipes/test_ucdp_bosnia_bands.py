"""Bosnia by distance from Sarajevo and from Tuzla."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import ucdp_bosnia, ucdp_bosnia_bands


def test_each_event_is_in_one_band_of_each_city(workshop):
    """Three events in Sarajevo (1992 twice, 1994), one in Tuzla, 80 km away (1995)."""
    made = ucdp_bosnia_bands.derive(workshop.raw)["ged_bosnia_distance"]
    rows = made.set_index(["city", "year", "band"])
    assert len(rows) == 2 * 4 * 4
    assert rows.loc[("Sarajevo", 1992, "within 10 km"), "events"] == 2
    assert rows.loc[("Sarajevo", 1992, "within 10 km"), "deaths_best"] == 10
    assert rows.loc[("Sarajevo", 1995, "rest of the country"), "civilians"] == 71
    assert rows.loc[("Tuzla", 1995, "within 10 km"), "civilians"] == 71
    assert rows.loc[("Tuzla", 1994, "rest of the country"), "deaths_best"] == 68
    assert made.groupby("city")["deaths_best"].sum().tolist() == [149, 149]


@pytest.mark.parametrize(
    ("km", "band", "km_from"),
    [
        (9.9, "within 10 km", 0),
        (10.1, "10 to 20 km", 10),
        (19.9, "10 to 20 km", 10),
        (20.1, "20 to 50 km", 20),
        (49.9, "20 to 50 km", 20),
        (50.1, "rest of the country", 50),
    ],
)
def test_bands_are_measured_from_the_centre_of_tuzla(km, band, km_from):
    """A degree of latitude is 111.19 km; the centre lies at 44.538 N, 18.676 E."""
    event = {"latitude": 44.538 + km / 111.19, "longitude": 18.676, "best": 7, "low": 5, "high": 9}
    frame = pd.DataFrame(
        [event | {"deaths_civilians": 4, "date_start": pd.Timestamp("1995-05-25")}]
    )
    made = ucdp_bosnia_bands.by_distance(frame, "Tuzla", ucdp_bosnia_bands.LIMITS)
    found = made[made["events"] > 0].iloc[0]
    assert found.to_dict() == {
        "year": 1995,
        "band": band,
        "events": 1,
        "deaths_best": 7,
        "deaths_low": 5,
        "deaths_high": 9,
        "civilians": 4,
        "km_from": km_from,
    }


@pytest.mark.parametrize(("city", "radius"), [("Sarajevo", 10), ("Tuzla", 15)])
def test_near_deaths_agree_with_the_independent_count(raw_upstream, city, radius):
    check = pd.read_csv(raw_upstream / "checks/ged_sarajevo_tuzla_yearly.csv")
    check = check[(check["place"] == city) & (check["radius_km"] == radius)]
    events = ucdp_bosnia.events(raw_upstream)
    made = ucdp_bosnia_bands.by_distance(events, city, {"near": radius})
    made = made[made["band"] == "near"]
    ours = made[["year", "events", "deaths_best", "deaths_low", "deaths_high", "civilians"]]
    theirs = check[["year", "events", "best", "low", "high", "civilians"]]
    assert ours.to_numpy().tolist() == theirs.to_numpy().tolist()


def test_the_nearest_band_of_sarajevo_is_the_table_by_month():
    bands = tables.load("ged_bosnia_distance")
    near = bands[(bands["city"] == "Sarajevo") & (bands["band"] == "within 10 km")]
    months = tables.load("ged_sarajevo_months")
    by_year = months.groupby(months["month"].dt.year)["deaths_best"].sum()
    assert near.set_index("year")["deaths_best"].to_dict() == by_year.to_dict()
