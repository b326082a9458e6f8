"""How a measure is registered, and how it is computed under each of its definitions.

    @measure(
        asks="How many years did the siege last?",
        unit="Years",
        write=decimal,
        choices={"first_day": {"from the barricades": "1992-03-01"}},
    )
    def siege_years(first_day: str) -> float:
        ...

Each parameter of the function is one thing to choose, and ``choices`` names its possible values in
words. The definitions of a measure are all combinations of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from citiesfirst.ledger import Claim, Test


@dataclass(frozen=True)
class Measure:
    """A number that bears on a claim, and the definitions under which it can be computed.

    ``asks`` is the question that it answers, ``unit`` the title of its axis, ``write`` turns a
    value into text, and ``choices`` gives for each parameter its values by their names.
    """

    name: str
    asks: str
    unit: str
    write: Callable[[float], str]
    choices: Mapping[str, Mapping[str, Any]]
    function: Callable[..., float] = field(repr=False)

    def definitions(self) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
        """Yield each combination of choices: its names, and the arguments that they stand for."""
        for labels in product(*self.choices.values()):
            pairs = zip(self.choices.items(), labels, strict=True)
            yield labels, {parameter: values[label] for (parameter, values), label in pairs}


@dataclass(frozen=True)
class Outcome:
    """What a test comes to under one definition, which ``labels`` name in words."""

    test: Test
    measure: Measure
    labels: tuple[str, ...]
    value: float
    holds: bool

    @property
    def definition(self) -> str:
        """The definition in words."""
        return ", ".join(self.labels)

    @property
    def written(self) -> str:
        """The value as the book writes it."""
        return self.measure.write(self.value)

    @property
    def outcome(self) -> str:
        """Whether the claim holds, in words."""
        return "holds" if self.holds else "does not hold"


MEASURES: dict[str, Measure] = {}


def measure(
    asks: str,
    unit: str,
    write: Callable[[float], str],
    choices: Mapping[str, Mapping[str, Any]],
) -> Callable[[Callable[..., float]], Callable[..., float]]:
    """Register a function as the measure of its own name; the arguments are those of `Measure`.

    Raises:
        ValueError: the name is taken, or the choices are not those of the function's parameters.
    """

    def register(function: Callable[..., float]) -> Callable[..., float]:
        name = function.__name__
        if name in MEASURES:
            raise ValueError(f"there is a measure {name!r} already")
        if list(choices) != list(inspect.signature(function).parameters) or not all(
            choices.values()
        ):
            raise ValueError(f"measure {name!r}: expected choices for each of its parameters")
        MEASURES[name] = Measure(name, asks, unit, write, choices, function)
        return function

    return register


def outcomes(claim: Claim) -> list[Outcome]:
    """Return what the tests of a claim come to, under every definition of their measures.

    Raises:
        LookupError: a test names a measure that there is not.
    """
    found = []
    for test in claim.tests:
        if test.measure not in MEASURES:
            raise LookupError(f"claim {claim.id}: there is no measure {test.measure!r}")
        chosen = MEASURES[test.measure]
        for labels, arguments in chosen.definitions():
            value = float(chosen.function(**arguments))
            found.append(Outcome(test, chosen, labels, value, test.holds(value)))
    return found
