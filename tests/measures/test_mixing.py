"""The chance of mixing: against values worked out by hand, and against what must always hold."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst.measures import mixing

# Two villages of one group each, and a town of two groups of which one is three times the other.
PLACES = pd.DataFrame(
    {"one": [100, 0, 150], "other": [0, 100, 50]}, index=["village", "hamlet", "town"]
)
counts = st.lists(
    st.tuples(*[st.integers(0, 10**6)] * 3).filter(lambda row: sum(row) > 0), min_size=1, max_size=8
).map(lambda rows: pd.DataFrame(rows, columns=["a", "b", "c"]))


def test_a_place_of_one_group_leaves_no_room_and_one_of_halves_leaves_half():
    halves = pd.DataFrame({"one": [7, 5], "other": [0, 5]})
    assert mixing.chance(halves).tolist() == [0, 0.5]


def test_a_single_person_has_nobody_else_to_meet():
    assert mixing.chance(pd.DataFrame([[1, 0]], columns=["one", "other"])).tolist() == [0]


def test_three_quarters_and_a_quarter_leave_three_eighths():
    assert mixing.chance(PLACES)["town"] == pytest.approx(3 / 8)


def test_one_pool_has_more_room_than_places_that_keep_to_themselves():
    # 250 of 400 belong to one group: 1 − (5/8)² − (3/8)² = 30/64. At home, only the town mixes.
    assert mixing.pooled(PLACES) == pytest.approx(30 / 64)
    assert mixing.local(PLACES) == pytest.approx(3 / 8 * 200 / 400)


def test_parts_of_a_whole_count_by_their_people():
    whole = pd.Series({"village": "east", "hamlet": "west", "town": "west"})
    rooms = mixing.local_by(PLACES, whole)
    assert rooms.to_dict() == pytest.approx({"east": 0, "west": 3 / 8 * 200 / 300})
    with pytest.raises(ValueError, match="no whole for town"):
        mixing.local_by(PLACES, whole.drop("town"))


def test_the_central_municipalities_of_sarajevo_in_1991_by_their_published_shares():
    shares = pd.DataFrame([[50.45, 25.50, 13.01, 6.70, 4.34]])  # per cent, of 361,735 people
    assert mixing.pooled(shares) == pytest.approx(0.657, abs=0.0005)


@given(counts)
def test_people_who_meet_at_home_never_mix_more_than_in_one_pool(places):
    assert 0 <= mixing.local(places) <= mixing.pooled(places) + 1e-9
    assert mixing.pooled(places) <= 1 - 1 / 3 + 1e-9  # three groups of equal size


@given(counts, st.integers(2, 50))
def test_chance_depends_on_shares_and_not_on_numbers(places, times):
    assert mixing.chance(places * times).tolist() == pytest.approx(mixing.chance(places).tolist())


@pytest.mark.parametrize("row", [[0, 0], [-1, 5], [None, 5]])
def test_a_place_without_people_or_with_odd_counts_is_refused(row):
    with pytest.raises(ValueError, match="expected people in every place"):
        mixing.chance(pd.DataFrame([row], columns=["one", "other"]))


def test_fifteen_couples_of_a_hundred_take_a_quarter_of_a_room_of_sixty():
    assert mixing.taken(0.15, 0.60) == pytest.approx(0.25)
    assert mixing.taken(0.50, 0.40) > 1


def test_at_the_same_readiness_half_the_room_gives_half_the_couples():
    assert mixing.at_same_readiness(0.15, before=0.60, after=0.30) == pytest.approx(0.075)


@pytest.mark.parametrize(("observed", "possible"), [(15, 0.6), (0.1, 0), (-0.1, 0.5), (0.1, 1.2)])
def test_per_cents_or_an_empty_room_are_refused(observed, possible):
    with pytest.raises(ValueError, match="expected two shares"):
        mixing.taken(observed, possible)
