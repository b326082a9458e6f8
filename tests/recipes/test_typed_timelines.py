"""Typed time-lines: calendar facts, agreement with the other typed tables, sources."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import typed_timelines
from recipes.common import RecipeError
from tests.recipes.workshop import ROOT

TYPED = (
    "suicide_attacks_afghanistan",
    "kabul_attacks",
    "kabul_polls",
    "toribio_attack_counts",
    "cauca_prizes_and_solidarity",
    "mayors",
    "city_agreements",
    "timeline_events",
)


@pytest.fixture
def events():
    return tables.load("timeline_events")


def day(events: pd.DataFrame, timeline: str, event: str) -> pd.Timestamp:
    chosen = (events["timeline"] == timeline) & (events["event"] == event)
    return events.loc[chosen, "date_start"].item()


def test_the_riot_came_75_days_after_the_article(events):
    """15 March to 29 May 2006: 16 days left of March, 30 of April, 29 of May."""
    gap = day(events, "kabul", "Riot") - day(events, "kabul", "The Times: good times roll")
    assert gap.days == 16 + 30 + 29 == 75


@pytest.mark.parametrize(
    ("timeline", "event", "weekday"),
    [
        ("three_cities", "Three-city agreement signed", "Monday"),  # announced as a Monday
        ("north_cauca", "Mayor of Toribío abducted", "Sunday"),  # two sources: Saturday
        ("north_cauca", "Four days under fire", "Thursday"),  # Semana: jueves 5 de julio
        ("kabul", "Wedding hall bombed", "Saturday"),  # AFP: late on Saturday
        ("kabul", "Indian embassy", "Monday"),  # Washington Post: Monday
        ("kabul", "Airport bombed", "Thursday"),
    ],
)
def test_days_of_the_week(events, timeline, event, weekday):
    assert day(events, timeline, event).day_name() == weekday


def test_the_mayor_came_free_after_sixteen_days(events):
    taken = day(events, "north_cauca", "Mayor of Toribío abducted")
    assert (day(events, "north_cauca", "Freed by the Guardia") - taken).days == 16


def test_every_event_lies_in_the_span_of_its_time_line(events):
    found = events.groupby("timeline")["date_start"].agg(["min", "max"])
    for name, (first, last) in typed_timelines.SPANS.items():
        assert first <= found.loc[name, "min"].year
        assert found.loc[name, "max"].year <= last
    assert set(found.index) == set(typed_timelines.SPANS)


def test_events_stand_in_order_of_time(events):
    for _, rows in events.groupby("timeline"):
        assert rows["date_start"].is_monotonic_increasing


def test_the_siege_has_the_same_days_and_deaths_as_its_own_table(events):
    siege = tables.load("siege_events")
    ours = events[(events["timeline"] == "sarajevo") & (events["precision"] == "day")]
    joined = siege.merge(ours, left_on="date", right_on="date_start", suffixes=("", "_ours"))
    assert len(joined) == len(siege)
    for column in ("deaths_low", "deaths_high", "bibkey"):
        left, right = joined[column], joined[f"{column}_ours"]
        assert ((left == right) | (left.isna() & right.isna())).all(), column


def test_attacks_on_kabul_are_as_in_their_own_table(events):
    attacks = tables.load("kabul_attacks")
    ours = events[events["timeline"] == "kabul"]
    joined = attacks.merge(
        ours.dropna(subset="deaths_low"),
        left_on="date",
        right_on="date_start",
        suffixes=("", "_ours"),
    )
    assert len(joined) == len(attacks)
    for bound in ("deaths_low", "deaths_high"):
        left, right = joined[bound], joined[f"{bound}_ours"]
        assert ((left == right) | (left.isna() & right.isna())).all(), bound


def test_agreements_have_the_same_days_in_both_tables(events):
    ours = events.loc[events["timeline"] == "three_cities", "date_start"]
    assert tables.load("city_agreements")["date_start"].isin(ours).all()


@pytest.mark.parametrize("name", TYPED)
def test_every_row_is_graded_and_its_source_is_in_the_references(name):
    table = tables.load(name)
    assert set(table["grade"]) <= {"A", "B", "C"}
    text = (ROOT / "data/references.bib").read_text(encoding="utf-8")
    known = set(re.findall(r"^@\w+\{([^,\s]+),", text, flags=re.MULTILINE))
    cited = [column for column in table.columns if column.endswith("bibkey")]
    assert cited
    for column in cited:
        assert set(table[column].dropna()) <= known


@pytest.mark.parametrize("name", TYPED)
def test_no_row_cites_an_encyclopaedia_or_a_mirror(name):
    text = (ROOT / "data/references.bib").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^@\w+\{([^,\s]+),(.*?)^\}", text, flags=re.M | re.S))
    table = tables.load(name)
    for column in [column for column in table.columns if column.endswith("bibkey")]:
        for key in table[column].dropna().unique():
            assert not re.search(r"wiki|docslib|scribd|dokumen|documents\.pub", entries[key]), key


def test_an_event_out_of_its_span_is_refused(events):
    events.loc[events.index[0], "date_start"] = pd.Timestamp("1983-02-08")
    with pytest.raises(RecipeError, match="a date in 1984 to 2014"):
        typed_timelines.check({"timeline_events": events})


def test_the_committed_table_passes(events):
    typed_timelines.check({"timeline_events": events})


def one_event(timeline: str, start: str, end: str | None = None) -> dict[str, pd.DataFrame]:
    """A table of one event, in line 2."""
    event = {"timeline": timeline, "date_start": start, "date_end": end, "precision": "day"}
    frame = pd.DataFrame([event | {"deaths_low": 1, "deaths_high": 2}], index=[2])
    for column in ("date_start", "date_end"):
        frame[column] = pd.to_datetime(frame[column])
    return {"timeline_events": frame}


@pytest.mark.parametrize(
    ("timeline", "first", "last"),
    [
        ("sarajevo", 1984, 2014),
        ("kabul", 1992, 2021),
        ("three_cities", 1990, 2010),
        ("north_cauca", 1980, 2020),
        ("city_diplomacy", 1912, 2021),
    ],
)
def test_a_time_line_has_the_years_that_its_description_names(timeline, first, last):
    """Sarajevo 1984 to 2014, Kabul 1992 to 2021, and so on: the description of the table."""
    typed_timelines.check(one_event(timeline, f"{first}-01-01"))
    typed_timelines.check(one_event(timeline, f"{first}-01-01", f"{last}-12-31"))
    words = f"row 2, column date_start: expected a date in {first} to {last}"
    for start, end in (
        (f"{first - 1}-12-31", f"{first}-01-01"),
        (f"{last + 1}-01-01", None),
        (f"{last}-12-31", f"{last + 1}-01-01"),
    ):
        with pytest.raises(RecipeError, match=words):
            typed_timelines.check(one_event(timeline, start, end))


def test_an_event_that_ends_before_it_begins_is_refused():
    with pytest.raises(RecipeError, match="row 2, column date_end: expected date_end not below"):
        typed_timelines.check(one_event("kabul", "2006-05-29", "2006-05-28"))


def test_a_date_finer_than_its_precision_is_refused():
    rows = one_event("kabul", "2006-05-29")
    rows["timeline_events"]["precision"] = "month"
    with pytest.raises(RecipeError, match="row 2, column date_start: expected the first day of"):
        typed_timelines.check(rows)


def test_a_range_of_deaths_runs_upwards():
    rows = one_event("kabul", "2006-05-29")
    rows["timeline_events"]["deaths_high"] = 0
    with pytest.raises(RecipeError, match="row 2, column deaths_high: expected deaths_high not"):
        typed_timelines.check(rows)
