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


def _less_mixed() -> bool:
    """The largest group of Tuzla and of Osijek grew; no share of Novi Sad is older than 2002."""
    census = (
        "SELECT arg_max(share, year) > arg_min(share, year) FROM city_census_points"
        " WHERE city = 'Osijek' AND \"group\" = 'Croats'"
    )
    first = "SELECT min(year) FROM city_census_points WHERE city = 'Novi Sad' AND share IS NOT NULL"
    tuzla = CHECKS["3-city-to-city/three-cities"]
    grew = tuzla["tuzla-bosniaks-2013"]() > tuzla["tuzla-bosniaks-1991"]()
    return grew and value(census) and value(first) == 2002


FINDINGS: dict[str, Finding] = {
    "fig-programmes": Finding(
        "South Africa and Serbia stand in programmes before 2007; Uganda was found only later",
        lambda: (
            max(int(_networks(f"first-{land}")) for land in ("south-africa", "serbia"))
            < 2007
            < int(_networks("first-uganda"))
        ),
    ),
    "fig-twin-map": Finding(
        "Bosnia and Herzegovina has 291 listed links, Afghanistan 12, Uganda four",
        lambda: [networks.touching(iso3) for iso3 in ("BIH", "AFG", "UGA")] == [291, 12, 4],
    ),
    "fig-twin-balkans": Finding(
        "Most Bosnian links to Croatia start in mainly Croat places, most to Serbia in mainly Serb",
        lambda: networks.most_at_home("HRV", "Croats") and networks.most_at_home("SRB", "Serbs"),
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
        "Until 2017 Toribío, the most attacked, had one of the lowest homicide rates",
        lambda: "Toribío" in _cauca("lowest-three"),
    ),
    "fig-three-lanes": Finding(
        "signed in 2002, years after their wars; by then another party led Novi Sad",
        signed_by_others,
    ),
    "fig-three-censuses": Finding("less mixed; Novi Sad is known from 2002 only", _less_mixed),
}
