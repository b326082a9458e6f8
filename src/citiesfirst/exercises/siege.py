"""Exercises of the chapter on the siege of Sarajevo."""

from __future__ import annotations

from citiesfirst import measures, tables
from citiesfirst.exercises.contract import exercise


@exercise("siege-barricades-to-peace", hint="Both dates stand in the table lengths, in two rows.")
def days_from_the_barricades_to_peace() -> int:
    """Days from the barricades of March 1992 to the signing of peace."""
    lengths = tables.load("sarajevo_siege_lengths").set_index("convention")
    return int(
        measures.days_between(lengths.at["institute", "start"], lengths.at["signing", "end"])
    )


@exercise("siege-second-year", hint="Drop one label from the series; idxmax names the largest.")
def deadliest_year_after_the_first() -> int:
    """The year after 1992 with the most deaths in UCDP's record of the siege."""
    months = tables.load("ged_sarajevo_months")
    by_year = months.groupby(months["month"].dt.year)["deaths_best"].sum()
    return int(by_year.drop(1992).idxmax())


@exercise(
    "siege-highest-in-the-city", hint="A series names the place of its largest value: idxmax."
)
def highest_rate_in_the_city() -> str:
    """The one of Sarajevo's ten municipalities with the most war deaths for its residents."""
    deaths = tables.load("bosnia_municipal_deaths").set_index("municipality")
    ten = deaths[deaths["sarajevo_city_1991"]]
    return str(measures.rate(ten["deaths_total"], ten["population_1991"]).idxmax())
