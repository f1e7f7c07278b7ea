"""A full calendar date."""

from __future__ import annotations

import re
from datetime import date
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

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_EUROPEAN = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\Z", re.ASCII)


def shown(day: date) -> str:
    """Return the day as the product writes dates: 22 Nov 2026."""
    return f"{day.day} {day:%b %Y}"


class Date(FieldType):
    """A day."""

    name = "date"
    label = "Date"
    group = "Numbers and dates"
    description = "A day, such as the day of an operation."
    icon = "date"
    properties = (
        Property(name="minimum", control="date", label="Earliest date", help="A date, or “today”."),
        Property(name="maximum", control="date", label="Latest date", help="A date, or “today”."),
    )
    value_type = "date"
    fhir_type = "date"
    examples = (({}, "2024-02-29", "2023-02-29"), ({}, "2026-11-22", "22.11.2026"))

    def schema(self, question: Question) -> dict[str, Any]:
        """Year, month and day of the calendar; the length shuts out other ISO spellings."""
        return {"type": "string", "format": "date", "minLength": 10, "maxLength": 10}

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Take ISO dates from date inputs and day-month-year from keyboards."""
        text = raw.text()
        if not text:
            return None
        if match := _ISO.match(text):
            year, month, day = match.groups()
        elif match := _EUROPEAN.match(text):
            day, month, year = match.groups()
        else:
            raise AnswerRefused(say("Enter a date as day, month and year, such as 22.11.2026."))
        try:
            answer = date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            raise AnswerRefused(say("There is no such day in the calendar.")) from None
        for refusal in self.refusals(answer, question, context):
            raise AnswerRefused(refusal)
        return answer

    def refusals(self, answer: Any, question: Question, context: FormContext) -> list[str]:
        """Check the limits; "today" is the request's day."""
        if not isinstance(answer, str):
            return []
        low = self._limit(question.get("minimum"), context)
        high = self._limit(question.get("maximum"), context)
        if low and answer < low:
            return [say("Enter {day} or later.", day=shown(date.fromisoformat(low)))]
        if high and answer > high:
            return [say("Enter {day} or earlier.", day=shown(date.fromisoformat(high)))]
        return []

    def findings(self, question: Question) -> list[Finding]:
        """Limits are real dates in order."""
        found = []
        for name in ("minimum", "maximum"):
            limit = question.get(name)
            if limit in (None, "today"):
                continue
            try:
                date.fromisoformat(str(limit))
            except ValueError:
                found.append(Finding(property=name, words=f"“{limit}” is not a date."))
        low, high = question.get("minimum"), question.get("maximum")
        if not found and low and high and "today" not in (low, high) and low > high:
            found.append(
                Finding(property="minimum", words="The earliest date is after the latest one.")
            )
        return found

    def text(self, answer: Any, question: Question) -> str:
        """22 Nov 2026."""
        try:
            return shown(date.fromisoformat(answer))
        except (TypeError, ValueError):
            return str(answer)

    def _limit(self, limit: Any, context: FormContext) -> str:
        return context.today.isoformat() if limit == "today" else limit or ""


field_types.register(Date.name, Date())
