"""What the titles of the figures say, in the part on state-building and city-building."""

from typing import Any

from tests.independent.checks import (
    do_cities_recover_first,
    kabul,
    where_people_live,
    where_the_money_goes,
    where_war_kills,
)
from tests.independent.database import table
from tests.independent.findings.finding import Finding, computed


def _recovery(key: str) -> Any:
    return computed(do_cities_recover_first, key)


def _money(key: str) -> Any:
    return computed(where_the_money_goes, key)


def _smallest_first() -> bool:
    """The smallest places had come down the most by 2009–11, northern Cauca not at all.

    In no year since 2003 had the largest come down as far as the smallest.
    """
    stood = {
        size: do_cities_recover_first.against_start(size, 2009, 2011)
        for size in do_cities_recover_first.SIZES
    }
    never = min(_recovery("cauca-2009"), _recovery("cauca-2015")) > 100
    ahead = all(
        do_cities_recover_first.since_2003("under 10,000", year)
        < do_cities_recover_first.since_2003("500,000 and more", year)
        for year in range(2004, 2025)
    )
    return min(stood, key=stood.__getitem__) == "under 10,000" and never and ahead


def _safest_in_2024() -> bool:
    rates = table(
        "SELECT size_class, homicides / population FROM colombia_homicides_by_size"
        " WHERE year = 2024"
    )
    return set(sorted(rates, key=rates.__getitem__)[:2]) == {"500,000 and more", "under 10,000"}


FINDINGS: dict[str, Finding] = {
    "fig-urban-share": Finding(
        "half of humanity was urban in the year of the report",
        lambda: computed(where_people_live, "half-year") == "2007",
    ),
    "fig-largest-city": Finding(
        "In most of these countries the largest city holds under a fifth",
        lambda: (
            2 * computed(where_people_live, "under-fifth")
            > computed(where_people_live, "largest-countries")
        ),
    ),
    "fig-bank-both": Finding(
        "fewer than two projects in a hundred",
        lambda: max(_money("early-rate-1"), _money("late-rate-1")) < 20,
    ),
    "fig-aid-sectors": Finding(
        "In 1996–2007 aid for government and security exceeded",
        lambda: (
            _money("all-governance") > _money("all-multisector")
            and _money("more-government") == _money("recipients")
        ),
    ),
    "fig-aid-located": Finding("cannot say", lambda: _money("unknown-lowest") > 1 / 3),
    "fig-war-world": Finding(
        "in the years with the fewest recorded deaths since 1989",
        lambda: computed(where_war_kills, "world-quiet-years") == [2005, 2006, 2007],
    ),
    "fig-war-distance": Finding(
        "Nearly two thirds of Afghanistan’s recorded war deaths of 1992–96 fell near Kabul; "
        "since then, under three in 100",
        lambda: (
            0.6 < kabul.share_of_deaths(1992, 1996) < 2 / 3
            and max(kabul.share_of_deaths(*span) for span in where_war_kills.SINCE_1997) < 0.03
        ),
    ),
    "fig-war-colombia": Finding(
        "the largest and the smallest places became safest", _safest_in_2024
    ),
    "fig-recovery-people": Finding(
        "Where the war killed more, fewer people lived in 2013; a place’s size says little",
        lambda: (
            _recovery("deaths-kept-interval")[1] < -0.2
            and _recovery("size-kept-interval")[0] < 0 < _recovery("size-kept-interval")[1] < 0.4
        ),
    ),
    "fig-recovery-mixing": Finding(
        "Mixing was lost in towns large and small; Tuzla and Sarajevo are no exception",
        lambda: (
            max(_recovery(f"left-{key}") for key in ("large", "small", "sarajevo", "Tuzla")) < 0.8
        ),
    ),
    "fig-recovery-colombia": Finding("smallest places became safer first", _smallest_first),
    "fig-recovery-disorder": Finding(
        "reported violence in cities more than halves; protest and riots may not fall",
        lambda: (
            do_cities_recover_first.first_year_after() < 0.5
            and max(_recovery("violence"), _recovery("all-violence")) < 0.5
            and _recovery("violence-interval")[1].high < 0.8
            and _recovery("unrest-interval")[1].low > 1
        ),
    ),
    "fig-recovery-un": Finding(
        "straight through the siege of Sarajevo", lambda: 0 < _recovery("un-change") < 0.02
    ),
}
