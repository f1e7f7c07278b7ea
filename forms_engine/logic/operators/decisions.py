"""Operators that decide: and, or, not, if, coalesce, is_empty."""

from __future__ import annotations

from forms_engine.logic.kleene import every, negation, some
from forms_engine.logic.operator import (
    OPERATORS,
    Binding,
    Evaluate,
    Operator,
    Site,
    at_least,
    exactly,
    joined,
    listing,
    on_values,
    template,
)
from forms_engine.logic.signature import Parameter, Signature
from forms_engine.logic.types import BOOLEAN
from forms_engine.logic.values import Value

FACT = Parameter(words="yes or no", types=frozenset({BOOLEAN}))
ANYTHING = Parameter(lists=True)


def _fact(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _all_true(*values: Value) -> Value:
    return every([_fact(value) for value in values])


def _one_true(*values: Value) -> Value:
    return some([_fact(value) for value in values])


def _compile_if(site: Site) -> Evaluate:
    condition, then, otherwise = site.arguments
    return lambda frame, context: (
        then(frame, context) if condition(frame, context) is True else otherwise(frame, context)
    )


def _first_known(*values: Value) -> Value:
    return next((value for value in values if value is not None), None)


def is_empty(value: Value) -> bool:
    """Tell whether there is nothing: no answer, an empty text, a list without a single answer."""
    if isinstance(value, tuple):
        return all(item is None for item in value)
    return value is None or value == ""


for operator in (
    Operator(
        name="and",
        documentation="Yes if all are yes; no if one is no, even when others are unknown.",
        arity=at_least(1),
        signature=Signature(rest=FACT, result=BOOLEAN),
        compile=on_values(_all_true),
        phrase=joined(" and "),
        binding=Binding.AND,
    ),
    Operator(
        name="or",
        documentation="Yes if one is yes, even when others are unknown; no if all are no.",
        arity=at_least(1),
        signature=Signature(rest=FACT, result=BOOLEAN),
        compile=on_values(_one_true),
        phrase=joined(" or "),
        binding=Binding.OR,
    ),
    Operator(
        name="not",
        documentation="The opposite; the opposite of unknown is unknown.",
        arity=exactly(1),
        signature=Signature(rest=FACT, result=BOOLEAN),
        compile=on_values(lambda value: negation(_fact(value))),
        phrase=template("it is not true that {0}"),
        binding=Binding.NOT,
    ),
    Operator(
        name="if",
        documentation="The second if the first is yes, else the third, also when it is unknown.",
        arity=exactly(3),
        signature=Signature(parameters=(FACT,), rest=ANYTHING, alike=1),
        compile=_compile_if,
        phrase=template("if {0} then {1}, otherwise {2}"),
        binding=Binding.SENTENCE,
    ),
    Operator(
        name="coalesce",
        documentation="The first that is known.",
        arity=at_least(1),
        signature=Signature(rest=ANYTHING, alike=0),
        compile=on_values(_first_known),
        phrase=listing("the first known of", "or"),
    ),
    Operator(
        name="is_empty",
        documentation="Whether there is no answer; never unknown.",
        arity=exactly(1),
        signature=Signature(rest=ANYTHING, result=BOOLEAN),
        compile=on_values(is_empty),
        phrase=template("{0} has no answer"),
        denial=template("{0} has an answer"),
        binding=Binding.COMPARISON,
    ),
):
    OPERATORS.register(operator.name, operator)
