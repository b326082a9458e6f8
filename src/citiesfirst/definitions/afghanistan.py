"""Afghanistan: whether the war was over, and how safe Kabul was, by whose measure."""

from __future__ import annotations

from functools import partial

import pandas as pd

from citiesfirst import measures, tables
from citiesfirst.definitions.contract import measure
from citiesfirst.measures import violence
from citiesfirst.prose import decimal, number

DEATHS = {"all organised violence": "all", "with the state as a party": "state-based"}


@measure(
    asks="How many died in Afghanistan in the years in which Kabul revived?",
    unit="Deaths in a year",
    write=number,
    choices={
        "year": {str(year): year for year in range(2002, 2007)},
        "deaths": DEATHS,
    },
)
def deaths_in_year(year: int, deaths: str) -> float:
    """Deaths in one year, UCDP's best estimate, in all organised violence or in part of it."""
    known = tables.load("organised_violence").query("iso3 == 'AFG'")
    return float(known.set_index(["year", "violence"]).at[(year, deaths), "deaths_best"])


YEARS = {
    "2002–2005": (2002, 2005),
    "2006–2014": (2006, 2014),
    "2015–2021": (2015, 2021),
}


def _by_province(years: tuple[int, int], what: str) -> pd.Series:
    """Deaths or events of some years by province; those of unknown province are left out."""
    found = tables.load("ged_afghanistan_provinces")
    found = found[~found["province"].str.contains("unknown")]
    return violence.by_period(found, "province", {"all": years}, what).loc["all"]


@measure(
    asks="How many provinces had fewer than Kabul?",
    unit="Provinces with fewer",
    write=number,
    choices={
        "years": YEARS,
        "what": {"deaths": "deaths_best", "violent events": "events"},
    },
)
def calmer_provinces(years: tuple[int, int], what: str) -> float:
    """Provinces with fewer deaths or events than the province of Kabul, in some years."""
    found = _by_province(years, what)
    return float((found < found["Kabul"]).sum())


@measure(
    asks="How many people would the calmest other province need, to be as safe as Kabul per head?",
    unit="Residents needed",
    write=number,
    choices={
        "years": YEARS,
        "kabul": {"low estimate of Kabul": 0, "high estimate of Kabul": 1},
    },
)
def residents_needed(years: tuple[int, int], kabul: int) -> float:
    """Residents with which the calmest province has Kabul's death rate; with more, it is safer.

    Args:
        kabul: 0 takes the lowest estimate of Kabul's population, 1 the highest.
    """
    residents = violence.population_range(tables.load("kabul_population_estimates"), years)[kabul]
    deaths = _by_province(years, "deaths_best")
    needed = violence.people_for_same_rate(deaths, "Kabul", residents)
    return float(needed.drop("Kabul").min())


def _near(radius_km: float) -> pd.DataFrame:
    """Deaths by year within a radius of Kabul (``city``) and elsewhere (``rest``).

    Raises:
        ValueError: the radius is not the outer edge of a band.
    """
    bands = tables.load("ged_afghanistan_kabul_bands")
    starts = sorted(bands["km_from"].dropna().unique())
    if radius_km not in starts[1:]:
        edges = ", ".join(f"{edge:g}" for edge in starts[1:])
        raise ValueError(f"expected a radius out of {edges} km, found {radius_km}")
    near = (bands["km_from"] < radius_km).fillna(False)
    deaths = bands.assign(where=near.map({True: "city", False: "rest"}))
    return deaths.pivot_table(index="year", columns="where", values="deaths_best", aggfunc="sum")


@measure(
    asks="What was Kabul’s yearly death rate, as a part of that of the rest of the country?",
    unit="Kabul’s rate over that of the rest",
    write=partial(decimal, places=2),
    choices={
        "radius_km": {f"within {km} km": km for km in (5, 10, 20, 50)},
        "years": YEARS,
    },
)
def kabul_against_rest(radius_km: float, years: tuple[int, int]) -> float:
    """Deaths per head within a radius of Kabul, as a part of the same rate elsewhere.

    Kabul's population is the lowest estimate that bears on the years, which makes its rate the
    highest. Deaths whose place is unknown count as elsewhere.
    """
    yearly = _near(radius_km)
    if missing := set(range(years[0], years[1] + 1)) - set(yearly.index):
        raise ValueError(f"no row for {sorted(missing)}")
    city, rest = yearly.loc[slice(*years)].sum()[["city", "rest"]]
    people = violence.population_range(tables.load("kabul_population_estimates"), years)[0]
    country = tables.load("development_indicators").query(
        "iso3 == 'AFG' and indicator == 'population'"
    )
    whole = country.set_index("year")["value"].loc[slice(*years)].mean()
    return measures.rate(city, people) / measures.rate(rest, whole - people)


@measure(
    asks="Kabul’s share of the deaths from 2002 to 2005, as a part of its share before",
    unit="Share of deaths after over share before",
    write=partial(decimal, places=2),
    choices={
        "radius_km": {f"within {km} km": km for km in (10, 20, 50)},
        "before": {"1992–1996": (1992, 1996), "1997–2001": (1997, 2001)},
    },
)
def kabul_share_after(radius_km: float, before: tuple[int, int]) -> float:
    """The share of Afghanistan's deaths near Kabul in 2002 to 2005 over that of earlier years."""
    yearly = _near(radius_km)
    after, first = (
        measures.share(part["city"], part["city"] + part["rest"])
        for part in (yearly.loc[2002:2005].sum(), yearly.loc[slice(*before)].sum())
    )
    return after / first
