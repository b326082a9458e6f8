"""The gamma distribution, for exact intervals of counts.

The book needs one function of statistics that neither Python nor NumPy has: the quantile of the
gamma distribution (of chi-squared, by another name). SciPy has it, and would add some 35 MB to
everyone's download in Binder for it; thirty lines and their tests are the smaller burden.
"""

from __future__ import annotations

import math
from statistics import NormalDist

STEPS, CLOSE = 100_000, 1e-15


def probability(shape: float, x: float) -> float:
    """Return the chance that a gamma variable of this shape, with scale 1, is at most ``x``.

    This is the regularised incomplete gamma function P(shape, x): below its middle summed as a
    series, above it as a continued fraction (Press et al. 2007, Numerical Recipes, third edition,
    section 6.2). For a whole-numbered shape it is the chance that a Poisson variable with mean
    ``x`` reaches ``shape``.

    Raises:
        ValueError: the shape is not more than zero, or ``x`` is negative.
    """
    if not (0 < shape < math.inf and x >= 0):
        raise ValueError(f"expected a shape above 0 and x of 0 or more, found {shape} and {x}")
    if x == 0:
        return 0.0
    if math.isinf(x):
        return 1.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    return front * _series(shape, x) if x < shape + 1 else 1 - front * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for step in range(1, STEPS):
        term *= x / (shape + step)
        total += term
        if term < CLOSE * total:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    """The continued fraction by the method of Lentz."""
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    value = d
    for step in range(1, STEPS):
        a = step * (shape - step)
        b += 2
        d = 1 / ((a * d + b) or tiny)
        c = (b + a / c) or tiny
        value *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return value


def quantile(shape: float, chance: float) -> float:
    """Return the value that a gamma variable of this shape, with scale 1, exceeds not.

    It starts at the approximation of Wilson and Hilferty (1931, The distribution of chi-square,
    PNAS 17: 684–688) and improves it by Newton's method, held within a bracket that only shrinks.

    Args:
        shape: one half or more: the half of the degrees of freedom of chi-squared.
        chance: of being at most the value, between 0 and 1.

    Raises:
        ValueError: the shape is below one half, or the chance not between 0 and 1.
    """
    if not (0.5 <= shape < math.inf and 0 < chance < 1):
        raise ValueError(f"expected a shape from 0.5 and a chance, found {shape} and {chance}")
    root = 1 - 1 / (9 * shape) + NormalDist().inv_cdf(chance) / (3 * math.sqrt(shape))
    low, high = 0.0, max(2 * shape, 1.0)
    while probability(shape, high) < chance:
        low, high = high, 2 * high
    x = min(max(shape * root**3, low), high) or high / 2
    for _ in range(200):
        miss = probability(shape, x) - chance
        low, high = (low, x) if miss > 0 else (x, high)
        density = math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape))
        step = x - miss / density if density > 0 else low
        last, x = x, step if low < step < high else (low + high) / 2
        if abs(x - last) <= 1e-13 * x:
            break
    return x
