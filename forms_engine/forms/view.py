"""A page of a form as templates need it: plain values, worked out once, so that templates only write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from forms_engine.answers import RowPath, Situation, rows_of, situation
from forms_engine.compile import CompiledField, CompiledForm, is_direct
from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.draft import Draft
from forms_engine.fields import Question
from forms_engine.forms.names import html_id, input_name
from forms_engine.forms.prose import prose
from forms_engine.messages import say
from forms_engine.problems import pointer
from forms_engine.validate import MISSING_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionView:
    """One option on offer."""

    code: str
    label: str
    checked: bool
    html_id: str
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldView:
    """One question. `text` is what stands in its input, `choices` are terms offered for an ambiguous one."""

    id: str
    type: str
    name: str
    html_id: str
    scope: str
    label: str
    hint: str
    help_html: Markup
    required: bool
    value: Any
    text: str
    error: str
    options: Sequence[OptionView]
    hidden: bool
    missing_options: Sequence[tuple[str, str]]
    missing_value: str
    read_only: bool
    width: int | None
    unit_label: str
    attributes: Mapping[str, str]
    properties: Mapping[str, Any]
    choices: Sequence[tuple[str, str]] = ()
    kind: str = "field"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteView:
    """A formatted text."""

    id: str
    html: Markup
    hidden: bool
    scope: str
    kind: str = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class DirectView:
    """A question that identifies the patient: it is kept with the identity and not asked here."""

    id: str
    label: str
    words: str
    scope: str
    hidden: bool = False
    kind: str = "direct"


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    """A titled group; `level` counts from 2, the level of its heading."""

    id: str
    title: str
    introduction_html: Markup
    level: int
    collapsible: bool
    items: Sequence[ItemView]
    hidden: bool
    scope: str
    kind: str = "section"


@dataclass(frozen=True, kw_only=True, slots=True)
class RowView:
    """Questions side by side."""

    id: str
    items: Sequence[ItemView]
    hidden: bool
    scope: str
    kind: str = "row"


@dataclass(frozen=True, kw_only=True, slots=True)
class RowOfRepeat:
    """One row of a repeat."""

    row_id: str
    number: int
    title: str
    items: Sequence[ItemView]
    scope: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatView:
    """Rows of the same questions. `blank` is a row to copy, with `__row__` for its id."""

    id: str
    key: str
    name: str
    html_id: str
    title: str
    introduction_html: Markup
    layout: str
    rows: Sequence[RowOfRepeat]
    blank: RowOfRepeat | None
    can_add: bool
    can_remove: bool
    min: int
    max: int | None
    error: str
    hidden: bool
    scope: str
    level: int
    kind: str = "repeat"


ItemView = FieldView | NoteView | DirectView | SectionView | RowView | RepeatView

BLANK_ROW = "__row__"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageView:
    """One step of a form."""

    id: str
    title: str
    introduction_html: Markup
    number: int
    count: int
    items: Sequence[ItemView]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a page is made from: the draft, and what the last post had to say about it (by JSON Pointer)."""

    draft: Draft = field(default_factory=Draft)
    errors: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    with_defaults: bool = False


def page_view(form: CompiledForm, page: str, shown: Shown, context: FormContext) -> PageView:
    """Return the page with what was answered."""
    state = situation(form, shown.draft.answers, shown.draft.missing, context)
    maker = _Maker(form=form, state=state, shown=shown, context=context)
    place = form.places[page]
    ids = [each.id for each in form.pages]
    return PageView(
        id=page,
        title=maker.words(place.element.get("title")),
        introduction_html=maker.prose(place.element.get("introduction")),
        number=ids.index(page) + 1,
        count=len(ids),
        items=maker.items(place.element["elements"], (), (), shown.draft.answers, 2),
    )


