"""Sarajevo: how long, how many dead, who marries whom."""

from __future__ import annotations

from functools import partial

import pandas as pd

from citiesfirst import measures, tables
from citiesfirst.definitions.contract import measure
from citiesfirst.measures import mixing
from citiesfirst.prose import decimal, number, percent

FOUR = ("Centar Sarajevo", "Novi Grad Sarajevo", "Novo Sarajevo", "Stari Grad Sarajevo")


def _dated(column: str, convention: str) -> pd.Timestamp:
    lengths = tables.load("sarajevo_siege_lengths").set_index("convention")
    return lengths.at[convention, column]


@measure(
    asks="How long was the siege, from which first to which last day?",
    unit="Years",
    write=partial(decimal, places=2),
    choices={
        "first_day": {
            "from the barricades": "institute",
            "from 1 April 1992": "demographers",
            "from the first deaths": "usual",
        },
        "last_day": {
            "to the peace": "signing",
            "to the end of 1995": "demographers",
            "to the declared end": "usual",
            "to the last hand-over": "institute",
        },
    },
)
def siege_years(first_day: str, last_day: str) -> float:
    """Years of the siege; the first and the last day are those of two published conventions."""
    days = measures.days_between(_dated("start", first_day), _dated("end", last_day))
    return measures.in_years(days)


@measure(
    asks="How long was it by sources that print no dates?",
    unit="Years",
    write=partial(decimal, places=2),
    choices={
        "printed": {
            "Radio Free Europe, 2012": "months_44",
            "Reuters, 2014": "months_43",
            "BBC News, 2006": "three_years",
        }
    },
)
def siege_printed_years(printed: str) -> float:
    """Years of the siege as a source prints them, twelve months to a year."""
    lengths = tables.load("sarajevo_siege_lengths")
    years = measures.lasting(lengths)["years"]
    return float(years[lengths["convention"] == printed].iloc[0])


def _total(count: str, column: str = "figure") -> float:
    return float(tables.load("sarajevo_siege_totals").set_index("count").at[count, column])


@measure(
    asks="How many died in the city, in the whole siege, by counts other than the cited one?",
    unit="Deaths",
    write=number,
    choices={
        "count": {
            "Helsinki Committee, 2003": "helsinki_committee",
            "Public health office": "donia_public_health",
            "BBC News, on the verdict, 2006": "bbc_verdict",
            "A research body, in the BBC, 2007": "bbc_research_body",
            "Memorial of the city, 2012": "red_line",
        }
    },
)
def siege_deaths(count: str) -> float:
    """Deaths in the city and the whole siege, by a published count (a row of the table)."""
    return _total(count)


@measure(
    asks="And by definitions that are wider or narrower than the besieged city?",
    unit="Deaths",
    write=number,
    choices={
        "count": {
            "Ten municipalities, both sides": ("book_of_the_dead", "figure"),
            "The same, civilians alone": ("book_of_the_dead", "civilians"),
            "In military action, 1991 to 1995": ("rdc_dani", "figure"),
            "Inside the lines, two years of it": ("galic_report", "figure"),
        }
    },
)
def siege_deaths_otherwise(count: tuple[str, str]) -> float:
    """Deaths by a published count of another area, period or group (row and column)."""
    return _total(*count)


AREAS = {"ground of the four in 1991": False, "ground of the ten in 1991": True}


def _ground(ten: bool) -> pd.DataFrame:
    """Both censuses on the ground of the ten municipalities of 1991, or of the central four."""
    ground = tables.load("bosnia_composition_1991_2013").set_index("municipality")
    return ground[ground["sarajevo_city_1991"]] if ten else ground.loc[list(FOUR)]


GROUPS = {"all groups apart": 5, "three nations alone": 3}


def _room(ten: bool, groups: int) -> tuple[float, float]:
    """The chance of mixing in 1991 and in 2013, each area taken as one pool of people."""
    ground = _ground(ten)
    sides = (mixing.GROUPS_1991, mixing.GROUPS_2013)
    before, after = (mixing.pooled(ground[list(side[:groups])]) for side in sides)
    return before, after


@measure(
    asks="What share of couples would be mixed in 2013 if people paired off by lot?",
    unit="Share of couples",
    write=percent,
    choices={"ten": AREAS, "groups": GROUPS},
)
def couples_by_lot(ten: bool, groups: int) -> float:
    """The share of mixed couples in 2013 if the only limit were who lives there."""
    return _room(ten, groups)[1]


@measure(
    asks="What share of couples was mixed, as counted or estimated since the war?",
    unit="Share of couples",
    write=percent,
    choices={
        "figure": {
            "Sarajevo, about 2001, by surnames": "sarajevo_2001",
            "Federation, 2014, registered": "fbih_2014",
            "whole country, 2013, at most": "bih_2013",
        }
    },
)
def couples_seen(figure: str) -> float:
    """The share of mixed marriages that a source gives (a row of the table)."""
    return float(tables.load("mixed_marriage_figures").set_index("figure").at[figure, "share"])


@measure(
    asks="How does the share of about 2001 compare with the share before the war?",
    unit="Share of about 2001, as a part of the share before",
    write=percent,
    choices={
        "before": {
            "15 in 100, the observatory": "sarajevo_prewar",
            "20 in 100, an estimate": "sarajevo_1981",
            "34 in 100, the census as quoted": "sarajevo_census_1991",
        }
    },
)
def couples_against_before(before: str) -> float:
    """The share of mixed marriages in Sarajevo about 2001 over one of the shares before the war."""
    return couples_seen("sarajevo_2001") / couples_seen(before)
