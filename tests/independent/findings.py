"""What the figures' titles say, as conditions on numbers that were computed by the second route.

A figure goes by its name. A finding names the words of the title that it stands for, so that a
title that comes to say something else asks for a new look at it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.independent import methods
from tests.independent.checks import (
    CHECKS,
    do_cities_recover_first,
    kabul,
    networks,
    north_cauca,
    sarajevo_reborn,
    sarajevo_siege,
    where_people_live,
    where_the_money_goes,
    where_war_kills,
)
from tests.independent.database import column, rows, table, value
from tests.independent.reading import COUNTS


class Finding(NamedTuple):
    """Words of a figure's title, and whether they hold."""

    words: str
    holds: Callable[[], bool]


def _of(module: Any, key: str) -> Any:
    return CHECKS[module.CHAPTER][key]()


def _recovery(key: str) -> Any:
    return _of(do_cities_recover_first, key)


def _reborn(key: str) -> Any:
    return _of(sarajevo_reborn, key)


def _siege(key: str) -> Any:
    return _of(sarajevo_siege, key)


def _money(key: str) -> Any:
    return _of(where_the_money_goes, key)


def _cauca(key: str) -> Any:
    return _of(north_cauca, key)


def _networks(key: str) -> Any:
    return _of(networks, key)


SINCE_2002 = ((2002, 2005), (2006, 2009), (2010, 2014), (2015, 2018), (2019, 2021))


def _smallest_first() -> bool:
    """The smallest places had come down the most by 2009–11, northern Cauca not at all."""
    stood = {
        size: do_cities_recover_first.against_start(size, 2009, 2011)
        for size in do_cities_recover_first.SIZES
    }
    never = min(_recovery("cauca-2009"), _recovery("cauca-2015")) > 100
    return min(stood, key=stood.__getitem__) == "under 10,000" and never


def _urban_alike() -> bool:
    """The intervals of projects on conflict and of all others overlap, in both spans."""
    part = where_the_money_goes.urban_part
    pairs = [
        [methods.wilson(*part(kind, when, mark)) for kind in ("conflict", "other")]
        for when in ("early", "late")
        for mark in ("", "_25")
    ]
    return all(max(a[0], b[0]) <= min(a[1], b[1]) for a, b in pairs)


def _safest_in_2024() -> bool:
    rates = table(
        "SELECT size_class, homicides / population FROM colombia_homicides_by_size"
        " WHERE year = 2024"
    )
    return set(sorted(rates, key=rates.__getitem__)[:2]) == {"500,000 and more", "under 10,000"}


def _fewer_than_kabul() -> int:
    """How many provinces had fewer deaths than Kabul, in the period when that was the least."""
    found = []
    for first, last in SINCE_2002:
        sums = {name: sum(years) for name, years in kabul.by_province(first, last).items()}
        found.append(sum(one < sums["Kabul"] for one in sums.values()))
    return min(found)


def _calm_belt() -> bool:
    sums = {name: sum(years) for name, years in kabul.by_province(2002, 2005).items()}
    belt = ("Bamyan", "Parwan and Panjshir", "Baghlan", "Takhar", "Badakhshan")
    return all(sums[name] < sums["Kabul"] for name in belt)


def _each_low(side: str) -> float:
    """The share of the ten's ground, by municipality, where few belong to another group."""
    return value(
        f"SELECT avg(({sarajevo_reborn.same(sarajevo_reborn.GROUPS_2013)} > 0.7)::INTEGER)"
        f" FROM {sarajevo_reborn.GROUND} WHERE of_the_ten AND entity = ?",
        side,
    )


def _signed_by_others() -> bool:
    """When the three signed, the wars had ended and Novi Sad had a mayor of none of its war's."""
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


def _listed(where: str) -> int:
    return value(f"SELECT count(*) FROM timeline_events WHERE {where}")


def _kabul_attacks(when: str) -> int:
    """Listed events on the days of attacks that are in the table of attacks."""
    return _listed(
        f"timeline = 'kabul' AND date_start {when} DATE '2006-03-15' AND date_start IN"
        " (SELECT date FROM kabul_attacks WHERE kind <> 'riot')"
    )


def _prizes_and_attacks() -> bool:
    """Between the first and the last prize there are attacks in the list."""
    prizes = column(
        "SELECT year(date_start) FROM timeline_events WHERE timeline = 'north_cauca'"
        " AND event LIKE '%Prize%'"
    )
    attacks = column(
        "SELECT year(date_start) FROM timeline_events WHERE timeline = 'north_cauca'"
        " AND regexp_matches(event, 'Attack|Assault|massacre|abducted')"
    )
    return sum(min(prizes) <= year <= max(prizes) for year in attacks) >= 3


