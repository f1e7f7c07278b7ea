"""Operators that read the circumstances: day, person who fills in, step, patient."""

from __future__ import annotations

from collections.abc import Callable

from forms_engine.logic.frame import Context
from forms_engine.logic.operator import (
    OPERATORS,
    Binding,
    Call,
    Evaluate,
    Operator,
    Site,
    exactly,
    template,
)
from forms_engine.logic.signature import Parameter, Signature, Typed
from forms_engine.logic.types import DATE, NUMBER, TEXT, list_of
from forms_engine.logic.values import Value, read_date, read_number
from forms_engine.messages import say


def one_of(*names: str) -> Callable[[object], str | None]:
    """Return a judge of a name written in the rule."""

    def judge(rule: object) -> str | None:
        if isinstance(rule, str) and rule in names:
            return None
        quoted = ", ".join(f"“{name}”" for name in names)
        return say("Write one of {names} here.", names=quoted)

    return judge


def _from_context(read: Callable[[Context], Value]) -> Callable[[Site], Evaluate]:
    return lambda site: lambda frame, context: read(context)


def _compile_user(site: Site) -> Evaluate:
    if site.rules != ("role",):
        return lambda frame, context: None
    return lambda frame, context: tuple(context.user_roles)


def _compile_patient(site: Site) -> Evaluate:
    if site.rules == ("age",):
        return lambda frame, context: read_number(context.patient_age)
    if site.rules == ("sex",):
        return lambda frame, context: context.patient_sex
    return lambda frame, context: None


def _patient_typing(call: Call) -> Typed:
    return Typed(type=NUMBER if call.arguments[0].rule == "age" else TEXT)


for operator in (
    Operator(
        name="today",
        documentation="The day on which the form is filled in, as the server sees it.",
        arity=exactly(0),
        signature=Signature(result=DATE),
        compile=_from_context(lambda context: read_date(context.today)),
        phrase=template("today"),
        binding=Binding.NAME,
    ),
    Operator(
        name="user",
        documentation="The roles of the person who fills in the form, as a list.",
        arity=exactly(1),
        signature=Signature(
            parameters=(Parameter(words="“role”", literal=one_of("role")),), result=list_of(TEXT)
        ),
        compile=_compile_user,
        phrase=template("the list of roles of the person who fills in"),
    ),
    Operator(
        name="step",
        documentation="The step of the work that the record is in.",
        arity=exactly(0),
        signature=Signature(result=TEXT),
        compile=_from_context(lambda context: context.step),
        phrase=template("the current step"),
        binding=Binding.NAME,
    ),
    Operator(
        name="patient",
        documentation="The patient's age in years or sex.",
        arity=exactly(1),
        signature=Signature(
            parameters=(Parameter(words="“age” or “sex”", literal=one_of("age", "sex")),)
        ),
        typing=_patient_typing,
        compile=_compile_patient,
        phrase=template("the {0} of the patient"),
    ),
):
    OPERATORS.register(operator.name, operator)
