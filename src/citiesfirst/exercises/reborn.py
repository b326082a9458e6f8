"""Exercises of the chapter on Sarajevo after the siege."""

from citiesfirst import tables
from citiesfirst.exercises.contract import exercise
from citiesfirst.measures import mixing


@exercise(
    "reborn-room",
    hint="mixing.chance wants a row a place and a column a group, and answers with a share.",
)
def room_in_tuzla() -> float:
    """The chance of mixing in Tuzla in 2013, all groups of the census apart."""
    census = tables.load("bosnia_census_2013").set_index("municipality")
    groups = ["bosniaks", "serbs", "croats", "other", "not_declared", "no_answer"]
    return float(mixing.chance(census.loc[["Tuzla"], groups]).iloc[0])


@exercise(
    "reborn-mixed",
    hint="Compute the chance of mixing of all 142 municipalities; idxmax names the largest.",
)
def most_mixed() -> str:
    """The municipality of 2013 with the largest chance of mixing."""
    census = tables.load("bosnia_census_2013").set_index("municipality")
    groups = ["bosniaks", "serbs", "croats", "other", "not_declared", "no_answer"]
    return str(mixing.chance(census[groups]).idxmax())


@exercise(
    "reborn-serbs",
    hint="Divide the Serb share of the estimate by that of the census, not the other way round.",
)
def times_too_many() -> float:
    """How many times the Serb share of the four municipalities of 2013 the page prints."""
    page = tables.load("city_census_points").query("city == 'Sarajevo' and year == 2002")
    census = tables.load("bosnia_census_2013").set_index("municipality")
    four = census.loc[
        ["Centar Sarajevo", "Novi Grad Sarajevo", "Novo Sarajevo", "Stari Grad Sarajevo"]
    ]
    printed = page.set_index("group")["share"]["Serbs"]
    return float(printed / (four["serbs"].sum() / four["population"].sum()))
