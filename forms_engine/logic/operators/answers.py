"""Operators that read the form: answers, options, reasons for missing answers, row numbers."""

from __future__ import annotations

from forms_engine.logic.frame import Context, Frame
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
from forms_engine.logic.signature import Complaint, Parameter, Signature, Typed
from forms_engine.logic.symbols import Symbol, levels, seen_as
from forms_engine.logic.tree import RuleRefused, call_of
from forms_engine.logic.types import NUMBER, TEXT
from forms_engine.logic.values import Value, reader_of
from forms_engine.messages import say


def _field_typing(call: Call) -> Typed:
    symbol = call.symbols.field(str(call.arguments[0].rule))
    if symbol is None:
        words = say("This rule uses a question that is no longer in the form.")
        return Typed(type=None, complaints=(Complaint(code="dangling_field", words=words),))
    return Typed(type=seen_as(symbol, call.scope))


def _question(site: Site, named: object) -> Symbol:
    symbol = site.symbols.field(named) if isinstance(named, str) else None
    if symbol is None:
        raise RuleRefused("This rule uses a question that is no longer in the form.")
    return symbol


def _compile_field(site: Site) -> Evaluate:
    symbol = _question(site, site.rules[0])
    key, read = symbol.id, reader_of(symbol.type)
    climb, down = levels(symbol, site.scope)

    def here(frame: Frame, context: Context) -> Value:
        return read(frame.values.get(key))

    def above(frame: Frame, context: Context) -> Value:
        holder = _climbed(frame, climb)
        return read(holder.values.get(key)) if holder else None

    def below(frame: Frame, context: Context) -> Value:
        holder = _climbed(frame, climb)
        frames = [holder] if holder else []
        for repeat in down:
            frames = [row for each in frames for row in each.rows.get(repeat, ())]
        return _flat([read(each.values.get(key)) for each in frames])

    if down:
        return below
    return above if climb else here


def _climbed(frame: Frame, times: int) -> Frame | None:
    holder: Frame | None = frame
    for _ in range(times):
        holder = holder.parent if holder else None
    return holder


def _flat(values: list[Value]) -> tuple[Value, ...]:
    flat: list[Value] = []
    for value in values:
        if isinstance(value, tuple):
            flat.extend(value)
        else:
            flat.append(value)
    return tuple(flat)


def _option_typing(call: Call) -> Typed:
    if call.symbols.option(str(call.arguments[0].rule)):
        return Typed(type=TEXT)
    words = say("This rule uses an option that is no longer in the form.")
    return Typed(type=TEXT, complaints=(Complaint(code="dangling_option", words=words),))


def _compile_option(site: Site) -> Evaluate:
    option = site.symbols.option(str(site.rules[0]))
    if option is None:
        raise RuleRefused("This rule uses an option that is no longer in the form.")
    code = option.code
    return lambda frame, context: code


def _reason_typing(call: Call) -> Typed:
    argument = call.arguments[0]
    name, _ = call_of(argument.rule) or ("", None)
    words = ""
    if name != "field":
        words = say("Only a question can have a reason for a missing answer.")
    elif argument.type is not None and _looks_into_repeat(call):
        words = say(
            "{name} has a reason for each row; use it inside the repeat.", name=argument.name
        )
    complaint = Complaint(code="type_mismatch", words=words, index=0)
    return Typed(type=TEXT, complaints=(complaint,) if words else ())


def _looks_into_repeat(call: Call) -> bool:
    _, given = call_of(call.arguments[0].rule) or ("", None)
    symbol = call.symbols.field(str(given))
    return symbol is not None and bool(levels(symbol, call.scope)[1])


def _compile_reason(site: Site) -> Evaluate:
    name, given = call_of(site.rules[0]) or ("", None)
    if name != "field":
        return lambda frame, context: None
    symbol = _question(site, given)
    key = symbol.id
    climb, down = levels(symbol, site.scope)

    def reason(frame: Frame, context: Context) -> Value:
        holder = None if down else _climbed(frame, climb)
        return holder.missing.get(key) if holder else None

    return reason


def _row_number_typing(call: Call) -> Typed:
    if call.scope:
        return Typed(type=NUMBER)
    words = say("There is a row number only inside a repeat.")
    return Typed(type=NUMBER, complaints=(Complaint(code="outside_repeat", words=words),))


def _compile_row_number(site: Site) -> Evaluate:
    if not site.scope:
        return lambda frame, context: None
    return lambda frame, context: None if frame.index is None else float(frame.index + 1)


for operator in (
    Operator(
        name="field",
        documentation="The answer to a question; from outside its repeat, the list of all rows.",
        arity=exactly(1),
        signature=Signature(),
        typing=_field_typing,
        compile=_compile_field,
        phrase=template("{0}"),
        binding=Binding.NAME,
        bare=True,
    ),
    Operator(
        name="option",
        documentation="The code of an option, named by id so that a new code breaks no rule.",
        arity=exactly(1),
        signature=Signature(result=TEXT),
        typing=_option_typing,
        compile=_compile_option,
        phrase=template("{0}"),
        binding=Binding.NAME,
        bare=True,
    ),
    Operator(
        name="missing_reason",
        documentation="Why there is no answer: unknown, not_recorded, not_asked or not_applicable.",
        arity=exactly(1),
        signature=Signature(parameters=(Parameter(words="a question", lists=True),), result=TEXT),
        typing=_reason_typing,
        compile=_compile_reason,
        phrase=template("the reason why {0} has no answer"),
    ),
    Operator(
        name="row_number",
        documentation="The number of the row that the rule stands in, from 1.",
        arity=exactly(0),
        signature=Signature(result=NUMBER),
        typing=_row_number_typing,
        compile=_compile_row_number,
        phrase=template("the number of the row"),
        binding=Binding.NAME,
    ),
):
    OPERATORS.register(operator.name, operator)
