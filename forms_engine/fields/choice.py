"""One of several options."""

from __future__ import annotations

from collections import Counter
from typing import Any

from forms_engine.context import FormContext
from forms_engine.fields.base import (
    AnswerRefused,
    FieldType,
    Finding,
    Property,
    Question,
    RawInput,
    field_types,
)
from forms_engine.messages import say

OPTIONS = Property(name="options", control="options", label="Options")
OPTION_SET = Property(
    name="option_set",
    control="text",
    label="Shared option set",
    help="The id of a list of options that several questions use.",
)


def option_findings(question: Question) -> list[Finding]:
    """Every list needs an option on offer, and codes that are told apart."""
    found = []
    if "options" in question.element and "option_set" in question.element:
        found.append(
            Finding(property="option_set", words="Use own options or a shared set, not both.")
        )
    if not question.offered():
        found.append(Finding(property="options", words="Add at least one option."))
    codes = Counter(str(option.get("code")) for option in question.options)
    found.extend(
        Finding(property="options", words=f"Two options have the code “{code}”.")
        for code, count in codes.items()
        if count > 1
    )
    return found


class Choice(FieldType):
    """Exactly one option."""

    name = "choice"
    label = "One choice"
    group = "Choices"
    description = "One of several options."
    icon = "choice"
    properties = (
        OPTIONS,
        OPTION_SET,
        Property(
            name="layout",
            control="select",
            label="Shown as",
            choices=(
                ("radios", "Buttons, all visible"),
                ("select", "Drop-down list"),
                ("search", "Search box"),
            ),
        ),
    )
    fhir_type = "choice"
    examples = (
        (
            {
                "options": [
                    {"id": "opaaaaaa", "code": "a", "label": {"en": "A"}},
                    {"id": "opbbbbbb", "code": "b", "label": {"en": "B"}, "retired": True},
                ]
            },
            "a",
            "c",
        ),
    )

    def schema(self, question: Question) -> dict[str, Any]:
        """All codes, retired ones too: old answers stay valid."""
        return {"enum": [option["code"] for option in question.options] or [None]}

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Take the code of an option."""
        code = raw.text()
        if not code:
            return None
        if code not in {option["code"] for option in question.options}:
            raise AnswerRefused(say("Choose one of the options."))
        return code

    def findings(self, question: Question) -> list[Finding]:
        """See `option_findings`."""
        return option_findings(question)

    def text(self, answer: Any, question: Question) -> str:
        """Return the option's label."""
        return question.option_label(str(answer))


field_types.register(Choice.name, Choice())
