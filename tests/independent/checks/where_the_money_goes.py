"""The numbers of the chapter on where the money goes."""

import re
from collections.abc import Callable

from tests.independent import methods
from tests.independent.database import column, rows, sql, value

CHAPTER = "1-state-and-city/where-the-money-goes"

PROJECTS = "world_bank_urban_fcv_projects"  # those that carry both themes
WORLD = "world_bank_projects_themes WHERE iso3 = 'WLD'"  # counts of all, by fiscal year
SPANS = {"early": "BETWEEN 1996 AND 2007", "late": "BETWEEN 2008 AND 2024"}
# A project's name, cut into words, speaks of cities or of peace if it has one of these.
CITY = {"urban", "city", "cities", "municipal", "metropolitan", "slum", "town", "towns"}
PEACE = {
    *("peace", "peacebuilding", "conflict", "violence", "demobilization", "reintegration"),
    *("reunification", "refugee", "refugees", "displacement", "rohingya"),
}
AID = "aid_sector_shares"
RECIPIENTS = {"all": "WLD", "afg": "AFG", "bih": "BIH"}
SECTORS = {"governance": "governance_peace_share", "multisector": "multisector_share"}
PLACES = "aid_locations_precision"


def projects(what: str, when: str) -> int:
    """Count the projects of a span that have something."""
    return value(f"SELECT sum({what}) FROM {WORLD} AND fiscal_year {SPANS[when]}")


def both(percent: int, when: str) -> int:
    """Count the projects of a span in which both themes have so much per cent."""
    return value(
        f"SELECT count(*) FROM {PROJECTS} WHERE round(100 * urban_share) >= {percent}"
        f" AND round(100 * fcv_share) >= {percent} AND fiscal_year {SPANS[when]}"
    )


def urban_part(kind: str, when: str, mark: str) -> methods.Pair:
    """Return how many projects are urban among those on conflict, or among all others."""
    urban, conflict, twofold = (
        projects(f'"{name}{mark}"', when) for name in ("urban", "fcv", "both")
    )
    if kind == "conflict":
        return twofold, conflict
    return urban - twofold, projects("tagged", when) - conflict


def _share(kind: str, when: str, mark: str) -> float:
    part, whole = urban_part(kind, when, mark)
    return part / whole


def _named(city: bool, peace: bool) -> int:
    """How many projects with both themes speak of cities, of peace, of both, of neither."""
    words = [
        set(re.findall(r"\w+", name.lower()))
        for name in column(f"SELECT project_name FROM {PROJECTS}")
    ]
    return sum(bool(found & CITY) == city and bool(found & PEACE) == peace for found in words)


def _pooled(country: str, sector: str, first: int, last: int) -> float:
    """Share of a sector in all commitments of some years: the yearly shares, by their amounts."""
    return value(
        f"SELECT sum({SECTORS[sector]} * commitments_usd_m) / sum(commitments_usd_m) FROM {AID}"
        " WHERE iso3 = ? AND year BETWEEN ? AND ?",
        country,
        first,
        last,
    )


def _compared(first: int, last: int) -> list[str]:
    """Recipients with figures for all the book's years whose government aid was not the larger."""
    share = "sum({} * commitments_usd_m)"
    return column(
        f"SELECT country FROM {AID} WHERE iso3 <> 'WLD' AND year BETWEEN ? AND ?"
        f" AND iso3 IN (SELECT iso3 FROM {AID} WHERE year = 1996) GROUP BY country"
        f" HAVING {share.format(SECTORS['governance'])} <= {share.format(SECTORS['multisector'])}",
        first,
        last,
    )


def _recipients() -> int:
    return value(f"SELECT count(DISTINCT iso3) FROM {AID} WHERE iso3 <> 'WLD' AND year = 1996")


def _near_city(country: str) -> float:
    """The share of locations that are known to be near a city."""
    return value(f"SELECT sum(near_city) / sum(locations) FROM {PLACES} WHERE country = ?", country)


def _not_exact() -> dict[str, float]:
    """The share of locations whose place is not known exactly, by country."""
    return dict(
        rows(
            "SELECT country, sum(locations) FILTER (precision_code <> 1) / sum(locations)"
            f" FROM {PLACES} GROUP BY country"
        )
    )


