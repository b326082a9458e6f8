"""The numbers of the chapter on the siege of Sarajevo."""

from collections.abc import Callable

from tests.independent.database import column, sql, value

CHAPTER = "2-symbolic-recovery/sarajevo-siege"

LENGTHS = "sarajevo_siege_lengths"
TOTALS = "sarajevo_siege_totals"
MONTHS = "ged_sarajevo_months"
DEATHS = "bosnia_municipal_deaths"
A_YEAR = "(146097 / 400.0)"  # 400 Gregorian years have 146,097 days
YEARS = f'coalesce(("end" - "start") / {A_YEAR}, published_months / 12.0)'
INNER = "('Stari Grad Sarajevo', 'Centar Sarajevo', 'Novo Sarajevo', 'Novi Grad Sarajevo')"


CENTAR = 3_387  # its dead by the list that the chapter quotes beside the map's
BESIEGERS = 2_241  # soldiers of the book of names who fell in the JNA and VRS, as quoted


def _of(count: str, what: str) -> Callable:
    return sql(f"SELECT {what} FROM {TOTALS} WHERE count = ?", count)


def _rate(where: str) -> Callable:
    return sql(
        f"SELECT sum(deaths_total) / (sum(population_1991) / 1e3) FROM {DEATHS} WHERE {where}"
    )


def _city_share(what: str) -> Callable:
    return sql(f"SELECT sum({what}) FILTER (sarajevo_city_1991) / sum({what}) FROM {DEATHS}")


def _in_the_ten(which: str) -> Callable:
    return sql(
        f"SELECT 1000 * {which}(deaths_total / population_1991) FROM {DEATHS}"
        " WHERE sarajevo_city_1991"
    )


def _deaths(first: str, last: str) -> Callable:
    return sql(f"SELECT sum(deaths_best) FROM {MONTHS} WHERE month BETWEEN ? AND ?", first, last)


def _highest() -> list[str]:
    rate = "deaths_total / population_1991"
    return column(f"SELECT municipality FROM {DEATHS} ORDER BY {rate} DESC LIMIT 5")


def _rank_of_centar() -> int:
    return value(
        f"WITH ranked AS (SELECT municipality, rank() OVER (ORDER BY deaths_total / population_1991"
        f" DESC) AS place FROM {DEATHS}) SELECT place FROM ranked WHERE municipality LIKE 'Centar%'"
    )


def _centar_by_the_other_list() -> int:
    return value(
        f"SELECT 1 + count(*) FROM {DEATHS} WHERE municipality NOT LIKE 'Centar%' AND deaths_total"
        f" / population_1991 > (SELECT {CENTAR} / population_1991 FROM {DEATHS}"
        " WHERE municipality LIKE 'Centar%')"
    )


def _ten_by_the_book() -> float:
    """The dead of the book by name for every 1,000 residents of the ten municipalities."""
    dead = value(f"SELECT figure FROM {TOTALS} WHERE count = 'book_of_the_dead'")
    return (
        1_000 * dead / value(f"SELECT sum(population_1991) FROM {DEATHS} WHERE sarajevo_city_1991")
    )


def _covered_by_the_report() -> float:
    covered = value(f"SELECT period_end - period_start FROM {TOTALS} WHERE count = 'galic_report'")
    usual = value(f"""SELECT "end" - "start" FROM {LENGTHS} WHERE convention = 'usual'""")
    return covered / usual


# Those of the whole siege: the others end with the commission's mandate or the Galić indictment.
WHOLE = f"{TOTALS} WHERE period NOT LIKE '%1994'"

