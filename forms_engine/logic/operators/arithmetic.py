"""Operators that reckon with numbers."""

from __future__ import annotations

import math

from forms_engine.logic.numbers import (
    exponential,
    logarithm,
    on_numbers,
    power,
    round_half_away,
)
from forms_engine.logic.operator import (
    OPERATORS,
    Binding,
    Operator,
    at_least,
    between,
    exactly,
    joined,
    on_values,
    template,
)
from forms_engine.logic.signature import Parameter, Signature
from forms_engine.logic.types import NUMBER

A_NUMBER = Parameter(words="a number", types=frozenset({NUMBER}))


def _added(*terms: float) -> float:
    """Add from left to right.

    Python's own `sum` compensates from 3.12 on and would differ from the browser.
    """
    total = 0.0
    for term in terms:
        total += term
    return total


def _subtracted(first: float, second: float | None = None) -> float:
    return -first if second is None else first - second


def _multiplied(*factors: float) -> float:
    product = 1.0
    for factor in factors:
        product *= factor
    return product


for name, arity, function, phrase, binding, documentation in (
    (
        "+",
        at_least(2),
        _added,
        joined(" plus "),
        Binding.SUM,
        "The sum of numbers; unknown if one is.",
    ),
    (
        "-",
        between(1, 2),
        _subtracted,
        template("minus {0}", "{0} minus {1}"),
        Binding.SUM,
        "The difference of two numbers, or the opposite of one.",
    ),
    ("*", at_least(2), _multiplied, joined(" times "), Binding.PRODUCT, "The product of numbers."),
    (
        "/",
        exactly(2),
        lambda a, b: a / b,
        template("{0} divided by {1}"),
        Binding.PRODUCT,
        "The quotient; division by zero is unknown.",
    ),
    (
        "mod",
        exactly(2),
        math.fmod,
        template("the remainder of {0} divided by {1}"),
        Binding.PHRASE,
        "The remainder of a division, with the sign of the first number.",
    ),
    (
        "power",
        exactly(2),
        power,
        template("{0} to the power of {1}"),
        Binding.PHRASE,
        "A power, to twelve significant digits.",
    ),
    (
        "sqrt",
        exactly(1),
        math.sqrt,
        template("the square root of {0}"),
        Binding.PHRASE,
        "The square root; unknown for a negative number.",
    ),
    (
        "exp",
        exactly(1),
        exponential,
        template("e to the power of {0}"),
        Binding.PHRASE,
        "e to a power, to twelve significant digits.",
    ),
    (
        "log",
        between(1, 2),
        logarithm,
        template("the natural logarithm of {0}", "the logarithm of {0} to base {1}"),
        Binding.PHRASE,
        "The logarithm, natural or to a base, to twelve significant digits.",
    ),
    (
        "abs",
        exactly(1),
        abs,
        template("the size of {0}"),
        Binding.PHRASE,
        "The number without its sign.",
    ),
    (
        "floor",
        exactly(1),
        lambda a: float(math.floor(a)),
        template("{0} rounded down"),
        Binding.PHRASE,
        "The next whole number below.",
    ),
    (
        "ceil",
        exactly(1),
        lambda a: float(math.ceil(a)),
        template("{0} rounded up"),
        Binding.PHRASE,
        "The next whole number above.",
    ),
    (
        "round",
        between(1, 2),
        round_half_away,
        template("{0} rounded", "{0} rounded to {1} decimals"),
        Binding.PHRASE,
        "The number rounded to 0 to 15 decimals, half away from zero.",
    ),
):
    OPERATORS.register(
        name,
        Operator(
            name=name,
            documentation=documentation,
            arity=arity,
            signature=Signature(rest=A_NUMBER, result=NUMBER),
            compile=on_values(on_numbers(function)),
            phrase=phrase,
            binding=binding,
        ),
    )
