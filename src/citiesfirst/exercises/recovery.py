"""Exercises of the chapter that asks whether cities recover first."""

from __future__ import annotations

from citiesfirst import measures, tables
from citiesfirst.exercises.contract import exercise
from citiesfirst.measures import endings, mixing


@exercise("recovery-fewest-kept", hint="Divide the population of 2013 by that of 1991.")
def fewest_kept() -> str:
    """The municipality of 1991 whose population of 2013 is the smallest part of that of 1991."""
    found = tables.load("bosnia_composition_1991_2013").set_index("municipality")
    return str((found["population_2013"] / found["population_1991"]).idxmin())


@exercise(
    "recovery-tuzla-three-nations",
    hint="Give mixing.chance three columns of each census, and divide the later by the earlier.",
)
def tuzla_of_three_nations() -> float:
    """What was left in 2013 of Tuzla's chance of mixing of 1991, among three nations alone."""
    tuzla = tables.load("bosnia_composition_1991_2013").query("municipality == 'Tuzla'")
    before = mixing.chance(tuzla[["muslims_1991", "serbs_1991", "croats_1991"]])
    after = mixing.chance(tuzla[["bosniaks_2013", "serbs_2013", "croats_2013"]])
    return float((after / before).iloc[0])


@exercise(
    "recovery-longer-wars",
    hint="Change the first number that endings.ends is given, and ask measures.before_and_after.",
)
def longer_wars() -> float:
    """Organised violence after as a part of that before, at ends of ten years or more."""
    active = endings.active_years(tables.load("conflict_episodes").query("type == 'intrastate'"))
    cities = tables.load("urban_disorder_cities").set_index("city")["iso3"]
    events = endings.with_zeros(tables.load("urban_disorder"), cities.index, 1960, 2014)
    ended = endings.ends(active, shortest=10, quiet=5, known_to=2024)
    panel = endings.around(events, cities, ended, active, "organised_violence")
    return measures.before_and_after(panel, "iso3", "when", "value")[0]
