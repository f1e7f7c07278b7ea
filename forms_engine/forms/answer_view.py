"""Answers as people read them, for the screen, for print and for the PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms_engine.answers import RowPath, Situation, rows_of, situation
from forms_engine.compile import CompiledForm, is_direct
from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.draft import Draft
from forms_engine.messages import say
from forms_engine.problems import pointer
from forms_engine.validate import MISSING_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerItem:
    """An answer (`label`, `text` or `missing`) or a group of them (`title`, `level`, `items`). `path` is a JSON Pointer."""

    kind: str
    label: str = ""
    text: str = ""
    missing: str = ""
    path: str = ""
    title: str = ""
    level: int = 3
    items: Sequence[AnswerItem] = ()
    upload: str = ""


def answer_items(
    form: CompiledForm, page: str, draft: Draft, context: FormContext, *, show_in: str = "screen"
) -> list[AnswerItem]:
    """Return what is visible of a page: every question that is relevant, answered or not."""
    state = situation(form, draft.answers, draft.missing, context)
    writer = _Writer(form=form, state=state, draft=draft, context=context, show_in=show_in)
    if state.is_hidden(page, ()):
        return []
    return writer.items(form.places[page].element["elements"], (), (), draft.answers, 3)


@dataclass(frozen=True, kw_only=True)
class _Writer:
    form: CompiledForm
    state: Situation
    draft: Draft
    context: FormContext
    show_in: str

    def words(self, text: Any) -> str:
        return localized(text, self.context.language, self.form.languages)

    def items(
        self,
        elements: Sequence[Mapping[str, Any]],
        path: tuple[str, ...],
        rows: RowPath,
        answers: Mapping[str, Any],
        level: int,
    ) -> list[AnswerItem]:
        found: list[AnswerItem] = []
        for element in elements:
            if self.state.is_hidden(element["id"], rows) or is_direct(element):
                continue
            match element["kind"]:
                case "field":
                    found.extend(self.answer(element["id"], path, answers))
                case "row":
                    found.extend(self.items(element["elements"], path, rows, answers, level))
                case "section":
                    inner = self.items(element["elements"], path, rows, answers, level + 1)
                    found.extend(self.group(self.words(element["title"]), inner, level))
                case "repeat":
                    found.extend(self.repeat(element, path, rows, answers, level))
        return found

    def group(self, title: str, items: list[AnswerItem], level: int) -> list[AnswerItem]:
        if not items:
            return []
        return [AnswerItem(kind="group", title=title, level=min(level, 6), items=items)]

    def repeat(
        self,
        element: Mapping[str, Any],
        path: tuple[str, ...],
        rows: RowPath,
        answers: Mapping[str, Any],
        level: int,
    ) -> list[AnswerItem]:
        title, here = self.words(element["title"]), (*path, element["key"])
        present = rows_of(answers, element["key"])
        if not present:
            return [
                AnswerItem(kind="answer", label=title, missing=say("None"), path=pointer(*here))
            ]
        found: list[AnswerItem] = []
        for number, row in enumerate(present, 1):
            inner_path, inner_rows = (*here, row["_id"]), (*rows, row["_id"])
            inner = self.items(element["elements"], inner_path, inner_rows, row, level + 1)
            found.extend(self.group(f"{title} {number}", inner, level))
        return found

    def answer(
        self, id: str, path: tuple[str, ...], answers: Mapping[str, Any]
    ) -> list[AnswerItem]:
        field = self.form.fields[id]
        question = self.form.question(id, self.context.language)
        if self.show_in not in (question.get("show_in") or (self.show_in,)):
            return []
        here = pointer(*path, field.key)
        answer, reason = answers.get(field.key), self.draft.missing.get(here)
        given = not field.type.is_empty(answer)
        return [
            AnswerItem(
                kind="answer",
                label=question.words("label"),
                text=field.type.text(answer, question) if given else "",
                missing=say(MISSING_WORDS[reason])
                if reason
                else ""
                if given
                else say("Not answered"),
                path=here,
                upload=field.type.input_text(answer, question) if field.type.name == "file" else "",
            )
        ]
