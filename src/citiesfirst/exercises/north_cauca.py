"""Exercises of the chapter on northern Cauca."""

from citiesfirst import tables
from citiesfirst.exercises.contract import exercise
from citiesfirst.measures import homicides


@exercise("cauca-toribio", hint="Its row in the table of rates; the column is called rate.")
def toribio_rate() -> float:
    """Homicides a year per 100,000 residents of Toribío, 2003 to 2017."""
    counts = homicides.merged(tables.load("north_cauca_homicides"), {"Guachené": "Caloto"})
    return float(homicides.pooled(counts, "municipality", 2003, 2017).at["Toribío", "rate"])


@exercise("cauca-named-mayors", hint="Count the rows whose column european_mayor says yes.")
def named_mayors() -> int:
    """How many of the prizes, missions and visits name a European mayor."""
    return int((tables.load("cauca_prizes_and_solidarity")["european_mayor"] == "yes").sum())
