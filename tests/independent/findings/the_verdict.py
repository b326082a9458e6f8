"""What the titles of the figures say, in the part on the verdict."""

from tests.independent.checks import if_you_disagree
from tests.independent.database import column, value
from tests.independent.findings.city_to_city import signed_by_others
from tests.independent.findings.finding import Finding


def _listed(where: str) -> int:
    return value(f"SELECT count(*) FROM timeline_events WHERE {where}")


def _kabul_attacks(when: str) -> int:
    """Listed events on the days of attacks that are in the table of attacks."""
    return _listed(
        f"timeline = 'kabul' AND date_start {when} DATE '2006-03-15' AND date_start IN"
        " (SELECT date FROM kabul_attacks WHERE kind <> 'riot')"
    )


def _prizes_and_violence_take_turns() -> bool:
    """No two prizes come without violence between them, and violence follows the last.

    A prize of which only the year is known is given late in that year.
    """
    kinds = column(
        "SELECT event LIKE '%Prize%' FROM timeline_events WHERE timeline = 'north_cauca'"
        " AND year(date_start) BETWEEN 2000 AND 2005"
        " AND regexp_matches(event, 'Prize|Attack|Assault|massacre|abducted')"
        " ORDER BY CASE precision WHEN 'year' THEN make_date(year(date_start), 12, 31)"
        " ELSE date_start END"
    )
    turns = [kind for kind, last in zip(kinds, [None, *kinds], strict=False) if kind != last]
    return kinds.count(True) == 3 and turns == [True, False] * 3


def _definitions(words: str, claim: str, holding: int, all_: int) -> Finding:
    """What the figure of a claim says of the definitions under which it holds."""

    def holds() -> bool:
        counts = {row[0]: row[1:3] for row in if_you_disagree.overview()}
        return counts[f"{{claim}}`{claim}`"] == [all_, holding]

    return Finding(words, holds)


FINDINGS: dict[str, Finding] = {
    "fig-disagree-recovery": _definitions("under nine of 18 definitions", "C1", 9, 18),
    "fig-disagree-marriage": _definitions("under none of seven definitions", "C6", 0, 7),
    "fig-disagree-kabul": _definitions("under none of twelve definitions", "C11", 0, 12),
    "fig-disagree-cauca": _definitions("under all three definitions", "C15", 3, 3),
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
    "fig-timeline-three-cities": Finding("signed together in 2002", signed_by_others),
    "fig-timeline-north-cauca": Finding("took turns", _prizes_and_violence_take_turns),
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
