"""The texts of a row, and the element that they and the draft make."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from forms_engine.interchange.base import JSON
from forms_engine.interchange.redcap.annotations import Annotation, read_annotation
from forms_engine.interchange.redcap.identifiers import Identifiers
from forms_engine.interchange.redcap.losses import LossReport
from forms_engine.interchange.redcap.privacy import suggested_privacy
from forms_engine.interchange.redcap.prose import (
    first_paragraph,
    from_name,
    has_pictures,
    loses_formatting,
    markdown,
    plain,
)
from forms_engine.interchange.redcap.questions import Draft
from forms_engine.interchange.redcap.table import Row
from forms_engine.interchange.redcap.tags import EVERYWHERE, apply_tag

Element = dict[str, JSON]

LONGEST_TEXT = 20_000
_PIPED = re.compile(r"\[([a-z][a-z0-9_]*)(?:\([^()\]]*\))?(?::[a-z]+)?\]")
_YES = frozenset({"y", "yes", "1", "true"})
_SURVEY_COLUMNS = {
    "custom_alignment": ("alignment", "imported in the usual layout"),
    "question_number": ("question number", "imported without its number"),
    "matrix_ranking": (
        "ranking",
        "imported without ranking: two questions may get the same answer",
    ),
}
_NOTE_COLUMNS = {
    "field_note": ("field note", "left out: a note has no hint"),
    "required_field": ("required", "left out: a note asks nothing"),
    "identifier": ("identifier", "left out: a note asks nothing"),
    "select_choices_or_calculations": ("choices", "left out: a note has none"),
    "text_validation_type_or_show_slider_number": ("validation", "left out: a note asks nothing"),
    "text_validation_min": ("limit", "left out: a note asks nothing"),
    "text_validation_max": ("limit", "left out: a note asks nothing"),
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """An element, and what its annotation said beyond tags."""

    element: Element
    annotation: str = ""


class Elements:
    """Makes elements of rows. `names` are the field names, to recognise piped answers."""

    def __init__(
        self,
        *,
        identifiers: Identifiers,
        report: LossReport,
        language: str,
        names: Collection[str],
    ) -> None:
        self._identifiers = identifiers
        self._report = report
        self._language = language
        self._names = names

    def field(self, row: Row, draft: Draft, *, is_record_id: bool) -> Made:
        """Return a question."""
        annotation = self._annotation(row, draft)
        key = self._identifiers.new_key(row.field_name)
        label, help_text = self._label(row)
        codes = list(annotation.codes)
        if key != row.field_name:
            codes.append({"system": "REDCap", "code": row.field_name[:200]})
            self._report.detail(
                row, "field_name", "field name", f"imported as “{key}”", row.field_name
            )
        element: Element = {
            "kind": "field",
            "id": self._identifiers.new_id("item", row.field_name),
            "key": key,
            "type": draft.type,
            "label": self.text(label),
        }
        if help_text:
            element["help"] = self.text(help_text)
        if hint := self.plain(row, "field_note"):
            element["hint"] = self.text(hint)
        if self._is_required(row, draft):
            element["required"] = True
        if codes:
            element["codes"] = codes
        element["privacy"] = suggested_privacy(row, draft.type, is_record_id=is_record_id)
        element |= draft.properties
        self._other_cells(row)
        return Made(element=element, annotation=annotation.rest)

    def note(self, row: Row) -> Made:
        """Return formatted text without a question."""
        annotation = self._annotation(row, None)
        words = markdown(row.field_label) or from_name(row.field_name)
        self._lost_parts(row, "field_label", row.field_label)
        for column, (construct, kept_as) in _NOTE_COLUMNS.items():
            if text := getattr(row, column):
                self._report.detail(row, column, construct, kept_as, text)
        self._other_cells(row)
        element: Element = {
            "kind": "note",
            "id": self._identifiers.new_id("item", row.field_name),
            "text": self.text(words),
        }
        return Made(element=element, annotation=annotation.rest)

    def text(self, words: str) -> dict[str, str]:
        """Return words in the language of the dictionary."""
        return {self._language: words[:LONGEST_TEXT]}

    def plain(self, row: Row, column: str) -> str:
        """Return a cell as plain text; report formatting that says something."""
        text: str = getattr(row, column)
        self._lost_parts(row, column, text)
        self._formatting(row, column, text)
        return plain(text)

    def _label(self, row: Row) -> tuple[str, str]:
        """Return the question, and the explanation that follows in paragraphs of its own."""
        self._lost_parts(row, "field_label", row.field_label)
        self._formatting(row, "field_label", row.field_label)
        question, explanation = first_paragraph(row.field_label)
        return question or from_name(row.field_name), explanation

    def _formatting(self, row: Row, column: str, text: str) -> None:
        if loses_formatting(text):
            self._report.detail(row, column, "formatting", "imported as plain text", text)

    def _lost_parts(self, row: Row, column: str, text: str) -> None:
        if has_pictures(text):
            self._report.detail(row, column, "picture or media", "imported without it", text)
        if len(text) > LONGEST_TEXT:
            kept_as = f"imported with its first {LONGEST_TEXT} characters"
            self._report.detail(row, column, "long text", kept_as, text)
        if any(found[1] in self._names for found in _PIPED.finditer(text)):
            self._report.detail(
                row, column, "piped answer", "imported as text: the answer is not filled in", text
            )

    def _is_required(self, row: Row, draft: Draft) -> bool:
        """Tell whether an answer is asked: a hidden question would keep the form open for ever."""
        answer = row.required_field.lower()
        kept_as = ""
        if answer and answer not in _YES | {"n", "no", "0", "false"}:
            kept_as = "imported as not required"
        elif answer in _YES and "screen" not in draft.properties.get("show_in", EVERYWHERE):
            kept_as = "imported as not required, because it is hidden"
        if kept_as:
            self._report.detail(row, "required_field", "required", kept_as, row.required_field)
        return answer in _YES and not kept_as

    def _annotation(self, row: Row, draft: Draft | None) -> Annotation:
        annotation = read_annotation(row.field_annotation)
        for tag in annotation.tags:
            if draft is None or not apply_tag(tag, draft, self._language):
                self._report.detail(
                    row,
                    "field_annotation",
                    f"action tag @{tag.name}",
                    "imported without what the tag does",
                    tag.text,
                )
        return annotation

    def _other_cells(self, row: Row) -> None:
        for column, (construct, kept_as) in _SURVEY_COLUMNS.items():
            text = getattr(row, column)
            if text and text.lower() not in ("n", "no"):
                self._report.detail(row, column, construct, kept_as, text)
        for head, text in row.surplus:
            self._report.detail(
                row, head or "after the last column", "unknown column", "left out", text
            )
