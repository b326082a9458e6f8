"""Exercises of the chapter on networks of cities."""

from citiesfirst import tables
from citiesfirst.exercises.contract import exercise
from citiesfirst.measures import networks


@exercise("networks-afghanistan", hint="The code of Afghanistan is AFG; it goes into a list.")
def afghan_links() -> int:
    """Listed links with at least one end in Afghanistan."""
    links = networks.links(tables.load("twin_cities"), tables.load("twin_city_pairs"))
    return len(networks.touching(links, ["AFG"]))


@exercise("networks-second", hint="Keep the cities in the range and sort them by links.")
def second_city() -> str:
    """The city with the second most twins among those of 200,000 to 1 million people."""
    sized = networks.sized(
        tables.load("city_populations"),
        tables.load("place_names"),
        tables.load("twin_cities"),
        year=2005,
    )
    range_ = sized[sized["population"].between(200_000, 1_000_000)]
    return str(range_.nlargest(2, "links")["city"].iloc[1])
