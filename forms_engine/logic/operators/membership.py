"""Operators that look for items in lists."""

from __future__ import annotations

from forms_engine.logic.kleene import every, some
from forms_engine.logic.operator import (
    OPERATORS,
    Binding,
    Call,
    Operator,
    at_least,
    exactly,
    listing,
    on_values,
    template,
)
from forms_engine.logic.options import foreign_options
from forms_engine.logic.signature import Parameter, Signature, Typed
from forms_engine.logic.types import BOOLEAN
from forms_engine.logic.values import Value, contains

A_LIST = Parameter(words="a list of answers", lists=True, singles=False)
ONE = Parameter(words="one answer")


def _typing(call: Call) -> Typed:
    return Typed(type=BOOLEAN, complaints=tuple(foreign_options(call)))


def _any_of(items: Value, *wanted: Value) -> Value:
    if not isinstance(items, tuple):
        return None
    return some([contains(items, each) for each in wanted])


def _all_of(items: Value, *wanted: Value) -> Value:
    if not isinstance(items, tuple):
        return None
    return every([contains(items, each) for each in wanted])


def _in(item: Value, *items: Value) -> Value:
    return contains(items, item)


for operator in (
    Operator(
        name="has",
        documentation="Whether a list holds an item, such as an option that is ticked.",
        arity=exactly(2),
        signature=Signature(parameters=(A_LIST,), rest=ONE, alike=0, spread=True, result=BOOLEAN),
        typing=_typing,
        compile=on_values(_any_of),
        phrase=template("{0} includes {1}"),
        denial=template("{0} does not include {1}"),
        binding=Binding.COMPARISON,
    ),
    Operator(
        name="any_of",
        documentation="Whether a list holds at least one of the items.",
        arity=at_least(2),
        signature=Signature(parameters=(A_LIST,), rest=ONE, alike=0, spread=True, result=BOOLEAN),
        typing=_typing,
        compile=on_values(_any_of),
        phrase=listing("{0} includes", "or", skip=1),
        denial=listing("{0} does not include", "or", skip=1),
        binding=Binding.COMPARISON,
    ),
    Operator(
        name="all_of",
        documentation="Whether a list holds all of the items.",
        arity=at_least(2),
        signature=Signature(parameters=(A_LIST,), rest=ONE, alike=0, spread=True, result=BOOLEAN),
        typing=_typing,
        compile=on_values(_all_of),
        phrase=listing("{0} includes", "and", skip=1),
        binding=Binding.COMPARISON,
    ),
    Operator(
        name="in",
        documentation="Whether a value is one of those that follow.",
        arity=at_least(2),
        signature=Signature(rest=ONE, alike=0, result=BOOLEAN),
        typing=_typing,
        compile=on_values(_in),
        phrase=listing("{0} is", "or", skip=1),
        denial=listing("{0} is not", "or", skip=1),
        binding=Binding.COMPARISON,
    ),
):
    OPERATORS.register(operator.name, operator)
