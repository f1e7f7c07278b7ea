"""Text on one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

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
from forms_engine.logic.patterns import PatternRefused, check_pattern, compile_pattern
from forms_engine.messages import say

LONGEST = 500


class Text(FieldType):
    """A word or a sentence."""

    name = "text"
    label = "Text"
    group = "Words"
    description = "A word or a sentence on one line."
    icon = "text"
    longest = LONGEST
    properties: ClassVar[tuple[Property, ...]] = (
        Property(
            name="max_length",
            control="integer",
            label="Longest text",
            help="Number of characters, at most.",
            minimum=1,
            maximum=20000,
        ),
        Property(
            name="pattern",
            control="text",
            label="Pattern",
            help="A regular expression that the whole text must fit.",
        ),
        Property(name="placeholder", control="localized", label="Example in the box"),
    )
    examples: ClassVar[Sequence[tuple[Mapping[str, Any], Any, Any]]] = (
        ({}, "Retinal dystrophy", 5),
        ({"max_length": 3}, "abc", "abcd"),
        ({"pattern": "[A-Z]{2}[0-9]+"}, "AB12", "ab"),
    )

    def schema(self, question: Question) -> dict[str, Any]:
        """Text of at least one character."""
        schema: dict[str, Any] = {
            "type": "string",
            "minLength": 1,
            "maxLength": question.get("max_length", self.longest),
        }
        if pattern := question.get("pattern"):
            schema["x-pattern"] = pattern  # checked by the engine: validators disagree on "$"
        return schema

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Trim, and fold line ends."""
        text = raw.text().replace("\r\n", "\n").replace("\r", "\n")
        if not text:
            return None
        if "\0" in text:
            raise AnswerRefused(say("The text holds a character that cannot be stored."))
        longest = question.get("max_length", self.longest)
        if len(text) > longest:
            raise AnswerRefused(
                say(
                    "The text has {length} characters; {longest} are allowed.",
                    length=len(text),
                    longest=longest,
                )
            )
        for refusal in self.refusals(text, question, context):
            raise AnswerRefused(refusal)
        return text

    def refusals(self, answer: Any, question: Question, context: FormContext) -> list[str]:
        """Check the pattern against the whole text."""
        pattern = question.get("pattern")
        if pattern and isinstance(answer, str) and not compile_pattern(pattern)(answer):
            return [say("The text does not have the expected form.")]
        return []

    def findings(self, question: Question) -> list[Finding]:
        """Refuse patterns that the browser and the server could read differently."""
        pattern = question.get("pattern")
        if not pattern:
            return []
        try:
            check_pattern(pattern)
        except PatternRefused as refusal:
            return [Finding(property="pattern", words=str(refusal))]
        return []


field_types.register(Text.name, Text())