@dataclass(frozen=True, kw_only=True)
class _Maker:
    form: CompiledForm
    state: Situation
    shown: Shown
    context: FormContext

    def words(self, text: Any) -> str:
        return localized(text, self.context.language, self.form.languages)

    def prose(self, text: Any) -> Markup:
        return prose(self.words(text)) if text else Markup("")

    def items(
        self,
        elements: Sequence[Mapping[str, Any]],
        path: tuple[str, ...],
        rows: RowPath,
        answers: Mapping[str, Any],
        level: int,
    ) -> list[ItemView]:
        return [self.item(element, path, rows, answers, level) for element in elements]

    def item(
        self,
        element: Mapping[str, Any],
        path: tuple[str, ...],
        rows: RowPath,
        answers: Mapping[str, Any],
        level: int,
    ) -> ItemView:
        id, scope = element["id"], input_name(*path)
        hidden = self.state.is_hidden(id, rows)
        match element["kind"]:
            case "field" if is_direct(element):
                label = self.words(element.get("label"))
                words = say(
                    "Recorded with the patient’s identity at the treating centre. Not asked here."
                )
                return DirectView(id=id, label=label, words=words, scope=scope, hidden=hidden)
            case "field":
                return self.field(self.form.fields[id], path, rows, answers)
            case "note":
                html = self.prose(element.get("text"))
                return NoteView(id=id, html=html, hidden=hidden, scope=scope)
            case "row":
                inner = self.items(element["elements"], path, rows, answers, level)
                return RowView(id=id, items=inner, hidden=hidden, scope=scope)
            case "repeat":
                return self.repeat(element, path, rows, answers, level)
            case _:
                return SectionView(
                    id=id,
                    title=self.words(element.get("title")),
                    introduction_html=self.prose(element.get("introduction")),
                    level=min(level, 6),
                    collapsible=bool(element.get("collapsible")),
                    items=self.items(element["elements"], path, rows, answers, level + 1),
                    hidden=hidden,
                    scope=scope,
                )

    def repeat(
        self,
        element: Mapping[str, Any],
        path: tuple[str, ...],
        rows: RowPath,
        answers: Mapping[str, Any],
        level: int,
    ) -> RepeatView:
        here = (*path, element["key"])
        present = rows_of(answers, element["key"])
        views = [
            self.row(element, (*here, row["_id"]), (*rows, row["_id"]), row, number, level)
            for number, row in enumerate(present, 1)
        ]
        most, fewest = element.get("max"), element.get("min", 0)
        blank_row: Mapping[str, Any] = {"_id": BLANK_ROW}
        blank = self.row(
            element, (*here, BLANK_ROW), (*rows, BLANK_ROW), blank_row, len(views) + 1, level
        )
        return RepeatView(
            id=element["id"],
            key=element["key"],
            name=input_name(*here),
            html_id=html_id(input_name(*here)),
            title=self.words(element.get("title")),
            introduction_html=self.prose(element.get("introduction")),
            layout=element.get("layout", "list"),
            rows=views,
            blank=blank,
            can_add=most is None or len(views) < most,
            can_remove=len(views) > fewest,
            min=fewest,
            max=most,
            error=self.shown.errors.get(pointer(*here), ""),
            hidden=self.state.is_hidden(element["id"], rows),
            scope=input_name(*path),
            level=min(level, 6),
        )

    def row(
        self,
        element: Mapping[str, Any],
        path: tuple[str, ...],
        rows: RowPath,
        answers: Mapping[str, Any],
        number: int,
        level: int,
    ) -> RowOfRepeat:
        return RowOfRepeat(
            row_id=path[-1],
            number=number,
            title=self._row_title(element, answers),
            items=self.items(element["elements"], path, rows, answers, level + 1),
            scope=input_name(*path),
        )

    def _row_title(self, element: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
        titled = self.form.fields.get(element.get("row_title", ""))
        answer = answers.get(titled.key) if titled else None
        if titled is None or titled.type.is_empty(answer):
            return ""
        return titled.type.text(answer, self.form.question(titled.place.id, self.context.language))

    def field(
        self, item: CompiledField, path: tuple[str, ...], rows: RowPath, answers: Mapping[str, Any]
    ) -> FieldView:
        question = self.form.question(item.place.id, self.context.language)
        here = pointer(*path, item.key)
        name = input_name(*path, item.key)
        default = question.get("default") if self.shown.with_defaults else None
        answer = answers.get(item.key, default)
        unread = self.shown.draft.unread.get(here)
        text = (
            " ".join((unread or {}).get("", []))
            if unread
            else item.type.input_text(answer, question)
        )
        return FieldView(
            id=item.place.id,
            type=item.type.name,
            name=name,
            html_id=html_id(name),
            scope=input_name(*path),
            label=question.words("label"),
            hint=question.words("hint"),
            help_html=self.prose(question.get("help")),
            required=self.state.is_required(item.place.id, rows),
            value=answer,
            text=text,
            error=self.shown.errors.get(here, ""),
            options=self._options(question, unread.get("", []) if unread else answer, name),
            hidden=self.state.is_hidden(item.place.id, rows),
            missing_options=[
                (code, say(MISSING_WORDS[code])) for code in question.get("missing", ())
            ],
            missing_value=self.shown.draft.missing.get(here, ""),
            read_only=bool(question.get("read_only")),
            width=question.get("width"),
            unit_label=question.words("unit_label") or question.get("unit", ""),
            attributes={"search-url": self.shown.urls.get(item.type.name, "")},
            properties=question.element,
            choices=self.shown.choices.get(here, ()),
        )

    def _options(self, question: Question, answer: Any, name: str) -> list[OptionView]:
        if not question.options:
            return []
        chosen = answer if isinstance(answer, list) else [answer]
        exclusive = question.get("exclusive", ())
        prefix = html_id(name)
        return [
            OptionView(
                code=option["code"],
                label=localized(option.get("label"), question.language, question.languages)
                or option["code"],
                checked=option["code"] in chosen,
                html_id=prefix if index == 0 else f"{prefix}-{index}",
                exclusive=option["id"] in exclusive,
            )
            for index, option in enumerate(question.offered([code for code in chosen if code]))
        ]