FINDINGS: dict[str, Finding] = {
    "fig-urban-share": Finding(
        "half of humanity was urban in the year of the report",
        lambda: _of(where_people_live, "half-year") == "2007",
    ),
    "fig-largest-city": Finding(
        "In most of these countries the largest city holds under a fifth",
        lambda: (
            2 * _of(where_people_live, "under-fifth") > _of(where_people_live, "largest-countries")
        ),
    ),
    "fig-bank-both": Finding(
        "fewer than two projects in a hundred",
        lambda: max(_money("early-rate-1"), _money("late-rate-1")) < 20,
    ),
    "fig-bank-urban": Finding("about as often urban as all others", _urban_alike),
    "fig-aid-sectors": Finding(
        "In 1996–2007 aid for government and security exceeded",
        lambda: (
            _money("all-governance") > _money("all-multisector")
            and _money("more-government") == _money("recipients")
        ),
    ),
    "fig-aid-located": Finding("cannot say", lambda: _money("unknown-lowest") > 1 / 3),
    "fig-war-world": Finding(
        "in the years when organised violence killed the fewest people",
        lambda: _of(where_war_kills, "world-quiet-years") == [2005, 2006, 2007],
    ),
    "fig-war-distance": Finding(
        "where most people die and, ten years later, where few do",
        lambda: kabul.share_of_deaths(1992, 1996) > 0.5 > 0.05 > kabul.share_of_deaths(2002, 2005),
    ),
    "fig-war-colombia": Finding(
        "the largest and the smallest places became safest", _safest_in_2024
    ),
    "fig-recovery-people": Finding(
        "The toll of the war says more about missing people than the size of a town",
        lambda: abs(_recovery("deaths-kept")) > 2 * abs(_recovery("size-kept")),
    ),
    "fig-recovery-mixing": Finding(
        "Mixing was lost in towns large and small; Tuzla and Sarajevo are no exception",
        lambda: (
            max(_recovery(f"left-{key}") for key in ("large", "small", "sarajevo", "Tuzla")) < 0.8
        ),
    ),
    "fig-recovery-colombia": Finding("smallest places became safer first", _smallest_first),
    "fig-recovery-disorder": Finding(
        "violence in its cities falls at once; protest falls little, if at all",
        lambda: (
            do_cities_recover_first.first_year_after() < 0.5
            and _recovery("violence-interval")[1].high < 0.8
            and _recovery("unrest-interval")[1].low > 1
        ),
    ),
    "fig-recovery-un": Finding(
        "straight through the siege of Sarajevo", lambda: 0 < _recovery("un-change") < 0.02
    ),
    "fig-siege-lengths": Finding(
        "between three years and just over four",
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
        "at about the country’s average rate; the east lost far more",
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
        "came apart on both sides of the new line",
        lambda: min(_each_low("Federation"), _each_low("Republika Srpska")) > 0.5,
    ),
    "fig-reborn-marriage": Finding(
        "a part of the room that chance leaves, and the room has shrunk",
        lambda: _reborn("taken-prewar") < 1 and _reborn("room-2013") < _reborn("room-1991"),
    ),
    "fig-reborn-all": Finding(
        "Nearly all", lambda: _reborn("all-fallen") > 0.9 * _reborn("all-places")
    ),
    "fig-kabul-suicide": Finding(
        "in the year of the cited article",
        lambda: (
            _of(kabul, "suicide-2006") > 100 and _of(kabul, "suicide-2005") < 20  # 15 March 2006
        ),
    ),
    "fig-kabul-years": Finding(
        "since 2002 nearly all",
        lambda: (
            kabul.share_of_deaths(1992, 1996) > 0.6
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
    "fig-kabul-map": Finding("from Bamyan to the north-east was calmer than Kabul", _calm_belt),
    "fig-kabul-provinces": Finding(
        "In every period ten provinces or more had fewer deaths than Kabul",
        lambda: COUNTS[_fewer_than_kabul()] == "ten",
    ),
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
        _signed_by_others,
    ),
    "fig-three-censuses": Finding(
        "In all three cities the largest group’s share grew", _largest_grew
    ),
    "fig-left-displaced": Finding(
        "Years after the peace, many",
        lambda: (
            CHECKS["4-the-verdict/left-out"]["bih-1998"]()
            > 0.5 * CHECKS["4-the-verdict/left-out"]["bih-1994"]()
        ),
    ),
    "fig-timeline-sarajevo": Finding(
        "more than ten years when the page appeared; the City Hall was still closed",
        lambda: (
            value('SELECT year(max("end")) FROM sarajevo_siege_lengths') < 1997
            and _listed(
                "timeline = 'sarajevo' AND event LIKE '%City Hall%' AND year(date_start) > 2008"
            )
            > 0
        ),
    ),
    "fig-timeline-kabul": Finding(
        "Most of the attacks on Kabul that are listed here came after",
        lambda: _kabul_attacks(">") > _kabul_attacks("<"),
    ),
    "fig-timeline-three-cities": Finding("signed together in 2002", _signed_by_others),
    "fig-timeline-north-cauca": Finding("in the same years", _prizes_and_attacks),
    "fig-timeline-city-diplomacy": Finding(
        "found its institutions between 2004 and 2008",
        lambda: (
            _listed(
                "timeline = 'city_diplomacy' AND year(date_start) BETWEEN 2004 AND 2008"
                " AND regexp_matches(event, 'founded|Committee|conference')"
            )
            >= 3
        ),
    ),
}
