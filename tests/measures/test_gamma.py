"""The gamma distribution: against printed tables, closed forms and sums of Poisson chances."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citiesfirst.measures import gamma


@pytest.mark.parametrize(
    ("degrees", "chance", "printed"),
    [
        (1, 0.95, 3.841),
        (2, 0.025, 0.051),
        (2, 0.95, 5.991),
        (10, 0.025, 3.247),
        (10, 0.975, 20.483),
        (30, 0.99, 50.892),
        (100, 0.05, 77.929),
        (100, 0.975, 129.561),
    ],
)
def test_quantiles_of_chi_squared_are_those_of_the_printed_tables(degrees, chance, printed):
    assert 2 * gamma.quantile(degrees / 2, chance) == pytest.approx(printed, abs=5.1e-4)


def test_one_degree_of_freedom_is_the_square_of_a_normal_variable():
    assert 2 * gamma.quantile(0.5, 0.95) == pytest.approx(1.959963984540054**2, rel=1e-12)


@given(st.floats(0.001, 0.999))
def test_shape_one_is_the_exponential_distribution(chance):
    assert gamma.quantile(1, chance) == pytest.approx(-math.log1p(-chance), rel=1e-10)


@given(st.integers(1, 60), st.floats(0.01, 120))
def test_the_chance_is_that_of_a_poisson_variable_to_reach_the_shape(shape, mean):
    fewer = math.fsum(mean**k / math.factorial(k) for k in range(shape)) * math.exp(-mean)
    assert gamma.probability(shape, mean) == pytest.approx(1 - fewer, abs=1e-12)


@given(st.floats(0.5, 50_000), st.floats(1e-4, 1 - 1e-4))
def test_a_quantile_has_its_chance(shape, chance):
    x = gamma.quantile(shape, chance)
    assert gamma.probability(shape, x) == pytest.approx(chance, abs=1e-9)


@given(st.floats(0.5, 1_000), st.floats(0, 2_000), st.floats(0, 2_000))
def test_more_is_never_less_likely(shape, one, two):
    low, high = sorted([one, two])
    assert gamma.probability(shape, low) <= gamma.probability(shape, high) + 1e-12


@pytest.mark.parametrize("shape", [100, 1_000])
@pytest.mark.parametrize("chance", [0.025, 0.5, 0.975])
def test_the_start_is_so_near_that_a_few_steps_suffice(monkeypatch, shape, chance):
    """The approximation of Wilson and Hilferty errs by less than 3 in 100,000 there."""
    taken = []
    exact = gamma.probability
    monkeypatch.setattr(gamma, "probability", lambda *at: taken.append(at) or exact(*at))
    found = gamma.quantile(shape, chance)
    bracket, start, *further = (x for _, x in taken)
    assert bracket == 2 * shape
    assert start == pytest.approx(found, rel=3e-5)
    assert len(further) <= 3


def test_the_ends_of_the_line():
    assert gamma.probability(3, 0) == 0
    assert gamma.probability(3, math.inf) == 1


@pytest.mark.parametrize(("shape", "x"), [(0, 1), (-1, 1), (1, -1), (math.nan, 1), (1, math.nan)])
def test_what_has_no_chance_is_refused(shape, x):
    with pytest.raises(ValueError, match="expected a shape"):
        gamma.probability(shape, x)


@pytest.mark.parametrize(("shape", "chance"), [(0.4, 0.5), (1, 0), (1, 1), (math.nan, 0.5)])
def test_what_has_no_quantile_is_refused(shape, chance):
    with pytest.raises(ValueError, match="expected a shape"):
        gamma.quantile(shape, chance)
