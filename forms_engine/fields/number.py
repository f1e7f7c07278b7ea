"""A number, with its unit."""

from __future__ import annotations

import re
from decimal import Decimal
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

LARGEST = 2**53 - 1
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)\Z", re.ASCII)


class Number(FieldType):
    """A measured or counted number."""

    name = "number"
    label = "Number"
    group = "Numbers and dates"
    description = "A whole or decimal number, with unit and limits."
    icon = "number"
    properties = (
        Property(name="integer", control="boolean", label="Whole numbers only"),
        Property(name="minimum", control="number", label="Smallest value"),
        Property(name="maximum", control="number", label="Largest value"),
        Property(name="decimals", control="integer", label="Decimal places", minimum=0, maximum=10),
        Property(
            name="unit", control="text", label="Unit (UCUM)", help="Such as kg, mm[Hg], mg/dL."
        ),
        Property(
            name="unit_label",
            control="localized",
            label="Unit as shown",
            help="If it should read differently from the UCUM code.",
        ),
    )
    value_type = "number"
    fhir_type = "decimal"
    examples = (
        ({}, 1.5, "1.5"),
        ({"integer": True}, 3, 3.5),
        ({"minimum": 0, "maximum": 10}, 10, 10.5),
    )

    def schema(self, question: Question) -> dict[str, Any]:
        """Limits only: the number of decimals is a check of the engine, validators disagree on multipleOf."""
        schema: dict[str, Any] = {
            "type": "integer" if question.get("integer") else "number",
            "minimum": question.get("minimum", -LARGEST),
            "maximum": question.get("maximum", LARGEST),
        }
        if unit := question.get("unit"):
            schema["x-unit"] = unit
        return schema

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Take a decimal point or comma; refuse thousands separators, which cannot be told from it."""
        text = raw.text().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
        if not text:
            return None
        if _NUMBER.match(text) is None:
            raise AnswerRefused(say("Enter a number, such as 12 or 3.5."))
        number = Decimal(text.replace(",", "."))
        if abs(number) > LARGEST:
            raise AnswerRefused(say("The number is too large to be stored exactly."))
        if question.get("integer") and number != number.to_integral_value():
            raise AnswerRefused(say("Enter a whole number."))
        answer = int(number) if number == number.to_integral_value() else float(number)
        for refusal in self._limits(answer, question):
            raise AnswerRefused(refusal)
        for refusal in self.refusals(answer, question, context):
            raise AnswerRefused(refusal)
        return answer

    def refusals(self, answer: Any, question: Question, context: FormContext) -> list[str]:
        """Check the number of decimal places on the shortest decimal form."""
        decimals = question.get("decimals")
        if decimals is None or not isinstance(answer, int | float):
            return []
        exponent = Decimal(repr(answer)).normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > decimals:
            return [say("Enter at most {decimals} decimal places.", decimals=decimals)]
        return []

    def findings(self, question: Question) -> list[Finding]:
        """Limits must leave room for an answer."""
        low, high = question.get("minimum"), question.get("maximum")
        if low is not None and high is not None and low > high:
            return [
                Finding(property="minimum", words="The smallest value is above the largest one.")
            ]
        if question.get("integer") and question.get("decimals"):
            return [Finding(property="decimals", words="Whole numbers have no decimal places.")]
        return []

    def schema_words(self, keyword: str, question: Question) -> str:
        """Name the limits."""
        if keyword in ("minimum", "maximum"):
            return self._range_words(question)
        return super().schema_words(keyword, question)

    def text(self, answer: Any, question: Question) -> str:
        """Write number and unit."""
        unit = question.words("unit_label") or question.get("unit") or ""
        return f"{self.input_text(answer, question)} {unit}".strip()

    def input_text(self, answer: Any, question: Question) -> str:
        """Return the shortest decimal form, never with an exponent."""
        return "" if answer is None else format(Decimal(repr(answer)), "f")

    def _limits(self, answer: float, question: Question) -> list[str]:
        low, high = question.get("minimum"), question.get("maximum")
        if (low is not None and answer < low) or (high is not None and answer > high):
            return [self._range_words(question)]
        return []

    def _range_words(self, question: Question) -> str:
        low, high = question.get("minimum"), question.get("maximum")
        if low is not None and high is not None:
            return say("Enter a number between {low} and {high}.", low=low, high=high)
        if low is not None:
            return say("Enter {low} or more.", low=low)
        if high is not None:
            return say("Enter {high} or less.", high=high)
        return say("The number is too large to be stored exactly.")


field_types.register(Number.name, Number())
