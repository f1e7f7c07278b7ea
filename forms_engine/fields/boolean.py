"""Yes or no."""

from __future__ import annotations

from typing import Any

from forms_engine.context import FormContext
from forms_engine.fields.base import AnswerRefused, FieldType, Question, RawInput, field_types
from forms_engine.messages import say


class Boolean(FieldType):
    """A statement that is true or false."""

    name = "boolean"
    label = "Yes or no"
    group = "Choices"
    description = "A question with the answers yes and no."
    icon = "boolean"
    value_type = "boolean"
    fhir_type = "boolean"
    examples = (({}, False, 0), ({}, True, "true"))

    def schema(self, question: Question) -> dict[str, Any]:
        """Return the schema of true or false."""
        return {"type": "boolean"}

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Radio buttons send "true" or "false", or nothing."""
        text = raw.text()
        if text not in ("", "true", "false"):
            raise AnswerRefused(say("Choose yes or no."))
        return {"": None, "true": True, "false": False}[text]

    def text(self, answer: Any, question: Question) -> str:
        """Yes or no."""
        return say("Yes") if answer is True else say("No") if answer is False else ""

    def input_text(self, answer: Any, question: Question) -> str:
        """Return the radio button's value."""
        return {True: "true", False: "false"}.get(answer, "")


field_types.register(Boolean.name, Boolean())
