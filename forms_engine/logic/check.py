"""What is wrong with a rule, in words that name the questions by their labels."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms_engine.logic.literals import literal_type, read_literal
from forms_engine.logic.operator import OPERATORS, Call, Operator
from forms_engine.logic.signature import Argument
from forms_engine.logic.symbols import Symbols, in_language
from forms_engine.logic.tree import arguments_of, call_of, measure
from forms_engine.logic.types import BOOLEAN, NUMBER, TEXT, Type
from forms_engine.messages import say
from forms_engine.problems import pointer

MOST_NODES = 500
DEEPEST = 64


@dataclass(frozen=True, kw_only=True)
class RuleProblem:
    """One thing wrong with a rule. `path` is a JSON Pointer into it, "" for the rule itself."""

    path: str
    words: str
    code: str


def check_rule(
    rule: object,
    symbols: Symbols,
    *,
    scope: tuple[str, ...] = (),
    expected: Type | None,
    language: str = "en",
) -> list[RuleProblem]:
    """Return what is wrong with a rule, nothing if it may be compiled.

    `scope` are the ids of the repeats around the element that owns the rule, outermost first;
    `expected` is the type that the rule has to give, None if any will do.
    """
    nodes, depth = measure(rule)
    if nodes > MOST_NODES or depth > DEEPEST:
        words = say(
            "This rule is too large: it may have {nodes} parts, nested {depth} deep.",
            nodes=MOST_NODES,
            depth=DEEPEST,
        )
        return [RuleProblem(path="", words=words, code="too_large")]
    check = _Check(symbols=symbols, scope=scope, language=language, problems=[])
    found = check.type_of(rule, (), None)
    if expected is not None and found is not None and found != expected and not check.problems:
        words = say(
            "This rule has to give {expected}, but it gives {found}.",
            expected=expected.words,
            found=found.words,
        )
        check.problems.append(RuleProblem(path="", words=words, code="wrong_result"))
    return check.problems


@dataclass(frozen=True, kw_only=True)
class _Check:
    symbols: Symbols
    scope: tuple[str, ...]
    language: str
    problems: list[RuleProblem]

    def type_of(self, rule: object, path: Sequence[str | int], read_as: Type | None) -> Type | None:
        """Return the type of a rule, None if it has none or a problem was noted."""
        if rule is None:
            return None
        if isinstance(rule, bool):
            return BOOLEAN
        if isinstance(rule, int | float | str):
            return self.type_of_literal(rule, path, read_as)
        name, given = call_of(rule) or (None, None)
        if name is None:
            self.note(path, "not_a_rule", say("A rule is a value or an object with one operator."))
            return None
        return self.type_of_call(name, given, path)

    def type_of_literal(
        self, rule: float | str, path: Sequence[str | int], read_as: Type | None
    ) -> Type | None:
        if read_literal(rule, read_as) is None:
            kind = read_as or NUMBER
            words = say("“{text}” is not {kind}.", text=rule, kind=kind.words)
            self.note(path, "literal_refused", words)
            return None
        return (read_as or TEXT) if isinstance(rule, str) else NUMBER

    def type_of_call(self, name: str, given: object, path: Sequence[str | int]) -> Type | None:
        if name not in OPERATORS:
            self.note(path, "unknown_operator", _unknown_operator(name))
            return None
        operator = OPERATORS.get(name)
        rules = arguments_of(operator, given)
        if rules is None or not operator.arity.accepts(len(rules)):
            self.note(path, "wrong_arity", _wrong_arity(operator, rules))
            return None
        before = len(self.problems)
        arguments = tuple(self.arguments(operator, rules, path))
        if len(self.problems) > before:
            return operator.signature.result
        call = Call(arguments=arguments, symbols=self.symbols, scope=self.scope)
        typed = operator.typed(call)
        for complaint in typed.complaints:
            below = () if complaint.index is None else (name, complaint.index)
            self.note((*path, *below), complaint.code, complaint.words)
        return typed.type

    def arguments(
        self, operator: Operator, rules: tuple[object, ...], path: Sequence[str | int]
    ) -> Iterator[Argument]:
        for index, rule in enumerate(rules):
            kind: Type | None = None
            if not operator.bare and operator.signature.parameter(index).literal is None:
                read_as = literal_type(operator, index, rules, self.symbols)
                kind = self.type_of(rule, (*path, operator.name, index), read_as)
            yield Argument(rule=rule, type=kind, name=self.name_of(rule))

    def name_of(self, rule: object) -> str:
        """Return what a message calls a part of a rule."""
        name, given = call_of(rule) or (None, None)
        if name is None:
            return say("The value “{value}”", value=_shown(rule))
        if name == "field" and (symbol := self.symbols.field(str(given))):
            return say("The question “{label}”", label=in_language(symbol.label, self.language))
        if name == "option" and (option := self.symbols.option(str(given))):
            return say("The option “{label}”", label=in_language(option.label, self.language))
        return say("The result of “{operator}”", operator=name)

    def note(self, path: Sequence[str | int], code: str, words: str) -> None:
        self.problems.append(RuleProblem(path=pointer(*path), words=words, code=code))


def _shown(literal: object) -> object:
    if isinstance(literal, bool):
        return "yes" if literal else "no"
    return literal


def _unknown_operator(name: str) -> str:
    similar = difflib.get_close_matches(name, OPERATORS.names(), n=3, cutoff=0.5)
    if not similar:
        return say("There is no operator “{name}”.", name=name)
    quoted = ", ".join(f"“{each}”" for each in similar)
    return say("There is no operator “{name}”. Similar ones: {similar}.", name=name, similar=quoted)


def _wrong_arity(operator: Operator, rules: tuple[object, ...] | None) -> str:
    if rules is None and operator.bare:
        return say("“{name}” takes one id, written without a list.", name=operator.name)
    if rules is None:
        return say("“{name}” takes its arguments in a list.", name=operator.name)
    return say(
        "“{name}” takes {wanted}, not {count}.",
        name=operator.name,
        wanted=operator.arity.words,
        count=len(rules),
    )
