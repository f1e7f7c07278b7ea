"""Operators that compare two values of one type."""

from __future__ import annotations

import operator
from collections.abc import Callable

from forms_engine.logic.kleene import negation
from forms_engine.logic.operator import (
    OPERATORS,
    Binding,
    Call,
    Operator,
    exactly,
    joined,
    on_values,
    template,
)
from forms_engine.logic.options import foreign_options
from forms_engine.logic.signature import Complaint, Parameter, Signature, Typed
from forms_engine.logic.types import BOOLEAN, ORDERED
from forms_engine.logic.values import Value, compare, equal
from forms_engine.messages import say

ORDERABLE = Parameter(words="a number or a date", types=ORDERED)


def _equality_typing(call: Call) -> Typed:
    complaints = list(foreign_options(call))
    for index, argument in enumerate(call.arguments):
        if argument.rule is None or argument.rule == "":
            words = say("A comparison with nothing is never true; ask whether there is an answer.")
            complaints.append(Complaint(code="compared_with_nothing", words=words, index=index))
    return Typed(type=BOOLEAN, complaints=tuple(complaints))


def _ordered(holds: Callable[[float, float], bool]) -> Callable[[Value, Value], Value]:
    def judge(left: Value, right: Value) -> Value:
        order = compare(left, right)
        return None if order is None else holds(order, 0.0)

    return judge


def _different(left: Value, right: Value) -> Value:
    return negation(equal(left, right))


for name, judge, words, denial, documentation in (
    (
        "=",
        equal,
        "{0} is {1}",
        "{0} is not {1}",
        "Whether two values are the same; terms are compared by system and code.",
    ),
    ("!=", _different, "{0} is not {1}", "{0} is {1}", "Whether two values differ."),
):
    OPERATORS.register(
        name,
        Operator(
            name=name,
            documentation=documentation,
            arity=exactly(2),
            signature=Signature(rest=Parameter(lists=True), alike=0, result=BOOLEAN),
            typing=_equality_typing,
            compile=on_values(judge),
            phrase=template(words),
            denial=template(denial),
            binding=Binding.COMPARISON,
        ),
    )

for name, holds, words, dated, documentation in (
    ("<", operator.lt, "is less than", "is before", "Whether the first is smaller or earlier."),
    ("<=", operator.le, "is at most", "is on or before", "Whether it is not larger or later."),
    (">", operator.gt, "is more than", "is after", "Whether the first is larger or later."),
    (">=", operator.ge, "is at least", "is on or after", "Whether it is not smaller or earlier."),
):
    OPERATORS.register(
        name,
        Operator(
            name=name,
            documentation=documentation,
            arity=exactly(2),
            signature=Signature(rest=ORDERABLE, alike=0, result=BOOLEAN),
            compile=on_values(_ordered(holds)),
            phrase=joined(f" {words} "),
            dated=joined(f" {dated} "),
            binding=Binding.COMPARISON,
        ),
    )
