"""Exercises of the chapter on where war kills."""

from __future__ import annotations

from citiesfirst import measures, tables
from citiesfirst.exercises.contract import exercise


@exercise("war-quietest-year", hint="The series world has a row a year; idxmin names the smallest.")
def quietest_year() -> int:
    """The year since 1989 with the fewest deaths in organised violence worldwide."""
    world = tables.load("organised_violence").query("iso3 == 'WLD' and violence == 'all'")
    return int(world.set_index("year")["deaths_best"].idxmin())


@exercise("war-within-50-km", hint="Add two parts of the row, times a hundred, and round.")
def within_50_km() -> int:
    """Per cent of Afghanistan's deaths of 1992 to 1996 within 50 km of Kabul."""
    bands = tables.load("ged_afghanistan_kabul_bands")
    bands = bands[bands["year"].between(1992, 1996)]
    near = bands.loc[bands["km_from"] < 50, "deaths_best"].sum()
    return round(100 * measures.share(near, bands["deaths_best"].sum()))


@exercise(
    "war-slowest-since-2010",
    hint="Divide the row of 2024 by the row of 2010; idxmax names the class.",
)
def slowest_class_since_2010() -> str:
    """The size class whose homicide rate of 2024 is the largest part of that of 2010."""
    sizes = tables.load("colombia_homicides_by_size")
    sizes["rate"] = measures.rate(sizes["homicides"], sizes["population"], per=100_000)
    rates = sizes.pivot(index="year", columns="size_class", values="rate")
    return str((rates.loc[2024] / rates.loc[2010]).idxmax())