CHECKS = {
    "length-conventions": sql(f"SELECT count(*) FROM {LENGTHS}"),
    "length-usual-days": sql(
        f"""SELECT "end" - "start" FROM {LENGTHS} WHERE convention = 'usual'"""
    ),
    "length-usual-years": sql(f"SELECT {YEARS} FROM {LENGTHS} WHERE convention = 'usual'"),
    "length-longest-days": sql(f'SELECT max("end" - "start") FROM {LENGTHS}'),
    "length-longest-years": sql(f"SELECT max({YEARS}) FROM {LENGTHS}"),
    "length-shortest-years": sql(f"SELECT min({YEARS})::INTEGER FROM {LENGTHS}"),
    "serbs-1991": sql(
        f"SELECT sum(serbs_1991) / sum(population_1991) FROM {DEATHS} WHERE sarajevo_city_1991"
    ),
    "residents-1991": sql(f"SELECT sum(population_1991) FROM {DEATHS} WHERE sarajevo_city_1991"),
    "whole-lowest": sql(f"SELECT min(figure) FROM {WHOLE}"),
    "whole-highest": sql(f"SELECT max(figure) FROM {WHOLE}"),
    "totals-figures": sql(f"SELECT count(*) FROM {TOTALS}"),
    "totals-least": sql(f"SELECT min(figure) FROM {TOTALS}"),
    "totals-most": sql(f"SELECT max(figure) FROM {TOTALS}"),
    "book-total": _of("book_of_the_dead", "figure"),
    "book-civilians": _of("book_of_the_dead", "civilians"),
    "book-soldiers": _of("book_of_the_dead", "figure - civilians"),
    "book-civilian-share": _of("book_of_the_dead", "civilians / (civilians + soldiers)"),
    "book-inside": _of("book_of_the_dead", f"figure - {BESIEGERS}"),
    "chairs": _of("red_line", "figure"),
    "galic-total": _of("galic_report", "figure"),
    "galic-period-share": _covered_by_the_report,
    "ged-total": sql(f"SELECT sum(deaths_best) FROM {MONTHS}"),
    "ged-1992": _deaths("1992-01", "1992-12"),
    "ged-1992-share": sql(
        f"SELECT sum(deaths_best) FILTER (month LIKE '1992-%') / sum(deaths_best) FROM {MONTHS}"
    ),
    "ged-peak": sql(f"SELECT max(deaths_best) FROM {MONTHS}"),
    "ged-peak-month": sql(f"SELECT max_by((month || '-01')::DATE, deaths_best) FROM {MONTHS}"),
    "ged-lull": _deaths("1994-03", "1995-04"),  # fourteen months
    "ged-summer": _deaths("1995-05", "1995-08"),  # four months
    "ged-quiet-months": sql(f"SELECT count(*) FROM {MONTHS} WHERE events = 0"),
    "ged-months": sql(f"SELECT count(DISTINCT month) FROM {MONTHS}"),
    "city-rate": _rate("sarajevo_city_1991"),
    "rest-rate": _rate("NOT sarajevo_city_1991"),
    "inner-rate": _rate(f"municipality IN {INNER}"),
    "city-deaths-share": _city_share("deaths_total"),
    "city-people-share": _city_share("population_1991"),
    "city-deaths": sql(f"SELECT sum(deaths_total) FROM {DEATHS} WHERE sarajevo_city_1991"),
    "highest": _highest,
    "highest-rate": sql(f"SELECT max(deaths_total / population_1991) * 1000 FROM {DEATHS}"),
    "municipalities": sql(f"SELECT count(DISTINCT municipality) FROM {DEATHS}"),
    "ten-lowest": _in_the_ten("min"),
    "ten-highest": _in_the_ten("max"),
    "centar-rank": _rank_of_centar,
    "centar-map": sql(f"SELECT deaths_total FROM {DEATHS} WHERE municipality LIKE 'Centar%'"),
    "centar-other-rank": _centar_by_the_other_list,
    "ten-other-rate": _ten_by_the_book,
    "ten-other-over": lambda: _ten_by_the_book() / _rate("NOT sarajevo_city_1991")() - 1,
    "towns-rate": lambda: tuple(
        value(
            f"SELECT 1000 * {which}(deaths_total / population_1991) FROM {DEATHS}"
            " WHERE municipality IN ('Banja Luka', 'Tuzla', 'Zenica')"
        )
        for which in ("min", "max")
    ),
    "markale-most": sql(
        "SELECT deaths_high FROM siege_events WHERE kind = 'attack' AND year(date::DATE) = 1995"
    ),
}
