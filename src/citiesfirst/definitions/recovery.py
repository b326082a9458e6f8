"""Town and country after war: who came back first, by which yardstick."""

from __future__ import annotations

from functools import partial

from citiesfirst import measures, tables
from citiesfirst.definitions.contract import measure
from citiesfirst.measures import endings, homicides, mixing
from citiesfirst.prose import decimal

EVENTS_TO = 2014  # the last year of the list of urban disorder
CONFLICTS_TO = 2024  # the last year of the list of conflicts


@measure(
    asks="Bosnia: did larger places keep more of what they had in 1991?",
    unit="Rank correlation with size",
    write=partial(decimal, places=3),
    choices={
        "kept": {"people": "people", "mixing": "mixing"},
        "places": {"all places": False, "undivided places": True},
    },
)
def size_and_recovery(kept: str, places: bool) -> float:
    """The rank correlation of the people of 1991 with what a municipality kept until 2013.

    Args:
        kept: ``people`` of 2013 for each one of 1991, or the part of the chance of ``mixing`` that
            was left, where there was at least one in five.
        places: True leaves out the municipalities that lie in both entities today.
    """
    return _size_with(kept, places)[0]


def least_by_chance(kept: str, places: bool) -> float:
    """The lower end of the 95 per cent interval of `size_and_recovery`, which is its estimate."""
    return _size_with(kept, places)[1]


def _size_with(kept: str, places: bool) -> tuple[float, float, float]:
    """The correlation and its interval."""
    ground = tables.load("bosnia_composition_1991_2013").set_index("municipality")
    if places:
        ground = ground[ground["entities_2013"] != "both"]
    part = ground["population_2013"] / ground["population_1991"]
    if kept == "mixing":
        before = mixing.chance(ground[list(mixing.GROUPS_1991)])
        part = (mixing.chance(ground[list(mixing.GROUPS_2013)]) / before)[before >= 0.2]
    size = ground.loc[part.index, "population_1991"]
    return measures.rank_correlation(size, part)


SMALL = {
    "vs under 10,000": ("under 10,000",),
    "vs under 50,000": ("under 10,000", "10,000 to 19,999", "20,000 to 49,999"),
}
LARGE = {
    "500,000 and more": ("500,000 and more",),
    "100,000 and more": ("500,000 and more", "100,000 to 499,999"),
}


@measure(
    asks="Colombia: how much of their homicide rate of 2003–05 did cities keep, over small places?",
    unit="Part kept by cities over part kept by small places",
    write=partial(decimal, places=2),
    choices={
        "large": LARGE,
        "small": SMALL,
        "years": {"by 2009–11": (2009, 2011), "by 2015–17": (2015, 2017)},
    },
)
def homicides_in_cities(
    large: tuple[str, ...], small: tuple[str, ...], years: tuple[int, int]
) -> float:
    """How far the homicide rate of large places fell, over how far that of small places fell.

    Less than 1 means that cities became safer sooner. Rates pool three years.
    """
    counts = tables.load("colombia_homicides_by_size")
    parts = []
    for classes in (large, small):
        chosen = counts[counts["size_class"].isin(classes)].assign(kind="chosen")
        before, after = (
            homicides.pooled(chosen, "kind", *span).at["chosen", "rate"]
            for span in ((2003, 2005), years)
        )
        parts.append(after / before)
    return parts[0] / parts[1]


@measure(
    asks="All cities: events in the five years after a war, as a part of those before",
    unit="Events after over events before",
    write=partial(decimal, places=2),
    choices={
        "event": {"organised violence": "organised_violence", "protest and riots": "unrest"},
        "quiet": {"peace lasted five years": 5, "all ends of war": 1},
    },
)
def events_after_war(event: str, quiet: int) -> float:
    """Reported events in cities in the five years after the end of a conflict, over those before.

    Args:
        event: ``organised_violence``, or ``unrest`` (demonstrations and riots).
        quiet: years without conflict that must follow for a conflict to count as ended.
    """
    active = endings.active_years(tables.load("conflict_episodes").query("type == 'intrastate'"))
    cities = tables.load("urban_disorder_cities").set_index("city")["iso3"]
    events = tables.load("urban_disorder")
    events["unrest"] = events["demonstrations"] + events["riots"]
    counts = endings.with_zeros(events, cities.index, 1960, EVENTS_TO)
    ended = endings.ends(active, 3, quiet, CONFLICTS_TO)
    panel = endings.around(counts, cities, ended, active, event)
    return measures.before_and_after(panel, "iso3", "when", "value", draws=1)[0]
