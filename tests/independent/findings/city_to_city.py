"""What the titles of the figures say, in the part on city-to-city diplomacy."""

from typing import Any

from tests.independent.checks import CHECKS, networks, north_cauca
from tests.independent.database import column, rows, value
from tests.independent.findings.finding import Finding, computed


def _cauca(key: str) -> Any:
    return computed(north_cauca, key)


def _networks(key: str) -> Any:
    return computed(networks, key)


def signed_by_others() -> bool:
    """Return whether the three signed after their wars, and Novi Sad under another mayor.

    Another one than those of its war: none of the Socialists, none of the Radicals.
    """
    ((signed,),) = rows("SELECT date_start FROM city_agreements WHERE item = 'agreement_2002'")
    ends = column('SELECT "end" FROM conflict_episodes WHERE conflict_id IN (385, 389, 390, 412)')
    (party,) = column(
        "SELECT party_short FROM mayors WHERE city = 'Novi Sad' AND start <= $1"
        ' AND coalesce("end", $1 + 1) > $1',
        signed,
    )
    return all(signed.year - end.year >= 2 for end in ends) and party not in ("SPS", "SRS")


def _largest_grew() -> bool:
    census = (
        "SELECT arg_max(share, year) > arg_min(share, year) FROM city_census_points"
        ' WHERE city = ? AND "group" = ?'
    )
    tuzla = CHECKS["3-city-to-city/three-cities"]
    grew = tuzla["tuzla-bosniaks-2013"]() > tuzla["tuzla-bosniaks-1991"]()
    return grew and value(census, "Osijek", "Croats") and value(census, "Novi Sad", "Serbs")


FINDINGS: dict[str, Finding] = {
    "fig-programmes": Finding(
        "began after 2007", lambda: int(_networks("programmes-naming-first")) > 2007
    ),
    "fig-twin-map": Finding("Two in three", lambda: abs(_networks("links-balkan") - 2 / 3) < 0.02),
    "fig-twin-balkans": Finding(
        "Most Bosnian links", lambda: 2 * _networks("near-own") > _networks("near-two")
    ),
    "fig-twin-sizes": Finding(
        "Sarajevo has more listed twins than any of these cities; Kabul has two",
        lambda: (
            max(networks.sized(), key=lambda city: networks.sized()[city][1]) == "Sarajevo"
            and _networks("twins-kabul") == 2
        ),
    ),
    "fig-toribio-counts": Finding(
        "four counters: dozens of attacks or hundreds",
        lambda: (
            _cauca("counters") == 4
            and 24 <= _cauca("attacks-centre") < 100
            and _cauca("attacks-personeria") > 200
        ),
    ),
    "fig-cauca-homicides": Finding(
        "Colombia grew safer after 2003; northern Cauca did not",
        lambda: (
            _cauca("country-2024") < _cauca("country-2003")
            and _cauca("rate-2024") > _cauca("rate-2003")
        ),
    ),
    "fig-cauca-places": Finding(
        "The most attacked municipality had one of the lowest homicide rates",
        lambda: "Toribío" in _cauca("lowest-three"),
    ),
    "fig-three-lanes": Finding(
        "signed in 2002, years after their wars, and under other mayors in Novi Sad",
        signed_by_others,
    ),
    "fig-three-censuses": Finding(
        "In all three cities the largest group’s share grew", _largest_grew
    ),
}
