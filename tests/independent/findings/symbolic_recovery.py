"""What the titles of the figures say, in the part on symbolic recovery."""

from typing import Any

from tests.independent.checks import kabul, sarajevo_reborn, sarajevo_siege
from tests.independent.database import value
from tests.independent.findings.finding import Finding, computed
from tests.independent.reading import COUNTS

SINCE_2002 = ((2002, 2005), (2006, 2009), (2010, 2014), (2015, 2018), (2019, 2021))


def _reborn(key: str) -> Any:
    return computed(sarajevo_reborn, key)


def _siege(key: str) -> Any:
    return computed(sarajevo_siege, key)


def _fewer_than_kabul() -> int:
    """How many provinces had fewer deaths than Kabul, in the period when that was the least."""
    found = []
    for first, last in SINCE_2002:
        sums = {name: sum(years) for name, years in kabul.by_province(first, last).items()}
        found.append(sum(one < sums["Kabul"] for one in sums.values()))
    return min(found)


def _kept_mixture(side: str) -> float:
    """The room on one side of the line in 2013, as a part of the room of the ten in 1991."""
    where = f"of_the_ten AND entity = '{side}'"
    now = sarajevo_reborn.local_room(sarajevo_reborn.GROUND, where, sarajevo_reborn.GROUPS_2013)
    return 100 * now / _reborn("ten-room-1991")


FINDINGS: dict[str, Finding] = {
    "fig-siege-lengths": Finding(
        "between three years and just over four, depending on how it is counted",
        lambda: _siege("length-shortest-years") == 3 and 4 < _siege("length-longest-years") < 4.1,
    ),
    "fig-siege-totals": Finding(
        "they count different people, areas and periods",
        lambda: (
            min(
                value(f"SELECT count(DISTINCT {what}) FROM sarajevo_siege_totals")
                for what in ("counts", "area", "period")
            )
            > 2
        ),
    ),
    "fig-siege-months": Finding("More than half", lambda: _siege("ged-1992-share") > 0.5),
    "fig-siege-map": Finding(
        "By one count Sarajevo lost people at about the country’s average rate; the east lost far"
        " more",
        lambda: (
            abs(_siege("city-rate") / _siege("rest-rate") - 1) < 0.1
            and _siege("highest-rate") > 5 * _siege("city-rate")
        ),
    ),
    "fig-reborn-people": Finding(
        "a smaller part of its people than of its mixture",
        lambda: _reborn("ten-loss") < 1 - _reborn("ten-room-2013") / _reborn("ten-room-1991"),
    ),
    "fig-reborn-maps": Finding(
        "On both sides of the new line, old Sarajevo is far less mixed than in 1991",
        lambda: max(_kept_mixture("Federation"), _kept_mixture("Republika Srpska")) < 0.6,
    ),
    "fig-reborn-marriage": Finding(
        "a part of the room that chance leaves, and the room has shrunk",
        lambda: _reborn("taken-prewar") < 1 and _reborn("room-2013") < _reborn("room-1991"),
    ),
    "fig-kabul-years": Finding(
        "From 1992 to 1996 two thirds of the recorded deaths were in Kabul; since 2002 nearly all"
        " elsewhere",
        lambda: (
            abs(kabul.share_of_deaths(1992, 1996) - 2 / 3) < 0.02
            and max(kabul.share_of_deaths(*span) for span in SINCE_2002) < 0.05
        ),
    ),
    "fig-kabul-rates": Finding(
        "far fewer people than the rest of the country after 1996",
        lambda: (
            min(
                kabul.rest_rate(*span)[0] / kabul.city_rate(*span)[1]
                for span in ((1997, 2001), *SINCE_2002)
            )
            > 2
        ),
    ),
    "fig-kabul-provinces": Finding(
        "In every period ten provinces or more had fewer deaths than Kabul",
        lambda: COUNTS[_fewer_than_kabul()] == "ten",
    ),
}
