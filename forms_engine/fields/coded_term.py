"""A concept of a terminology, such as a disease or a phenotype."""

from __future__ import annotations

from typing import Any

from forms_engine.context import FormContext, Term
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

OFFERED = 10


class CodedTerm(FieldType):
    """A term with a code, found by searching."""

    name = "coded_term"
    label = "Coded term"
    group = "Terms"
    description = "A term of a terminology such as ORPHA or HPO, found by searching."
    icon = "term"
    properties = (
        Property(name="binding", control="binding", label="Terminology"),
        Property(
            name="free_text",
            control="boolean",
            label="Own words allowed",
            help="For what the terminology does not have.",
        ),
    )
    value_type = "coded"
    fhir_type = "choice"
    examples = (
        (
            {"binding": {"system": "ORPHA"}},
            {"system": "ORPHA", "code": "791", "label": "Retinitis pigmentosa"},
            {"system": "HP", "code": "1", "label": "x"},
        ),
        (
            {"binding": {"system": "ORPHA"}, "free_text": True},
            {"text": "an unnamed syndrome"},
            {"text": ""},
        ),
    )

    def schema(self, question: Question) -> dict[str, Any]:
        """System, code and the label of the day; or own words where allowed."""
        coded: dict[str, Any] = {
            "type": "object",
            "required": ["system", "code", "label"],
            "properties": {
                "system": {"const": question.get("binding", {}).get("system")},
                "code": {"type": "string", "minLength": 1, "maxLength": 100},
                "label": {"type": "string", "maxLength": 1000},
            },
            "additionalProperties": False,
        }
        own_words = {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 500}},
            "additionalProperties": False,
        }
        schema = {"anyOf": [coded, own_words]} if question.get("free_text") else coded
        return {**schema, "x-binding": question.get("binding", {})}

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Take the code that the search set, else find the typed words; offer what resembles them."""
        text, code = raw.text(), raw.text("code")
        system = question.get("binding", {}).get("system", "")
        chosen = context.terminology.lookup(system, raw.text("choice"))
        if chosen is not None:  # one of the terms that were offered for these words
            return self._answer(chosen)
        if not text and not code:
            return None
        if code:
            term = context.terminology.lookup(system, code)
            if term is not None and (not text or self._names(term, text)):
                return self._answer(term)
        text = text or code
        found = list(context.terminology.search(system, text, limit=OFFERED))
        exact = [term for term in found if self._names(term, text)]
        if len(exact) == 1:
            return self._answer(exact[0])
        if question.get("free_text"):
            return {"text": text[:500]}
        if not found:
            raise AnswerRefused(
                say(
                    "“{text}” was not found in {system}. Try another word.",
                    text=text,
                    system=system,
                )
            )
        raise AnswerRefused(
            say("Choose the term that you mean."),
            choices=[(term.code, f"{term.label} ({term.code})") for term in found],
        )

    def refusals(self, answer: Any, question: Question, context: FormContext) -> list[str]:
        """Refuse codes that the terminology does not have."""
        if not isinstance(answer, dict) or "code" not in answer:
            return []
        if context.terminology.lookup(answer["system"], answer["code"]) is None:
            return [
                say(
                    "{system} has no term with the code {code}.",
                    system=answer["system"],
                    code=answer["code"],
                )
            ]
        return []

    def findings(self, question: Question) -> list[Finding]:
        """Ask for the terminology."""
        if not question.get("binding", {}).get("system"):
            return [Finding(property="binding", words="Choose the terminology to search in.")]
        return []

    def text(self, answer: Any, question: Question) -> str:
        """Label and code, or the own words."""
        if "text" in answer:
            return str(answer["text"])
        code = str(answer["code"])
        shown = code if code.startswith(answer["system"]) else f"{answer['system']} {code}"
        return f"{answer['label']} ({shown})"

    def input_text(self, answer: Any, question: Question) -> str:
        """Return the label, which is what the search box shows."""
        return "" if answer is None else str(answer.get("label") or answer.get("text") or "")

    def _names(self, term: Term, text: str) -> bool:
        wanted = text.casefold()
        return wanted in {term.label.casefold(), term.matched.casefold(), term.code.casefold()}

    def _answer(self, term: Term) -> dict[str, str]:
        return {"system": term.system, "code": term.code, "label": term.label}


field_types.register(CodedTerm.name, CodedTerm())
