"""City halls and councils: who worked with whom in wartime, and whether resisting made safe."""

from __future__ import annotations

from functools import partial

import pandas as pd

from citiesfirst import measures, tables
from citiesfirst.definitions.contract import measure
from citiesfirst.measures import homicides, terms
from citiesfirst.prose import decimal, number, percent

CITIES = ("Tuzla", "Osijek", "Novi Sad")
# The numbers of the conflicts in UCDP's list.
WARS = {
    "war in Croatia": (385, 390),
    "war in Bosnia": (389, 389),
    "war over Kosovo": (412, 412),
}


def _war(numbers: tuple[int, int]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a war that stands in the list as one conflict or as two in a row."""
    episodes = tables.load("conflict_episodes").set_index("conflict_id")
    return episodes.at[numbers[0], "start"], episodes.at[numbers[1], "end"]


def _steps(cities: int, war: tuple[int, int]) -> float:
    """Joint steps on record of so many of the three cities, up to the last day of a war."""
    papers = tables.load("city_agreements")
    words = papers["title"].fillna("") + " " + papers["parties"].fillna("")
    named = sum(words.str.contains(city, regex=False).astype(int) for city in CITIES)
    return float(((named >= cities) & (papers["date_start"] <= _war(war)[1])).sum())


@measure(
    asks="How many steps of all three cities are on record by the end of the war?",
    unit="Joint steps",
    write=number,
    choices={"war": WARS},
)
def steps_of_three(war: tuple[int, int]) -> float:
    """Joint steps of Tuzla, Osijek and Novi Sad on record until the end of a war."""
    return _steps(3, war)


@measure(
    asks="And how many of at least two of them?",
    unit="Joint steps",
    write=number,
    choices={"war": WARS},
)
def steps_of_two(war: tuple[int, int]) -> float:
    """Joint steps of at least two of the three cities on record until the end of a war."""
    return _steps(2, war)


@measure(
    asks="For how much of the war was Novi Sad free of Socialist and Radical mayors?",
    unit="Share of the war’s days",
    write=percent,
    choices={"war": WARS},
)
def novi_sad_under_others(war: tuple[int, int]) -> float:
    """Share of a war's days without a Socialist or Radical at the head of Novi Sad.

    Days under a head whose party is not known count as free of both.
    """
    mayors = tables.load("mayors").query("city == 'Novi Sad'")
    held = terms.days_held(mayors, "party_short", *_war(war))
    return 1 - measures.share(held.reindex(["SPS", "SRS"], fill_value=0).sum(), held.sum())


@measure(
    asks="How many prizes did the resistance of northern Cauca win?",
    unit="Prizes",
    write=number,
    choices={
        "award": {
            "any prize": "",
            "national peace prizes": "National Peace Prize",
            "of the United Nations": "Equator Prize",
        },
    },
)
def prizes(award: str) -> float:
    """Prizes for civil resistance in northern Cauca whose title holds some words."""
    found = tables.load("cauca_prizes_and_solidarity").query("kind == 'prize'")
    return float(found["title"].str.contains(award, regex=False).sum())


@measure(
    asks="How many homicides were there for each one that like places would have had?",
    unit="Homicides over those expected",
    write=partial(decimal, places=2),
    choices={
        "place": {"all thirteen": "", "Toribío alone": "Toribío"},
        "yardstick": {"against like places": True, "against Colombia": False},
        "years": {
            "2003–2007": (2003, 2007),
            "2008–2017": (2008, 2017),
            "2018–2024": (2018, 2024),
        },
    },
)
def homicides_against_others(place: str, yardstick: bool, years: tuple[int, int]) -> float:
    """Homicides of northern Cauca, or of one place there, over those expected from elsewhere.

    Args:
        place: a municipality, or an empty text for all thirteen.
        yardstick: True for the rates of like-sized municipalities, False for Colombia's rate.
    """
    places = tables.load("colombia_municipalities").query("north_cauca").set_index("municipality")
    region = tables.load("north_cauca_homicides")
    region = region[region["municipality"] == place] if place else region
    classes = tables.load("colombia_homicides_by_size")
    yearly = homicides.expected_by_size(region, classes, places["size_class"])
    if not yardstick:
        country = classes.groupby("year")[["homicides", "population"]].sum()
        yearly["expected"] = country["homicides"] / country["population"] * yearly["population"]
    seen, likely = yearly.loc[slice(*years), ["homicides", "expected"]].sum()
    return seen / likely
