"""A rule as an English sentence, for people who did not write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms_engine.logic.literals import literal_type
from forms_engine.logic.operator import OPERATORS, Binding, Operator
from forms_engine.logic.symbols import Symbols, in_language
from forms_engine.logic.tree import arguments_of, call_of
from forms_engine.logic.types import BOOLEAN, CODED, DATE, DATETIME, Type

_ASSOCIATIVE = frozenset({"and", "or", "+", "*"})


def sentence(rule: object, symbols: Symbols, language: str) -> str:
    """Return the rule in words, with the labels of questions and options in a language.

    What is wrong in a rule stays readable: a question that is gone is called so.
    """
    words, _ = _Writer(symbols=symbols, language=language).write(rule, None, condition=True)
    return words


@dataclass(frozen=True, kw_only=True)
class _Writer:
    symbols: Symbols
    language: str

    def write(
        self, rule: object, read_as: Type | None, *, condition: bool = False, denied: bool = False
    ) -> tuple[str, Binding]:
        """Return the words and how tightly they hold; a yes-or-no question gets its verb."""
        name, given = call_of(rule) or ("", None)
        if not name:
            return self.literal(rule, read_as), Binding.NAME
        if name in _NAMED:
            label, is_fact = _NAMED[name](self, str(given))
            if not (condition and is_fact):
                return label, Binding.NAME
            return f"{label} is {'no' if denied else 'yes'}", Binding.COMPARISON
        rules = arguments_of(OPERATORS.get(name), given) if name in OPERATORS else None
        if not rules:
            return self.lonely(name)
        if name == "not" and self.can_deny(rules[0]):
            return self.write(rules[0], None, condition=True, denied=True)
        return self.call(OPERATORS.get(name), rules, denied=denied)

    def can_deny(self, rule: object) -> bool:
        """Tell whether a rule has words of its own for its opposite."""
        name, given = call_of(rule) or ("", None)
        if name == "field":
            return self.question(str(given))[1]
        return name in OPERATORS and OPERATORS.get(name).denial is not None

    def lonely(self, name: str) -> tuple[str, Binding]:
        """Return the words of an operator without arguments, or of one that is unknown."""
        known = name in OPERATORS and OPERATORS.get(name).arity.accepts(0)
        return (OPERATORS.get(name).phrase(()) if known else f"“{name}”"), Binding.NAME

    def call(
        self, operator: Operator, rules: tuple[object, ...], *, denied: bool
    ) -> tuple[str, Binding]:
        if not operator.arity.accepts(len(rules)):
            return f"“{operator.name}”", Binding.NAME
        words = [self.argument(operator, index, rules) for index in range(len(rules))]
        between_dates = literal_type(operator, 0, rules, self.symbols) in (DATE, DATETIME)
        if operator.dated and between_dates:
            return operator.dated(words), operator.binding
        phrase = operator.denial if denied and operator.denial else operator.phrase
        return phrase(words), operator.binding

    def argument(self, operator: Operator, index: int, rules: tuple[object, ...]) -> str:
        rule, parameter = rules[index], operator.signature.parameter(index)
        if parameter.literal:
            return f"“{rule}”" if operator.binding == Binding.COMPARISON else str(rule)
        read_as = literal_type(operator, index, rules, self.symbols)
        is_fact = parameter.types == frozenset({BOOLEAN})
        words, binding = self.write(rule, read_as, condition=is_fact)
        return f"({words})" if self.is_loose(operator, rule, binding, index) else words

    def is_loose(self, outer: Operator, rule: object, binding: Binding, index: int) -> bool:
        """Tell whether the words of an argument need parentheses inside those of the operator."""
        name, _ = call_of(rule) or ("", None)
        if binding > outer.binding:
            return False
        if binding < outer.binding:
            return outer.binding != Binding.SENTENCE
        return not (name == outer.name and (outer.name in _ASSOCIATIVE or index == 0))

    def literal(self, rule: object, read_as: Type | None) -> str:
        if rule is None:
            return "nothing"
        if isinstance(rule, bool):
            return "yes" if rule else "no"
        if isinstance(rule, int | float):
            return f"{rule:.15g}" if isinstance(rule, float) else str(rule)
        plain = read_as is not None and read_as != CODED
        return str(rule) if plain else f"“{rule}”"

    def question(self, id: str) -> tuple[str, bool]:
        symbol = self.symbols.field(id)
        if symbol is None:
            return "a question that is gone", False
        return in_language(symbol.label, self.language) or symbol.key, symbol.type == BOOLEAN

    def option(self, id: str) -> tuple[str, bool]:
        option = self.symbols.option(id)
        if option is None:
            return "an option that is gone", False
        return f"“{in_language(option.label, self.language) or option.code}”", False


_NAMED: Mapping[str, Callable[[_Writer, str], tuple[str, bool]]] = {
    "field": _Writer.question,
    "option": _Writer.option,
}
