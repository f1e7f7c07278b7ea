"""What a field type is: everything about one kind of question in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.definition.tree import options_of
from forms_engine.registry import Registry

JSON = Any  # the border: answers, definitions and schemas are JSON
Control = Literal[
    "text",
    "long_text",
    "localized",
    "localized_long",
    "integer",
    "number",
    "boolean",
    "select",
    "options",
    "binding",
    "list",
    "option_ids",
    "date",
    "rule",
    "rule_or_boolean",
    "constraints",
    "codes",
    "groups",
]


class AnswerRefused(ValueError):
    """What was typed is no answer to this question; the text says why in the reader's language."""

    def __init__(self, words: str, *, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(words)
        self.choices = tuple(choices)


@dataclass(frozen=True, kw_only=True)
class Property:
    """One property that a designer may set. `control` says how it is edited and so which JSON it takes."""

    name: str
    control: Control
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, kw_only=True)
class RawInput:
    """What the browser sent for one question: texts by part ("" is the main one), before any check."""

    parts: Mapping[str, Sequence[str]]

    def text(self, part: str = "") -> str:
        """Return the first text of a part, trimmed; "" when there is none."""
        values = self.parts.get(part) or ("",)
        return values[0].strip()

    def texts(self, part: str = "") -> list[str]:
        """Return all texts of a part that are not empty."""
        return [value for value in self.parts.get(part, ()) if value]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field with what surrounds it: its options, the form's languages and the reader's."""

    element: Mapping[str, JSON]
    options: Sequence[Mapping[str, JSON]] = ()
    languages: Sequence[str] = ("en",)
    language: str = "en"

    @classmethod
    def of(
        cls, element: Mapping[str, JSON], definition: Mapping[str, JSON], language: str = ""
    ) -> Question:
        """Take the question out of a definition."""
        languages = definition.get("languages") or ["en"]
        return cls(
            element=element,
            options=options_of(element, definition),
            languages=languages,
            language=language or languages[0],
        )

    def words(self, name: str) -> str:
        """Return a localized property in the reader's language."""
        return localized(self.element.get(name), self.language, self.languages)

    def get(self, name: str, default: JSON = None) -> JSON:
        """Return a property as it stands in the definition."""
        return self.element.get(name, default)

    def offered(self, kept: Sequence[str] = ()) -> list[Mapping[str, JSON]]:
        """Return the options on offer: all that are not retired, and retired ones already chosen."""
        return [
            option for option in self.options if not option.get("retired") or option["code"] in kept
        ]

    def option_label(self, code: str) -> str:
        """Return the label of an option, also of a retired one; the code itself when it is unknown."""
        for option in self.options:
            if option["code"] == code:
                return localized(option.get("label"), self.language, self.languages) or code
        return code


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something wrong with the definition of a question."""

    property: str
    words: str
    severity: Literal["error", "warning"] = "error"


class FieldType:
    """One kind of question. Subclasses override what differs and register an instance."""

    name: ClassVar[str]
    label: ClassVar[str]
    group: ClassVar[str]
    description: ClassVar[str]
    icon: ClassVar[str] = "text"
    properties: ClassVar[tuple[Property, ...]] = ()
    defaults: ClassVar[Mapping[str, JSON]] = {}
    value_type: ClassVar[str] = "text"
    fhir_type: ClassVar[str] = "string"
    examples: ClassVar[Sequence[tuple[Mapping[str, JSON], JSON, JSON]]] = ()
    """(properties, a right answer, a wrong answer): each is tried by the contract tests."""

    def schema(self, question: Question) -> dict[str, JSON]:
        """Return the JSON Schema 2020-12 of one answer."""
        raise NotImplementedError

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> JSON:
        """Return the typed answer, None for no answer. Raise `AnswerRefused`."""
        raise NotImplementedError

    def findings(self, question: Question) -> list[Finding]:
        """Return what is wrong with the question's properties beyond their shapes."""
        return []

    def refusals(self, answer: JSON, question: Question, context: FormContext) -> list[str]:
        """Return what is wrong with an answer beyond its schema, in sentences."""
        return []

    def schema_words(self, keyword: str, question: Question) -> str:
        """Return the sentence for an answer that broke a keyword of the schema."""
        return SCHEMA_WORDS.get(keyword, "This answer does not fit the question.")

    def text(self, answer: JSON, question: Question) -> str:
        """Return the answer as people read it."""
        return str(answer)

    def input_text(self, answer: JSON, question: Question) -> str:
        """Return what stands in the input for an answer."""
        return "" if answer is None else str(answer)

    def is_empty(self, answer: JSON) -> bool:
        """Tell whether there is no answer."""
        return answer is None or answer == "" or answer == []


SCHEMA_WORDS: Mapping[str, str] = {
    "type": "This answer has the wrong type.",
    "enum": "Choose one of the options.",
    "required": "Answer this question.",
    "maxLength": "The text is too long.",
    "pattern": "The text does not have the expected form.",
    "minimum": "The number is too small.",
    "maximum": "The number is too large.",
    "additionalProperties": "This form has no such question.",
    "uniqueItems": "An option is chosen twice.",
    "format": "Enter a real date, such as 2026-11-22.",
    "minItems": "Add more.",
    "maxItems": "There are too many.",
}

field_types: Registry[FieldType] = Registry("field type")

__all__ = [
    "AnswerRefused",
    "FieldType",
    "Finding",
    "Property",
    "Question",
    "RawInput",
    "field_types",
]
