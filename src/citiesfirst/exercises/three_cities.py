"""Exercises of the chapter on Tuzla, Osijek and Novi Sad."""

from citiesfirst import tables
from citiesfirst.exercises.contract import exercise
from citiesfirst.measures import terms


@exercise(
    "cities-radical-days",
    hint="days_held returns a number for each party: the one you want is SRS.",
)
def radical_days() -> int:
    """Days of the war in Bosnia and Herzegovina under a Radical mayor of Novi Sad."""
    mayors = tables.load("mayors")
    war = tables.load("conflict_episodes").set_index("conflict_id").loc[389]
    novi_sad = mayors[mayors["city"] == "Novi Sad"]
    return int(terms.days_held(novi_sad, "party_short", war["start"], war["end"])["SRS"])


@exercise("cities-osijek-serbs", hint="Take the later count away from the earlier one.")
def fewer_serbs() -> int:
    """By how many the Serbs of the City of Osijek fell from the census of 2001 to that of 2011."""
    points = tables.load("city_census_points")
    osijek = points[(points["unit"] == "City (Grad)") & (points["city"] == "Osijek")]
    counts = osijek[osijek["group"] == "Serbs"].set_index("year")["count"]
    return int(counts[2001] - counts[2011])
