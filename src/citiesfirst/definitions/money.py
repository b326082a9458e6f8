"""Money: whether few projects were both for cities and about conflict."""

from __future__ import annotations

from functools import partial

from citiesfirst import measures, tables
from citiesfirst.definitions.contract import measure
from citiesfirst.measures import aid
from citiesfirst.prose import decimal, percent

MARKS = {"any share": "", "a quarter or more": "_25"}
SPANS = {"to June 2007": "1996–2007", "since July 2007": "2008–2024"}


def _counts(span: str, mark: str) -> dict[str, int]:
    """World Bank projects of a span by theme: ``tagged``, ``urban``, ``fcv`` and ``both``."""
    yearly = tables.load("world_bank_projects_themes").query("iso3 == 'WLD'")
    row = aid.by_span(yearly.set_index("fiscal_year").select_dtypes("integer")).loc[span]
    marked = {theme: int(row[f"{theme}{mark}"]) for theme in ("urban", "fcv", "both")}
    return {"tagged": int(row["tagged"]), **marked}


@measure(
    asks="What share of World Bank projects was both urban and about conflict?",
    unit="Share of projects",
    write=partial(percent, places=1),
    choices={
        "among": {"of all projects": "tagged", "of conflict projects": "fcv"},
        "mark": MARKS,
        "span": SPANS,
    },
)
def urban_conflict_projects(among: str, mark: str, span: str) -> float:
    """Projects both urban and about conflict, as a share of all, or of those about conflict."""
    counts = _counts(span, mark)
    return measures.share(counts["both"], counts[among])


@measure(
    asks="Were conflict projects less often urban than the others?",
    unit="Share of conflict projects over share of others",
    write=partial(decimal, places=2),
    choices={"mark": MARKS, "span": SPANS},
)
def urban_against_others(mark: str, span: str) -> float:
    """The share of urban projects among those about conflict, over that among all others."""
    counts = _counts(span, mark)
    others = measures.share(counts["urban"] - counts["both"], counts["tagged"] - counts["fcv"])
    return measures.share(counts["both"], counts["fcv"]) / others
