"""Operators over several answers, mostly those of a repeat; unknown ones are passed over."""

from __future__ import annotations

from collections.abc import Callable

from forms_engine.logic.operator import OPERATORS, Operator, at_least, listing, on_values
from forms_engine.logic.signature import Parameter, Signature
from forms_engine.logic.types import NUMBER, ORDERED
from forms_engine.logic.values import Value, compare, finite

NUMBERS = Parameter(words="a number", types=frozenset({NUMBER}), lists=True)
COMPARABLE = Parameter(words="a number or a date", types=ORDERED, lists=True)
ANSWERS = Parameter(words="any answer", lists=True)


def known(values: tuple[Value, ...]) -> list[Value]:
    """Return the known items, a list counting as its items."""
    items: list[Value] = []
    for value in values:
        items.extend(value if isinstance(value, tuple) else (value,))
    return [item for item in items if item is not None]


def _figure(combine: Callable[[list[float]], float]) -> Callable[..., Value]:
    """Apply a function to the known numbers.

    Nothing known gives nothing: a score nobody answered is not zero.
    """

    def figure(*values: Value) -> Value:
        items = known(values)
        numbers = [item for item in items if type(item) is float]
        if not numbers or len(numbers) < len(items):
            return None
        return finite(combine(numbers))

    return figure


def _total(numbers: list[float]) -> float:
    total = 0.0
    for number in numbers:
        total += number
    return total


def _mean(numbers: list[float]) -> float:
    return _total(numbers) / len(numbers)


def _extreme(sign: int) -> Callable[..., Value]:
    """Return the smallest (-1) or largest (1) known item; unknown unless all have one order."""

    def extreme(*values: Value) -> Value:
        best: Value = None
        for item in known(values):
            order = compare(item, item if best is None else best)
            if order is None:
                return None
            if best is None or order * sign > 0:
                best = item
        return best

    return extreme


def _count(*values: Value) -> Value:
    return float(len(known(values)))


for operator in (
    Operator(
        name="sum",
        documentation="The sum of the known numbers; unknown if none is known.",
        arity=at_least(1),
        signature=Signature(rest=NUMBERS, result=NUMBER, spread=True),
        compile=on_values(_figure(_total)),
        phrase=listing("the sum of"),
    ),
    Operator(
        name="mean",
        documentation="The average of the known numbers; unknown if none is known.",
        arity=at_least(1),
        signature=Signature(rest=NUMBERS, result=NUMBER, spread=True),
        compile=on_values(_figure(_mean)),
        phrase=listing("the average of"),
    ),
    Operator(
        name="min",
        documentation="The smallest or earliest that is known.",
        arity=at_least(1),
        signature=Signature(rest=COMPARABLE, alike=0, spread=True),
        compile=on_values(_extreme(-1)),
        phrase=listing("the smallest of"),
    ),
    Operator(
        name="max",
        documentation="The largest or latest that is known.",
        arity=at_least(1),
        signature=Signature(rest=COMPARABLE, alike=0, spread=True),
        compile=on_values(_extreme(1)),
        phrase=listing("the largest of"),
    ),
    Operator(
        name="count",
        documentation="How many answers are known; 0 if none.",
        arity=at_least(1),
        signature=Signature(rest=ANSWERS, result=NUMBER, spread=True),
        compile=on_values(_count),
        phrase=listing("the number of answers in"),
    ),
):
    OPERATORS.register(operator.name, operator)
