"""Operators on texts; characters are code points, so that an emoji is one."""

from __future__ import annotations

from collections.abc import Callable

from forms_engine.logic.operator import (
    OPERATORS,
    Binding,
    Evaluate,
    Operator,
    Site,
    at_least,
    between,
    exactly,
    listing,
    on_values,
    template,
)
from forms_engine.logic.patterns import PatternRefused, check_pattern, compile_pattern
from forms_engine.logic.signature import Parameter, Signature
from forms_engine.logic.types import BOOLEAN, NUMBER, TEXT
from forms_engine.logic.values import Value

WORDS = Parameter(words="a text", types=frozenset({TEXT}))
TEXT_OR_LIST = Parameter(words="a text or a list", types=frozenset({TEXT}), any_list=True)
A_NUMBER = Parameter(words="a number", types=frozenset({NUMBER}))


def _length(value: Value) -> Value:
    return float(len(value)) if isinstance(value, str | tuple) else None


def _concat(*values: Value) -> Value:
    texts = [value for value in values if isinstance(value, str)]
    return "".join(texts) if len(texts) == len(values) else None


def _substring(text: Value, start: Value, length: Value = float(2**53)) -> Value:
    """Return the part from a character on, the first being 1.

    Unknown unless start and length are whole numbers, at least 1 and 0.
    """
    if not isinstance(text, str) or type(start) is not float or type(length) is not float:
        return None
    if not start.is_integer() or not length.is_integer() or start < 1 or length < 0:
        return None
    first = int(start) - 1
    return text[first : first + int(length)]


def _on_text(function: Callable[[str], Value]) -> Callable[[Site], Evaluate]:
    return on_values(lambda value: function(value) if isinstance(value, str) else None)


def _judge_pattern(rule: object) -> str | None:
    try:
        check_pattern(rule if isinstance(rule, str) else "(")
    except PatternRefused as refusal:
        return str(refusal)
    return None


def _compile_matches(site: Site) -> Evaluate:
    subject, written = site.arguments[0], site.rules[1]
    try:
        fits = compile_pattern(written if isinstance(written, str) else "(")
    except PatternRefused:
        return lambda frame, context: None

    def matches(value: Value) -> Value:
        return fits(value) if isinstance(value, str) else None

    return lambda frame, context: matches(subject(frame, context))


for operator in (
    Operator(
        name="length",
        documentation="The number of characters of a text or of items of a list.",
        arity=exactly(1),
        signature=Signature(rest=TEXT_OR_LIST, result=NUMBER),
        compile=on_values(_length),
        phrase=template("the length of {0}"),
    ),
    Operator(
        name="concat",
        documentation="Texts put together; unknown if one is.",
        arity=at_least(1),
        signature=Signature(rest=WORDS, result=TEXT),
        compile=on_values(_concat),
        phrase=listing("the text of", "followed by"),
    ),
    Operator(
        name="substring",
        documentation="Part of a text: from a character on (the first is 1), so many long.",
        arity=between(2, 3),
        signature=Signature(parameters=(WORDS,), rest=A_NUMBER, result=TEXT),
        compile=on_values(_substring),
        phrase=template("{0} from character {1} on", "{2} characters of {0} from character {1} on"),
    ),
    Operator(
        name="lower",
        documentation="The text in small letters.",
        arity=exactly(1),
        signature=Signature(rest=WORDS, result=TEXT),
        compile=_on_text(str.lower),
        phrase=template("{0} in small letters"),
    ),
    Operator(
        name="upper",
        documentation="The text in capital letters.",
        arity=exactly(1),
        signature=Signature(rest=WORDS, result=TEXT),
        compile=_on_text(str.upper),
        phrase=template("{0} in capital letters"),
    ),
    Operator(
        name="matches",
        documentation="Whether the whole text fits a pattern written in the rule.",
        arity=exactly(2),
        signature=Signature(
            parameters=(WORDS, Parameter(words="a pattern", literal=_judge_pattern)),
            result=BOOLEAN,
        ),
        compile=_compile_matches,
        phrase=template("{0} fits the pattern {1}"),
        denial=template("{0} does not fit the pattern {1}"),
        binding=Binding.COMPARISON,
    ),
):
    OPERATORS.register(operator.name, operator)
