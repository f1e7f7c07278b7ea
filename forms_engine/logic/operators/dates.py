"""Operators on dates."""

from __future__ import annotations

from datetime import date

from forms_engine.logic.calendar_days import UNITS, difference, moved
from forms_engine.logic.operator import (
    OPERATORS,
    Evaluate,
    Operator,
    Site,
    between,
    exactly,
    on_values,
    template,
)
from forms_engine.logic.operators.circumstances import one_of
from forms_engine.logic.signature import Parameter, Signature
from forms_engine.logic.types import DATE, NUMBER
from forms_engine.logic.values import Value, read_date

A_DATE = Parameter(words="a date", types=frozenset({DATE}), read_as=DATE)
A_NUMBER = Parameter(words="a number", types=frozenset({NUMBER}))
A_UNIT = Parameter(words="a unit", literal=one_of(*UNITS))
_FARTHEST = 4_000_000
"""Days; no two dates are farther apart, and larger numbers would not fit a date anyway."""


def _difference(start: Value, end: Value, unit: Value) -> Value:
    if isinstance(start, date) and isinstance(end, date) and isinstance(unit, str):
        return difference(start, end, unit)
    return None


def _add(start: Value, count: Value, unit: Value) -> Value:
    if not isinstance(start, date) or type(count) is not float or not isinstance(unit, str):
        return None
    if not count.is_integer() or abs(count) > _FARTHEST:
        return None
    return moved(start, int(count), unit)


def _compile_age(site: Site) -> Evaluate:
    birth = site.arguments[0]
    if len(site.arguments) == 2:
        on = site.arguments[1]
        return lambda frame, context: _difference(
            birth(frame, context), on(frame, context), "years"
        )
    return lambda frame, context: _difference(
        birth(frame, context), read_date(context.today), "years"
    )


for operator in (
    Operator(
        name="date_difference",
        documentation="Whole days, months or years between two dates, negative backwards.",
        arity=exactly(3),
        signature=Signature(parameters=(A_DATE, A_DATE, A_UNIT), result=NUMBER),
        compile=on_values(_difference),
        phrase=template("the whole {2} from {0} to {1}"),
    ),
    Operator(
        name="date_add",
        documentation="A date days, months or years later, at most the last day of the month.",
        arity=exactly(3),
        signature=Signature(parameters=(A_DATE, A_NUMBER, A_UNIT), result=DATE),
        compile=on_values(_add),
        phrase=template("{0} plus {1} {2}"),
    ),
    Operator(
        name="age",
        documentation="Whole years from a birth date to today or to another date.",
        arity=between(1, 2),
        signature=Signature(rest=A_DATE, result=NUMBER),
        compile=_compile_age,
        phrase=template(
            "the age today of who was born on {0}", "the age on {1} of who was born on {0}"
        ),
    ),
):
    OPERATORS.register(operator.name, operator)
