"""A whole dictionary as a definition: a page for each form, its questions, then the rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from forms_engine.interchange.base import JSON, Reading
from forms_engine.interchange.redcap.branching import translate
from forms_engine.interchange.redcap.circles import in_circles
from forms_engine.interchange.redcap.elements import Element, Elements
from forms_engine.interchange.redcap.identifiers import Identifiers
from forms_engine.interchange.redcap.losses import LossReport
from forms_engine.interchange.redcap.names import Known, Names, NotCarried
from forms_engine.interchange.redcap.prose import from_name, has_pictures, heading
from forms_engine.interchange.redcap.questions import Questions
from forms_engine.interchange.redcap.table import TITLES, Row, Table

FORMAT = "cpms-form/1"


@dataclass(kw_only=True)
class _Page:
    element: Element
    target: list[Element]
    """Where the next question goes: the page itself, or the section that is open."""
    matrix: str = ""
    matrix_target: list[Element] | None = None


class Document:
    """Takes the rows of a table one after the other."""

    def __init__(self, table: Table, name: str) -> None:
        self._table = table
        self._name = name
        self._identifiers = Identifiers()
        self._report = LossReport()
        self._questions = Questions(self._identifiers, self._report, table.language)
        self._elements = Elements(
            identifiers=self._identifiers,
            report=self._report,
            language=table.language,
            names=frozenset(row.field_name for row in table.rows),
        )
        self._pages: dict[str, _Page] = {}
        self._known: dict[str, Known] = {}
        self._made: list[tuple[Row, Element]] = []
        self._annotations: dict[str, str] = {}

    def reading(self) -> Reading:
        """Return the definition and the report."""
        for index, row in enumerate(self._table.rows):
            self._take(row, is_record_id=index == 0)
        for row in self._table.loose:
            self._report.detail(
                row, "field_name", "row without a field name", "left out", _whole(row)
            )
        rules = self._rules()
        losses = tuple(self._report.losses)
        definition = {
            "format": FORMAT,
            "key": _document_key(self._name),
            "languages": [self._table.language],
            "title": self._elements.text(from_name(PurePath(self._name).stem) or "REDCap"),
            "elements": [page.element for page in self._pages.values()],
            "source": {
                "format": "redcap",
                "name": self._name,
                "losses": [loss.as_json() for loss in losses],
                "unconfirmed_privacy": [e["id"] for _, e in self._made if "privacy" in e],
                "annotations": self._annotations,
            },
        }
        return Reading(
            definition=definition,
            losses=losses,
            items=len(self._table.rows),
            imported=len(self._made),
            rules_total=sum(bool(row.branching_logic) for row in self._table.rows),
            rules_as_logic=rules,
        )

    def _take(self, row: Row, *, is_record_id: bool) -> None:
        page = self._page(row)
        if row.section_header:
            self._open_section(page, row)
        target = self._matrix_target(page, row)
        if row.kind == "descriptive":
            made = self._elements.note(row)
        elif draft := self._questions.draft(row):
            made = self._elements.field(row, draft, is_record_id=is_record_id)
        else:
            self._report.item(row, f"field type {row.kind}", _whole(row))
            self._know(row, Known(unusable="which was not imported"))
            return
        target.append(made.element)
        self._made.append((row, made.element))
        self._know(row, _known(made.element))
        if made.annotation:
            self._annotations[made.element["id"]] = made.annotation

    def _know(self, row: Row, known: Known) -> None:
        """Rules mean the first question of a name."""
        self._known.setdefault(row.field_name, known)

    def _page(self, row: Row) -> _Page:
        if row.form_name not in self._pages:
            elements: list[Element] = []
            element: Element = {
                "kind": "page",
                "id": self._identifiers.new_id("page", row.form_name),
                "title": self._elements.text(from_name(row.form_name) or "Questions"),
                "elements": elements,
            }
            self._pages[row.form_name] = _Page(element=element, target=elements)
        return self._pages[row.form_name]

    def _open_section(self, page: _Page, row: Row) -> None:
        """Open a section, which lasts until the next head or the end of the form."""
        head = heading(row.section_header)
        if has_pictures(row.section_header):
            self._report.detail(
                row, "section_header", "picture or media", "imported without it", row.section_header
            )
        page.target = self._section(page.element["elements"], row, head.title, head.introduction)
        page.matrix = ""

    def _section(
        self, holder: list[Element], row: Row, title: str, introduction: str = ""
    ) -> list[Element]:
        elements: list[Element] = []
        names = ("section", row.form_name, row.matrix_group_name, title)
        section: Element = {
            "kind": "section",
            "id": self._identifiers.new_id(*names),
            "title": self._elements.text(title or "Questions"),
        }
        if introduction:
            section["introduction"] = self._elements.text(introduction)
        section["elements"] = elements
        holder.append(section)
        return elements

    def _matrix_target(self, page: _Page, row: Row) -> list[Element]:
        """Put a matrix into one section: the one that its head opened, else one of its own."""
        group = row.matrix_group_name
        if group and group != page.matrix:
            self._report.detail(
                row, "matrix_group_name", "matrix", "imported as questions of one section", group
            )
            page.matrix_target = (
                page.target
                if row.section_header
                else self._section(page.target, row, from_name(group))
            )
        page.matrix = group
        return page.matrix_target if group and page.matrix_target is not None else page.target

    def _rules(self) -> int:
        """Add the rules, now that every name is known. Return how many came over as logic."""
        names = Names(self._known)
        translated = {}
        for row, element in self._made:
            if row.branching_logic:
                try:
                    translation = translate(row.branching_logic, names)
                except NotCarried as refusal:
                    self._not_carried(row, str(refusal))
                else:
                    translated[element["id"]] = (row, element, translation)
        circles = in_circles({id_: part[2].rule for id_, part in translated.items()})
        for id_, (row, element, translation) in translated.items():
            if id_ in circles:
                self._not_carried(row, "it depends on itself through the rules of other questions")
                continue
            element["relevant"] = translation.rule
            for part in translation.pointless:
                self._report.detail(
                    row,
                    "branching_logic",
                    "part of the branching logic",
                    f"the rule was imported without it: {part}",
                    row.branching_logic,
                )
        self._rules_of_lost_items()
        return len(translated) - len(circles)

    def _not_carried(self, row: Row, reason: str) -> None:
        kept_as = f"the question was imported without its rule, so it is always shown: {reason}"
        self._report.detail(row, "branching_logic", "branching logic", kept_as, row.branching_logic)

    def _rules_of_lost_items(self) -> None:
        made = {id(row) for row, _ in self._made}
        for row in self._table.rows:
            if row.branching_logic and id(row) not in made:
                self._report.detail(
                    row,
                    "branching_logic",
                    "branching logic",
                    "left out together with its question",
                    row.branching_logic,
                )


def _known(element: Mapping[str, JSON]) -> Known:
    if element["kind"] == "note":
        return Known(unusable="which is a text without an answer")
    if element["privacy"] == "direct":
        return Known(unusable="which identifies the patient and is never asked in the form")
    return Known(
        id=element["id"],
        type=element["type"],
        options={option["code"]: option["id"] for option in element.get("options", ())},
    )


def _whole(row: Row) -> str:
    """Return all cells of a row with their heads."""
    cells = [(head, getattr(row, column)) for column, head in TITLES.items()]
    return "\n".join(f"{head}: {text}" for head, text in [*cells, *row.surplus] if text)


def _document_key(name: str) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", PurePath(name).stem.lower()).strip("-")
    return stem[:200] or "redcap"
