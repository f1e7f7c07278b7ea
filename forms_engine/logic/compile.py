"""From a rule to a function, once per version of a form.

Walking the tree at each keystroke would be three times slower.
"""

from __future__ import annotations

from forms_engine.logic.literals import literal_type, read_literal
from forms_engine.logic.operator import OPERATORS, Evaluate, Site
from forms_engine.logic.symbols import Symbols
from forms_engine.logic.tree import RuleRefused, arguments_of, call_of
from forms_engine.logic.types import Type
from forms_engine.logic.values import Value


def compile_rule(rule: object, symbols: Symbols, *, scope: tuple[str, ...] = ()) -> Evaluate:
    """Return the function that evaluates a rule; it never raises, what cannot be known is None.

    `scope` are the ids of the repeats around the element that owns the rule, outermost first; the
    frame it is given is a row of the innermost. Raise `RuleRefused` for a tree that is not a rule:
    unknown operator, wrong number of arguments, dangling reference.
    """
    return _compiled(rule, symbols, scope, None)


def _compiled(
    rule: object, symbols: Symbols, scope: tuple[str, ...], read_as: Type | None
) -> Evaluate:
    if rule is None or isinstance(rule, bool | int | float | str):
        return _constant(read_literal(rule, read_as))
    name, given = call_of(rule) or ("", None)
    if name not in OPERATORS:
        raise RuleRefused(f"There is no operator “{name}”.")
    operator = OPERATORS.get(name)
    rules = arguments_of(operator, given)
    if rules is None or not operator.arity.accepts(len(rules)):
        raise RuleRefused(f"“{name}” takes {operator.arity.words}.")
    arguments = tuple(
        _compiled(each, symbols, scope, literal_type(operator, index, rules, symbols))
        for index, each in enumerate(rules)
    )
    return operator.compile(Site(rules=rules, arguments=arguments, symbols=symbols, scope=scope))


def _constant(value: Value) -> Evaluate:
    return lambda frame, context: value
