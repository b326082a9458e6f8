"""What each definition gives: against dates, sources and sums that are known without the book."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from citiesfirst import definitions, ledger, tables
from citiesfirst.definitions import afghanistan, councils, money, recovery, sarajevo


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table as they stand in its file."""
    with (tables.root() / f"tables/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_usual_siege_lasted_1425_days_and_the_longest_1479():
    assert sarajevo.siege_years("usual", "usual") == pytest.approx(1425 / 365.2425)
    assert sarajevo.siege_years("institute", "institute") == pytest.approx(1479 / 365.2425)


def test_printed_months_are_twelfths_of_a_year():
    assert sarajevo.siege_printed_years("months_44") == pytest.approx(44 / 12)
    assert sarajevo.siege_printed_years("three_years") == 3


def test_the_counts_of_the_dead_are_those_of_their_sources():
    assert sarajevo.siege_deaths("red_line") == 11_541
    assert sarajevo.siege_deaths("donia_public_health") == 10_615
    assert sarajevo.siege_deaths_otherwise(("book_of_the_dead", "figure")) == 13_952
    assert sarajevo.siege_deaths_otherwise(("book_of_the_dead", "civilians")) == 5_564


def test_the_source_of_the_passage_is_not_among_the_counts_that_test_it():
    assert "bbc_feature" not in definitions.MEASURES["siege_deaths"].choices["count"].values()


def test_couples_by_lot_agree_with_the_table_of_chance_mixing():
    known = {
        (row["area"], row["basis"]): float(row["chance_mixed"])
        for row in rows("chance_mixing")
        if row["year"] == "2013"
    }
    for ten, area in (
        (False, "Sarajevo, ground of the four in 1991"),
        (True, "Sarajevo, ten municipalities of 1991"),
    ):
        for groups, basis in ((5, "all groups"), (3, "three nations")):
            # The table keeps "not declared" and "no answer" apart, the crosswalk joins them.
            found = sarajevo.couples_by_lot(ten, groups)
            assert found == pytest.approx(known[area, basis], abs=0.002)


def test_the_share_of_about_2001_is_a_known_part_of_each_share_before_the_war():
    parts = [
        sarajevo.couples_against_before(before)
        for before in ("sarajevo_prewar", "sarajevo_1981", "sarajevo_census_1991")
    ]
    assert parts == pytest.approx([0.15 / 0.15, 0.15 / 0.20, 0.15 / 0.341])


def test_deaths_of_a_year_are_those_of_ucdp():
    assert afghanistan.deaths_in_year(2003, "state-based") == 687
    assert afghanistan.deaths_in_year(2006, "all") == 4_982


def test_twenty_provinces_had_fewer_deaths_than_kabul_before_the_article():
    deaths: dict[str, int] = defaultdict(int)
    for row in rows("ged_afghanistan_provinces"):
        if 2002 <= int(row["year"]) <= 2005 and "unknown" not in row["province"]:
            deaths[row["province"]] += int(row["deaths_best"])
    fewer = sum(one < deaths["Kabul"] for one in deaths.values())
    assert fewer == 20
    assert afghanistan.calmer_provinces((2002, 2005), "deaths_best") == fewer


def test_a_province_without_deaths_needs_no_people_to_be_as_safe_as_kabul():
    assert afghanistan.residents_needed((2002, 2005), 0) == 0


def test_residents_needed_follow_from_two_numbers_of_deaths():
    deaths: dict[str, int] = defaultdict(int)
    for row in rows("ged_afghanistan_provinces"):
        if 2015 <= int(row["year"]) <= 2021:
            deaths[row["province"]] += int(row["deaths_best"])
    # The highest estimate that bears on these years is that of the province in 2021.
    expected = deaths["Bamyan"] / deaths["Kabul"] * 5_380_000
    assert afghanistan.residents_needed((2015, 2021), 1) == pytest.approx(expected)


def test_kabul_against_the_rest_is_a_ratio_of_two_rates():
    near = rest = 0
    for row in rows("ged_afghanistan_kabul_bands"):
        if 2002 <= int(row["year"]) <= 2005:
            inside = row["km_from"] != "" and int(row["km_from"]) < 20
            near += int(row["deaths_best"]) * inside
            rest += int(row["deaths_best"]) * (not inside)
    whole = [
        float(row["value"])
        for row in rows("development_indicators")
        if (row["iso3"], row["indicator"]) == ("AFG", "population")
        and 2002 <= int(row["year"]) <= 2005
    ]
    people = 2_400_000  # the lowest estimate of 2001 to 2006
    expected = (near / people) / (rest / (sum(whole) / 4 - people))
    assert afghanistan.kabul_against_rest(20, (2002, 2005)) == pytest.approx(expected)


@pytest.mark.parametrize("radius", [0, 7, 100])
def test_a_radius_that_the_bands_do_not_know_is_refused(radius):
    with pytest.raises(ValueError, match="expected a radius out of 5, 10, 20, 50 km"):
        afghanistan.kabul_against_rest(radius, (2002, 2005))


def test_years_without_data_are_refused():
    with pytest.raises(ValueError, match="no row for"):
        afghanistan.calmer_provinces((2020, 2023), "deaths_best")
    with pytest.raises(ValueError, match="2023"):
        afghanistan.kabul_against_rest(20, (2020, 2023))


def test_kabul_had_a_far_smaller_share_of_the_deaths_than_in_the_years_of_the_factions():
    assert afghanistan.kabul_share_after(20, (1992, 1996)) < 0.05


def test_three_city_halls_have_no_joint_step_in_any_war_and_two_have_one_by_1999():
    assert [councils.steps_of_three(war) for war in councils.WARS.values()] == [0, 0, 0]
    assert [councils.steps_of_two(war) for war in councils.WARS.values()] == [0, 0, 1]


def test_novi_sad_had_35_days_of_the_bosnian_war_under_a_mayor_of_unknown_party():
    # The war is listed from 27 April 1992 to 14 December 1995, the first Socialist from 1 June.
    assert councils.novi_sad_under_others((389, 389)) == pytest.approx(35 / 1326)
    assert councils.novi_sad_under_others((412, 412)) == 1


def test_three_prizes_are_on_record():
    found = [councils.prizes(award) for award in ("", "National Peace Prize", "Equator Prize")]
    assert found == [3, 2, 1]


def test_homicides_against_colombia_are_those_seen_over_those_at_its_rate():
    killed, people = defaultdict(int), defaultdict(int)
    for row in rows("colombia_homicides_by_size"):
        killed[row["year"]] += int(row["homicides"])
        people[row["year"]] += int(row["population"])
    seen, likely = 0, 0.0
    for row in rows("north_cauca_homicides"):
        if 2018 <= int(row["year"]) <= 2024 and row["municipality"] == "Toribío":
            seen += int(row["homicides"])
            likely += killed[row["year"]] / people[row["year"]] * int(row["population"])
    found = councils.homicides_against_others("Toribío", False, (2018, 2024))
    assert found == pytest.approx(seen / likely)


def test_a_tenth_and_more_of_conflict_projects_were_urban():
    assert money.urban_conflict_projects("fcv", "_25", "2008–2024") == pytest.approx(42 / 353)
    assert money.urban_conflict_projects("tagged", "", "1996–2007") == pytest.approx(71 / 4_312)
    expected = (42 / 353) / ((1_204 - 42) / (8_697 - 353))
    assert money.urban_against_others("_25", "2008–2024") == pytest.approx(expected)


@pytest.mark.parametrize("kept", ["people", "mixing"])
@pytest.mark.parametrize("undivided", [False, True])
def test_larger_places_of_bosnia_kept_a_little_more_by_each_best_estimate(kept, undivided):
    assert 0 < recovery.size_and_recovery(kept, undivided) < 0.3
    assert recovery.least_by_chance(kept, undivided) < 0  # and none is clear of chance


def test_the_correlation_of_size_with_people_kept_is_that_of_their_ranks():
    ground = tables.load("bosnia_composition_1991_2013")
    kept = (ground["population_2013"] / ground["population_1991"]).rank()
    expected = ground["population_1991"].rank().corr(kept)
    assert recovery.size_and_recovery("people", False) == pytest.approx(expected)


def test_homicides_in_cities_compare_two_falls():
    def rate(classes: tuple[str, ...], first: int, last: int) -> float:
        chosen = [
            row
            for row in rows("colombia_homicides_by_size")
            if row["size_class"] in classes and first <= int(row["year"]) <= last
        ]
        return sum(int(row["homicides"]) for row in chosen) / sum(
            int(row["population"]) for row in chosen
        )

    large, small = ("500,000 and more",), ("under 10,000",)
    falls = [rate(one, 2015, 2017) / rate(one, 2003, 2005) for one in (large, small)]
    found = recovery.homicides_in_cities(large, small, (2015, 2017))
    assert found == pytest.approx(falls[0] / falls[1])


def test_violence_in_cities_falls_when_a_war_ends():
    assert 0 < recovery.events_after_war("organised_violence", 5) < 0.5


def test_a_table_of_definitions_has_each_question_once_above_its_rows():
    found = definitions.overview(ledger.read()).at["C12", "outcomes"]
    shown = definitions.listed(found)
    questions = [row for row in shown["Definition"] if row.startswith("**")]
    assert questions[1] == (
        "**And how many of at least two of them?** A weaker claim holds at 1 or more."
    )
    assert len(questions) == 3 and len(shown) == 3 + 9
    assert list(shown.iloc[7]) == ["war over Kosovo", "1", "holds"]


def test_a_measure_with_two_limits_has_its_values_once_and_both_outcomes():
    shown = definitions.listed(definitions.overview(ledger.read()).at["C10", "outcomes"])
    assert len(shown) == 1 + 10
    assert shown["Definition"][0].endswith(
        "The claim as worded holds at 24 or less. A weaker claim holds at 999 or less."
    )
    assert list(shown.iloc[2]) == [
        "2002, with the state as a party",
        "900",
        "as worded: does not hold; weaker: holds",
    ]


def test_a_reader_can_judge_a_definition_of_his_own(capsys):
    definitions.judge(ledger.read(), "C11", "kabul_against_rest", radius_km=10, years=(2004, 2008))
    printed = capsys.readouterr().out
    value = afghanistan.kabul_against_rest(10, (2004, 2008))
    assert f"{value:.2f}" in printed
    assert "A weaker claim holds at 1 or less: it holds." in printed


@pytest.mark.parametrize(
    ("claim_id", "measure", "definition", "message"),
    [
        ("C99", "steps_of_two", {}, "expected the id of a claim such as C11, found 'C99'"),
        ("C2", "steps_of_two", {}, "it has siege_years, siege_printed_years"),
        ("C12", "steps_of_two", {"wars": 1}, "steps_of_two: expected war, found wars"),
    ],
)
def test_a_slip_in_a_definition_of_ones_own_is_named(claim_id, measure, definition, message):
    with pytest.raises((LookupError, ValueError), match=message):
        definitions.judge(ledger.read(), claim_id, measure, **definition)


def test_a_measure_declares_choices_for_each_of_its_parameters():
    with pytest.raises(ValueError, match="expected choices for each of its parameters"):
        definitions.measure(asks="", unit="", write=str, choices={"year": {"now": 1}})(
            lambda year, month: 0.0
        )
    with pytest.raises(ValueError, match="already"):

        @definitions.measure(asks="", unit="", write=str, choices={"count": {"one": 1}})
        def siege_deaths(count: int) -> float:
            return count