def _millions(table: str, key: str, name: str, amount: str) -> Callable[[], str]:
    found = sql(f"SELECT {amount} / 1000000 FROM {table} WHERE {key} = ?", name)
    return lambda: f"{found():.0f} million"


CHECKS: dict[str, Callable] = {
    "old-listed": sql(f"SELECT count(*) FROM {PROJECTS} WHERE fiscal_year < 2015"),
    "new-listed": sql(f"SELECT count(*) FROM {PROJECTS} WHERE fiscal_year >= 2015"),
    "old-over": sql(
        f"SELECT count(*) FROM {PROJECTS} WHERE fiscal_year < 2015"
        " AND round(100 * urban_share) + round(100 * fcv_share) > 100"
    ),
    "new-over": sql(
        f"SELECT count(*) FROM {PROJECTS} WHERE fiscal_year >= 2015"
        " AND round(100 * urban_share) + round(100 * fcv_share) > 100"
    ),
    "listed": sql(f"SELECT count(DISTINCT project_id) FROM {PROJECTS}"),
    "named-city": lambda: _named(True, False) + _named(True, True),
    "named-peace": lambda: _named(False, True) + _named(True, True),
    "named-both": lambda: _named(True, True),
    "named-neither": lambda: _named(False, False),
    "added": sql(f"SELECT count(*) FROM {PROJECTS} WHERE additional_financing"),
    "recipients": _recipients,
    "more-government": lambda: _recipients() - len(_compared(1996, 2007)),
    "more-government-since": lambda: _recipients() - len(_compared(2008, 2016)),
    "less-government-since": lambda: _compared(2008, 2016),
    "place-countries": sql(f"SELECT count(DISTINCT country) FROM {PLACES}"),
    "unknown-lowest": lambda: min(_not_exact().values()),
    "unknown-highest": lambda: max(_not_exact().values()),
    "aupp": _millions(
        "city_diplomacy_programmes",
        "programme",
        "Afghanistan Urban Peacebuilding Programme",
        "amount",
    ),
    "resilient": _millions(
        "city_diplomacy_programmes", "programme", "100 Resilient Cities", "amount"
    ),
}
for _when in SPANS:
    CHECKS[f"{_when}-tagged"] = lambda when=_when: projects("tagged", when)
    CHECKS[f"{_when}-conflict"] = lambda when=_when: projects("fcv", when)
    for _least in (1, 25, 50):
        CHECKS[f"{_when}-both-{_least}"] = lambda when=_when, n=_least: both(n, when)
        CHECKS[f"{_when}-rate-{_least}"] = lambda when=_when, n=_least: (
            1_000 * both(n, when) / projects("tagged", when)
        )
    for _kind in ("conflict", "other"):
        CHECKS[f"strict-{_when}-{_kind}-interval"] = lambda k=_kind, when=_when: methods.wilson(
            *urban_part(k, when, "_25")
        )
    for _name, _mark in {"strict": "_25", "loose": ""}.items():
        for _kind in ("conflict", "other"):
            CHECKS[f"{_name}-{_when}-{_kind}"] = lambda k=_kind, when=_when, mark=_mark: _share(
                k, when, mark
            )
for _key, _iso3 in RECIPIENTS.items():
    for _sector in SECTORS:
        CHECKS[f"{_key}-{_sector}"] = lambda c=_iso3, s=_sector: _pooled(c, s, 1996, 2007)
        CHECKS[f"{_key}-{_sector}-since"] = lambda c=_iso3, s=_sector: _pooled(c, s, 2008, 2016)
for _key, _name in {"iraq": "Iraq", "timor": "Timor-Leste", "burundi": "Burundi"}.items():
    CHECKS[f"{_key}-least"] = lambda name=_name: _near_city(name)
    CHECKS[f"{_key}-most"] = lambda name=_name: _near_city(name) + _not_exact()[name]
for _item in (
    *("target_2006", "burundi_2007", "sierra_leone_2007", "portfolio_2010"),
    *("approved_2019", "approved_2020", "approved_2023"),
):
    CHECKS[_item] = _millions("peacebuilding_fund", "item", _item, "amount_usd")
