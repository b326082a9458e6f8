"""The numbers of the chapter on where people live."""

from collections.abc import Callable

from tests.independent.database import rows, sql, value
from tests.independent.reading import Between

CHAPTER = "1-state-and-city/where-people-live"

COUNTRIES = {"afg": "AFG", "bih": "BIH", "col": "COL", "bdi": "BDI", "lbn": "LBN"}
LARGEST = {"sarajevo": "BIH", "kabul": "AFG", "beirut": "LBN", "monrovia": "LBR"}


def _urban(where: str, name: str, year: int) -> Callable:
    return sql(f"SELECT urban_share FROM urban_share WHERE {where} = ? AND year = ?", name, year)


def _of_all(country: str, year: int) -> Callable:
    """The largest city's share of all people, from that of the urban ones."""
    return sql(
        "SELECT l.share_of_urban * u.urban_share FROM largest_city_share l"
        " JOIN urban_share u USING (iso3, year) WHERE iso3 = ? AND year = ?",
        country,
        year,
    )


def _of_urban(country: str, year: int) -> Callable:
    """The largest city's share of the urban people, from that of all, which has four digits."""

    def bounds() -> Between:
        ((of_all, urban),) = rows(
            "SELECT l.share_of_total, u.urban_share FROM largest_city_share l"
            " JOIN urban_share u USING (iso3, year) WHERE iso3 = ? AND year = ?",
            country,
            year,
        )
        return Between((of_all - 0.00005) / urban, (of_all + 0.00005) / urban)

    return bounds


def _below_half(year: int) -> Callable:
    return sql(
        "SELECT count(*) FROM urban_share WHERE kind = 'country' AND year = ?"
        " AND urban_share < 0.5",
        year,
    )


def _extreme(which: str, year: int) -> Callable:
    return sql(
        f"SELECT {which}(urban_share) FROM urban_share WHERE kind = 'country' AND year = ?", year
    )


def _people(city: str, year: int) -> int:
    return value("SELECT population FROM city_populations WHERE city = ? AND year = ?", city, year)


CHECKS: dict[str, Callable] = {
    "half-year": sql(
        "SELECT min(year)::VARCHAR FROM urban_share WHERE kind = 'world' AND urban_share > 0.5"
    ),
    "countries": sql("SELECT count(DISTINCT area) FROM urban_share WHERE kind = 'country'"),
    "least-2050": _extreme("min", 2050),
    "most-2050": _extreme("max", 2050),
    "afg-rural": sql("SELECT 1 - urban_share FROM urban_share WHERE iso3 = 'AFG' AND year = 2007"),
    "below-half-2007": _below_half(2007),
    "below-half-2050": _below_half(2050),
    "under-fifth": sql(
        "SELECT count(*) FROM largest_city_share WHERE year = 2015 AND share_of_total < 0.2"
    ),
    "largest-countries": sql("SELECT count(DISTINCT iso3) FROM largest_city_share"),
    "sarajevo-growth": lambda: (
        (_people("Sarajevo", 2015) - _people("Sarajevo", 1995)) / _people("Sarajevo", 1995)
    ),
    "kabul-growth": lambda: (
        (_people("Kabul", 1995) - _people("Kabul", 1990)) / _people("Kabul", 1990)
    ),
}
for _year in (1950, 2007, 2050):
    CHECKS[f"world-{_year}"] = _urban("kind", "world", _year)
    CHECKS |= {f"{k}-{_year}": _urban("iso3", iso3, _year) for k, iso3 in COUNTRIES.items()}
for _year in (1990, 2015):
    for _key, _iso3 in LARGEST.items():
        CHECKS[f"{_key}-{_year}"] = _of_all(_iso3, _year)
        CHECKS[f"{_key}-urban-{_year}"] = _of_urban(_iso3, _year)
for _year in range(1990, 2016, 5):
    for _name in ("Sarajevo", "Kabul", "Monrovia"):
        CHECKS[f"{_name.lower()}-people-{_year}"] = lambda n=_name, y=_year: _people(n, y)
