"""Whether an option that a rule names is one of the question it is compared with."""

from __future__ import annotations

from collections.abc import Iterator

from forms_engine.logic.operator import Call
from forms_engine.logic.signature import Complaint
from forms_engine.logic.symbols import in_language
from forms_engine.logic.tree import call_of
from forms_engine.messages import say


def foreign_options(call: Call) -> Iterator[Complaint]:
    """Yield a complaint for each option of another question: equal by accident at best.

    An option of a shared set passes, because only the form knows which questions use the set.
    """
    questions = {
        str(given)
        for name, given in (call_of(each.rule) or ("", None) for each in call.arguments)
        if name == "field"
    }
    for index, argument in enumerate(call.arguments):
        name, given = call_of(argument.rule) or ("", None)
        option = call.symbols.option(str(given)) if name == "option" else None
        owner = call.symbols.field(option.field_or_set) if option else None
        if option and owner and questions and owner.id not in questions:
            words = say(
                "The option “{option}” belongs to the question “{question}”, "
                "not to the one it is compared with.",
                option=in_language(option.label, "en"),
                question=in_language(owner.label, "en"),
            )
            yield Complaint(code="foreign_option", words=words, index=index)
