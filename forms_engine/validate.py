"""Whether answers fit a form: the data contract, then relevance, then what the rules ask; every error in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms_engine.answers import (
    Answers,
    RowPath,
    Situation,
    each_answer,
    rows_of,
    situation,
    visible_answers,
)
from forms_engine.compile import CompiledForm, Level, is_row_id
from forms_engine.context import FormContext
from forms_engine.definition.canonical import unstorable
from forms_engine.definition.text import localized
from forms_engine.messages import say
from forms_engine.problems import pointer

MISSING_WORDS = {
    "unknown": "Unknown",
    "not_recorded": "Not recorded",
    "not_asked": "Not asked",
    "not_applicable": "Not applicable",
}


@dataclass(frozen=True, kw_only=True)
class AnswerError:
    """What is wrong with one answer. `path` is a JSON Pointer that goes through a repeat by the row's `_id`."""

    path: str
    element_id: str | None
    code: str
    words: str


def validate(
    form: CompiledForm, answers: Answers, missing: Mapping[str, str], context: FormContext
) -> list[AnswerError]:
    """Return every error, in the form's order; empty when the answers may be submitted."""
    errors = [
        AnswerError(path=path, element_id=None, code="not_storable", words=say(words))
        for path, words in unstorable(dict(answers))
    ]
    if errors:
        return errors
    errors.extend(_unknown(form, answers, missing))
    state = situation(form, answers, missing, context)
    for id, path, rows, answer in each_answer(form.root, answers):
        if not state.is_hidden(id, rows):
            errors.extend(_field_errors(state, id, path, rows, answer, missing.get(path), context))
    errors.extend(_repeat_errors(state, form.root, answers, (), (), context.language))
    if not errors and not accepts(form, visible_answers(state, answers)):
        words = say("The answers do not fit the form.")
        errors.append(AnswerError(path="", element_id=None, code="schema", words=words))
    return errors


def accepts(form: CompiledForm, answers: Answers) -> bool:
    """Tell whether the answers satisfy the data contract; nothing else is looked at."""
    return bool(form.validator.is_valid(dict(answers)))


def submitted(
    form: CompiledForm, answers: Answers, missing: Mapping[str, str], context: FormContext
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers and reasons that are handed on: hidden ones are left out."""
    state = situation(form, answers, missing, context)
    seen = {
        path
        for id, path, rows, _ in each_answer(form.root, answers)
        if not state.is_hidden(id, rows)
    }
    kept = {path: reason for path, reason in missing.items() if path in seen}
    return visible_answers(state, answers), kept


def _field_errors(
    state: Situation,
    id: str,
    path: str,
    rows: RowPath,
    answer: Any,
    reason: str | None,
    context: FormContext,
) -> Iterator[AnswerError]:
    form = state.form
    field = form.fields[id]
    question = form.question(id, context.language)

    def error(code: str, words: str) -> AnswerError:
        return AnswerError(path=path, element_id=id, code=code, words=words)

    if field.type.is_empty(answer):
        if reason is None and state.is_required(id, rows):
            label = question.words("label")
            yield error("required", say("Answer “{label}”.", label=label))
        elif reason is not None and reason not in question.get("missing", ()):
            yield error("missing_reason", say("This reason is not offered here."))
        return
    if reason is not None:
        yield error("missing_reason", say("Give an answer or a reason for its absence, not both."))
    for broken in form.field_validators[id].iter_errors(answer):
        yield error("schema", say(field.type.schema_words(str(broken.kind.name), question)))
        return
    for words in field.type.refusals(answer, question, context):
        yield error("refused", words)
    for constraint in form.constraints.get(id, ()):
        frame = state.frame_of(id, rows)
        if frame is not None and constraint.holds(frame, state.context) is False:
            words = localized(constraint.message, context.language, form.languages)
            yield error("constraint", words or say("This answer breaks a rule of the form."))


def _repeat_errors(
    state: Situation,
    level: Level,
    answers: Answers,
    path: tuple[str, ...],
    rows: RowPath,
    language: str,
) -> Iterator[AnswerError]:
    for place, inner in level.repeats:
        if state.is_hidden(place.id, rows):
            continue
        key = str(place.element["key"])
        present = rows_of(answers, key)
        here = pointer(*path, key)
        title = localized(place.element["title"], language, state.form.languages)
        for code, words in _count_errors(place.element, len(present), title):
            yield AnswerError(path=here, element_id=place.id, code=code, words=words)
        for row_id, words in _twice(place.element, inner, present):
            yield AnswerError(
                path=f"{here}{pointer(row_id)}", element_id=place.id, code="row_key", words=words
            )
        for row in present:
            inner_path = (*path, key, row["_id"])
            inner_rows = (*rows, row["_id"])
            yield from _repeat_errors(state, inner, row, inner_path, inner_rows, language)


def _count_errors(element: Mapping[str, Any], count: int, title: str) -> Iterator[tuple[str, str]]:
    fewest, most = element.get("min", 0), element.get("max")
    if count < fewest:
        yield "too_few", say("“{title}” needs at least {fewest}.", title=title, fewest=fewest)
    if most is not None and count > most:
        yield "too_many", say("“{title}” takes at most {most}.", title=title, most=most)


def _twice(
    element: Mapping[str, Any], level: Level, rows: list[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield the rows whose key an earlier row has, and rows that share an id."""
    key = next((item.key for item in level.fields if item.place.id == element.get("row_key")), None)
    seen: list[Any] = []
    ids: set[str] = set()
    for row in rows:
        if row["_id"] in ids:
            yield row["_id"], say("Two rows have the same id.")
        ids.add(row["_id"])
        answer = row.get(key) if key else None
        if answer is not None and answer in seen:
            yield row["_id"], say("Another row has the same value.")
        seen.append(answer)


def _unknown(
    form: CompiledForm, answers: Answers, missing: Mapping[str, str]
) -> Iterator[AnswerError]:
    paths = {path for _, path, _, _ in each_answer(form.root, answers)}
    for path in missing:
        if path not in paths:
            words = say("This form has no such question.")
            yield AnswerError(path=path, element_id=None, code="unknown_question", words=words)
    yield from _unknown_keys(form.root, answers, ())


def _unknown_keys(level: Level, answers: Answers, path: tuple[str, ...]) -> Iterator[AnswerError]:
    known = {item.key for item in level.fields}
    inner = {str(place.element["key"]): (place, below) for place, below in level.repeats}
    for key, value in answers.items():
        here = pointer(*path, key)
        if key in known or (key == "_id" and path):
            continue
        if key not in inner:
            words = say("This form has no such question.")
            yield AnswerError(path=here, element_id=None, code="unknown_question", words=words)
            continue
        place, below = inner[key]
        rows = rows_of(answers, key)
        if value is not None and (not isinstance(value, list) or len(rows) != len(value)):
            words = say("Each row needs an id.")
            yield AnswerError(path=here, element_id=place.id, code="schema", words=words)
        for row in rows:
            if not is_row_id(row["_id"]):
                yield AnswerError(
                    path=f"{here}{pointer(row['_id'])}",
                    element_id=place.id,
                    code="schema",
                    words=say("The id of this row does not have the right form."),
                )
            yield from _unknown_keys(below, row, (*path, key, row["_id"]))
