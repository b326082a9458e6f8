"""A printed number is read back as a reader would read it, to its last digit."""

from datetime import date

import pytest

from tests.independent import methods
from tests.independent.reading import Between, agrees


@pytest.mark.parametrize(
    ("printed", "computed"),
    [
        ("12,134", 12134),
        ("4.05", 1479 / 365.2425),
        ("54%", 0.5361),
        ("0.02%", 0.000197),
        ("−0.39", -0.3921),
        ("no", 0),
        ("twelve", 12),
        ("23rd", 23),
        ("111th", 111),
        ("5\u00a0April 1992", date(1992, 4, 5)),
        ("September 1992", date(1992, 9, 1)),
        ("Pale, Trnovo and Ilijaš", ["Pale", "Trnovo", "Ilijaš"]),
        ("2003 and 2004", [2003, 2004]),
        ("−0.55 to −0.21", (-0.5479, -0.2113)),
        ("10% to 13%", (0.099, 0.127)),
        ("9th to 17th", (Between(9, 10), Between(16, 17))),
        ("South Africa", ["South Africa"]),
    ],
)
def test_a_value_agrees_with_what_is_printed_of_it(printed, computed):
    assert agrees(printed, computed)


@pytest.mark.parametrize(
    ("printed", "computed"),
    [
        ("12,134", 12135),
        ("12,134", 12134.6),
        ("4.05", 4.0551),
        ("54%", 0.5451),
        ("54", 0.5361),
        ("0.39", -0.3921),
        ("−0.39", 0.3921),
        ("no", 1),
        ("twelve", 11),
        ("23rd", 22),
        ("23th", 23),
        ("5\u00a0April 1992", date(1992, 5, 4)),
        ("September 1992", date(1993, 9, 1)),
        ("Pale and Trnovo", ["Trnovo", "Pale"]),
        ("−0.55 to −0.21", (-0.5479, -0.3)),
        ("10% to 13%", (0.127, 0.099)),
        ("10%", (0.099, 0.127)),
        ("8th to 17th", (Between(9, 10), Between(16, 17))),
        ("many", 4),
    ],
)
def test_a_value_that_would_be_printed_otherwise_does_not_agree(printed, computed):
    assert not agrees(printed, computed)


@pytest.mark.parametrize("nothing", [None, True])
def test_a_check_without_a_value_is_no_check(nothing):
    with pytest.raises(TypeError, match="expected a value for '3'"):
        agrees("3", nothing)


def test_the_methods_give_the_values_of_their_textbooks():
    # Wilson's interval of 81 in 263 as Newcombe (1998, Statistics in Medicine 17: 857) prints it.
    assert methods.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    # Garwood's table: no event seen, and ten.
    assert methods.poisson_interval(0) == pytest.approx((0, 3.689), abs=5e-4)
    assert methods.poisson_interval(10) == pytest.approx((4.795, 18.390), abs=5e-4)
    # Spearman's: one pair of neighbours changed among five is 1 - 6 * 2 / (5 * 24).
    assert methods.spearman([(1, 1), (2, 2), (3, 4), (4, 3), (5, 5)]) == pytest.approx(0.9)
    assert methods.mean_ranks([7, 3, 7]) == [2.5, 1, 2.5]
    assert methods.runs({1990, 1991, 1995}) == [(1990, 1991), (1995, 1995)]
