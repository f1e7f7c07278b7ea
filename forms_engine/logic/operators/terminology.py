"""Operators on terms of a terminology."""

from __future__ import annotations

from forms_engine.logic.frame import Context, Frame
from forms_engine.logic.kleene import some
from forms_engine.logic.operator import (
    OPERATORS,
    Binding,
    Evaluate,
    Operator,
    Site,
    exactly,
    template,
)
from forms_engine.logic.signature import Parameter, Signature
from forms_engine.logic.types import BOOLEAN, CODED
from forms_engine.logic.values import Coded, Value, read_coded_text
from forms_engine.messages import say

TERMS = Parameter(words="a coded term", types=frozenset({CODED}), lists=True, read_as=CODED)


def _judge_term(rule: object) -> str | None:
    if isinstance(rule, str) and read_coded_text(rule):
        return None
    return say("Write a term as its terminology and code, such as “http://www.orpha.net|791”.")


def _compile_is_a(site: Site) -> Evaluate:
    # The server sends along which terms lie below, so that the browser needs no terminology.
    subject, written = site.arguments[0], site.rules[1]
    if not isinstance(written, str):
        return lambda frame, context: None

    def below(term: Value, context: Context) -> bool | None:
        if not isinstance(term, Coded) or not term.code:
            return None
        token = f"{term.system}|{term.code}"
        if token == written:
            return True
        descendants = context.descendants.get(written)
        return None if descendants is None else token in descendants

    def is_a(frame: Frame, context: Context) -> Value:
        terms = subject(frame, context)
        if isinstance(terms, tuple):
            return some([below(term, context) for term in terms])
        return below(terms, context)

    return is_a


OPERATORS.register(
    "is_a",
    Operator(
        name="is_a",
        documentation="Whether a term, or one of several, is a certain term or lies below it.",
        arity=exactly(2),
        signature=Signature(
            parameters=(TERMS, Parameter(words="a term", literal=_judge_term)), result=BOOLEAN
        ),
        compile=_compile_is_a,
        phrase=template("{0} is a kind of {1}"),
        denial=template("{0} is not a kind of {1}"),
        binding=Binding.COMPARISON,
    ),
)
