"""What the browser posted for one page becomes a draft: typed where it can be read, kept as typed where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from forms_engine.compile import CompiledField, CompiledForm, Level, is_row_id
from forms_engine.context import FormContext
from forms_engine.draft import Draft
from forms_engine.fields import AnswerRefused, RawInput
from forms_engine.forms.names import input_name
from forms_engine.messages import say
from forms_engine.problems import pointer

MOST_ROWS = 1000
PARTS = ("", "code", "choice", "upload", "remove")


class PostedData(Protocol):
    """Django's QueryDict, as far as it is used here."""

    def getlist(self, name: str, /) -> Sequence[str]:
        """Return all texts posted under a name."""
        ...


@dataclass(kw_only=True)
class PageInput:
    """What was posted for a page. `errors` and `choices` go by JSON Pointer; choices are terms on offer instead."""

    answers: dict[str, Any] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    unread: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        """The draft of this page alone."""
        return Draft(answers=self.answers, missing=self.missing, unread=self.unread)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    form: CompiledForm
    page: str
    data: PostedData
    context: FormContext
    kept: Draft
    result: PageInput


def read_page(
    form: CompiledForm, page: str, data: PostedData, context: FormContext, kept: Draft
) -> PageInput:
    """Read one page. Questions that are read only keep what they had in `kept`."""
    result = PageInput()
    reader = _Reader(form=form, page=page, data=data, context=context, kept=kept, result=result)
    result.answers = _read_level(reader, form.root, (), kept.answers)
    return result


def _read_level(
    reader: _Reader, level: Level, path: tuple[str, ...], kept: Mapping[str, Any]
) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for item in level.fields:
        if item.place.page != reader.page:
            continue
        read_only = item.place.element.get("read_only")
        answer = _kept(reader, item, path, kept) if read_only else _read_field(reader, item, path)
        if not item.type.is_empty(answer):
            answers[item.key] = answer
    for place, inner in level.repeats:
        if place.page == reader.page:
            key = str(place.element["key"])
            rows = _read_rows(reader, inner, (*path, key), kept.get(key) or [])
            if rows:
                answers[key] = rows
    return answers


def _read_rows(
    reader: _Reader, level: Level, path: tuple[str, ...], kept: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    posted = reader.data.getlist(f"{input_name(*path)}:rows")
    ids = list(dict.fromkeys(row for row in posted if is_row_id(row)))
    if len(ids) > MOST_ROWS:
        words = say("At most {most} rows can be kept. The others were left out.", most=MOST_ROWS)
        reader.result.errors[pointer(*path)] = words
        ids = ids[:MOST_ROWS]
    before = {row.get("_id"): row for row in kept}
    return [
        {"_id": row, **_read_level(reader, level, (*path, row), before.get(row, {}))} for row in ids
    ]


def _kept(
    reader: _Reader, item: CompiledField, path: tuple[str, ...], kept: Mapping[str, Any]
) -> Any:
    """Return what a question that is read only has already, or what the form gives it."""
    here = pointer(*path, item.key)
    if here in reader.kept.unread:
        reader.result.unread[here] = {
            part: list(texts) for part, texts in reader.kept.unread[here].items()
        }
    if here in reader.kept.missing:
        reader.result.missing[here] = reader.kept.missing[here]
        return kept.get(item.key)
    return kept.get(item.key, item.place.element.get("default"))


def _read_field(reader: _Reader, item: CompiledField, path: tuple[str, ...]) -> Any:
    name = input_name(*path, item.key)
    here = pointer(*path, item.key)
    raw = RawInput(
        parts={
            part: list(reader.data.getlist(f"{name}:{part}" if part else name)) for part in PARTS
        }
    )
    question = reader.form.question(item.place.id, reader.context.language)
    reason = next(iter(reader.data.getlist(f"{name}:missing")), "")
    try:
        answer = item.type.clean(raw, question, reader.context)
    except AnswerRefused as refusal:
        reader.result.errors[here] = str(refusal)
        reader.result.unread[here] = {
            part: [_storable(text) for text in texts] for part, texts in raw.parts.items() if texts
        }
        if refusal.choices:
            reader.result.choices[here] = refusal.choices
        return None
    if reason in question.get("missing", ()):
        if not item.type.is_empty(answer):
            reader.result.errors[here] = say(
                "Give an answer or a reason for its absence, not both."
            )
            return answer
        reader.result.missing[here] = reason
    return answer


def _storable(text: str) -> str:
    """Return the text without what the database refuses; it is shown again as it was otherwise."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
