"""Any number of several options."""

from __future__ import annotations

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
from forms_engine.fields.choice import OPTION_SET, OPTIONS, option_findings
from forms_engine.messages import say


class Choices(FieldType):
    """Several options, or one that excludes the others."""

    name = "choices"
    label = "Several choices"
    group = "Choices"
    description = "Any number of options."
    icon = "choices"
    properties = (
        OPTIONS,
        OPTION_SET,
        Property(
            name="exclusive",
            control="option_ids",
            label="Options that exclude the others",
            help="Such as “none of these”.",
        ),
        Property(name="min_chosen", control="integer", label="Fewest choices", minimum=0),
        Property(name="max_chosen", control="integer", label="Most choices", minimum=1),
    )
    value_type = "list:text"
    fhir_type = "choice"
    examples = (
        (
            {
                "options": [
                    {"id": "opaaaaaa", "code": "a", "label": {"en": "A"}},
                    {"id": "opbbbbbb", "code": "b", "label": {"en": "B"}},
                ]
            },
            ["a", "b"],
            ["a", "a"],
        ),
    )

    def schema(self, question: Question) -> dict[str, Any]:
        """Return a list of codes without repetition; no answer is no list."""
        schema: dict[str, Any] = {
            "type": "array",
            "items": {"enum": [option["code"] for option in question.options] or [None]},
            "uniqueItems": True,
            "minItems": max(1, question.get("min_chosen", 1)),
        }
        if most := question.get("max_chosen"):
            schema["maxItems"] = most
        return schema

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Keep the form's order of options, whatever order the boxes were sent in."""
        chosen = set(raw.texts())
        known = [option["code"] for option in question.options]
        if chosen - set(known):
            raise AnswerRefused(say("Choose among the options."))
        answer = [code for code in known if code in chosen]
        if not answer:
            return None
        for refusal in self.refusals(answer, question, context):
            raise AnswerRefused(refusal)
        fewest, most = question.get("min_chosen", 0), question.get("max_chosen")
        if len(answer) < fewest:
            raise AnswerRefused(say("Choose at least {fewest}.", fewest=fewest))
        if most is not None and len(answer) > most:
            raise AnswerRefused(say("Choose at most {most}.", most=most))
        return answer

    def refusals(self, answer: Any, question: Question, context: FormContext) -> list[str]:
        """Refuse an exclusive option beside another one."""
        if not isinstance(answer, list):
            return []
        exclusive = {
            option["code"]
            for option in question.options
            if option["id"] in question.get("exclusive", ())
        }
        alone = [code for code in answer if code in exclusive]
        if alone and len(answer) > 1:
            label = question.option_label(alone[0])
            return [say("“{label}” cannot be chosen together with others.", label=label)]
        return []

    def findings(self, question: Question) -> list[Finding]:
        """See `option_findings`; exclusive options must be options of this question."""
        found = option_findings(question)
        known = {option.get("id") for option in question.options}
        if any(option not in known for option in question.get("exclusive", ())):
            found.append(
                Finding(property="exclusive", words="An exclusive option is not in the list.")
            )
        fewest, most = question.get("min_chosen", 0), question.get("max_chosen")
        if most is not None and fewest > most:
            found.append(
                Finding(property="min_chosen", words="The fewest choices are more than the most.")
            )
        return found

    def text(self, answer: Any, question: Question) -> str:
        """Return the labels, with commas."""
        return ", ".join(question.option_label(str(code)) for code in answer)


field_types.register(Choices.name, Choices())
