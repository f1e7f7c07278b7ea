"""Bytes to rows: encodings, delimiters, the layouts of a dictionary, and files that are none."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from forms_engine.interchange.base import UnreadableFile
from forms_engine.interchange.redcap.characters import decoded
from forms_engine.messages import say

LARGEST_BYTES = 20_000_000
MOST_ROWS = 20_000

TITLES = {
    "field_name": "Variable / Field Name",
    "form_name": "Form Name",
    "section_header": "Section Header",
    "field_type": "Field Type",
    "field_label": "Field Label",
    "select_choices_or_calculations": "Choices, Calculations, OR Slider Labels",
    "field_note": "Field Note",
    "text_validation_type_or_show_slider_number": "Text Validation Type OR Show Slider Number",
    "text_validation_min": "Text Validation Min",
    "text_validation_max": "Text Validation Max",
    "identifier": "Identifier?",
    "branching_logic": "Branching Logic (Show field only if...)",
    "required_field": "Required Field?",
    "custom_alignment": "Custom Alignment",
    "question_number": "Question Number (surveys only)",
    "matrix_group_name": "Matrix Group Name",
    "matrix_ranking": "Matrix Ranking?",
    "field_annotation": "Field Annotation",
}
"""Column by its name in REDCap's interface for programs, with the head that its designer writes."""

FIELD_TYPES = frozenset(
    {
        *("text", "notes", "radio", "dropdown", "select", "checkbox", "yesno", "truefalse"),
        *("calc", "slider", "file", "descriptive", "sql"),
    }
)
"""`select` is what REDCap calls a dropdown inside."""

OLDEST_COLUMNS = 15
"""Those of a dictionary from before matrices and annotations, whose columns came at the end."""

R_EMPTY = "NA"
"""What R writes for an empty cell; such files have the layout of the interface for programs."""

_SENTINEL = "\u2060end of file\u2060"
_LANGUAGE_OF_HEAD = {
    "de": ("feld", "formularname"),
    "fr": ("champ", "formulaire"),
    "es": ("campo", "formulario"),
    "it": ("variabile", "modulo"),
    "nl": ("veld", "formulier"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One question as it stands in the file: the 18 cells trimmed, and the line where it starts."""

    line: int
    field_name: str = ""
    form_name: str = ""
    section_header: str = ""
    field_type: str = ""
    field_label: str = ""
    select_choices_or_calculations: str = ""
    field_note: str = ""
    text_validation_type_or_show_slider_number: str = ""
    text_validation_min: str = ""
    text_validation_max: str = ""
    identifier: str = ""
    branching_logic: str = ""
    required_field: str = ""
    custom_alignment: str = ""
    question_number: str = ""
    matrix_group_name: str = ""
    matrix_ranking: str = ""
    field_annotation: str = ""
    surplus: tuple[tuple[str, str], ...] = ()
    """(head, text) of cells that belong to no column of REDCap's."""

    @property
    def kind(self) -> str:
        """The field type in lower case."""
        return self.field_type.lower()

    @property
    def choices(self) -> str:
        """The cell that holds options, a calculation or a slider's labels."""
        return self.select_choices_or_calculations

    @property
    def validation(self) -> str:
        """The kind of text that the question takes, in lower case."""
        return self.text_validation_type_or_show_slider_number.lower()


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a dictionary in order, and the language of its heads."""

    rows: tuple[Row, ...]
    language: str = "en"
    loose: tuple[Row, ...] = field(default=())
    """Rows with content but without a field name: no question, yet not to be dropped silently."""


@dataclass(frozen=True, kw_only=True)
class _Record:
    line: int
    cells: list[str]


def read_table(data: bytes) -> Table:
    """Return the rows of a dictionary. Raise `UnreadableFile` when it is none."""
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(say("The file is larger than 20 MB."))
    text = decoded(data)
    records = _records(text, _delimiter(text))
    if not records:
        raise UnreadableFile(say("The file is empty."))
    head, body = records[0], records[1:]
    columns = _columns(head.cells)
    if columns is None:
        columns, body = _columns_by_position(head, body)
    rows = [_row(record, columns, head.cells) for record in body]
    named = tuple(row for row in rows if row.field_name)
    if not named:
        raise UnreadableFile(
            say(
                "Line {line}: no row below the heads has a field name, so there is no question.",
                line=head.line,
            )
        )
    return Table(
        rows=named,
        loose=tuple(row for row in rows if not row.field_name),
        language=_language(head.cells),
    )


def _delimiter(text: str) -> str:
    """Take the delimiter that splits the heads into most columns."""
    start = io.StringIO(text[:20_000], newline="")

    def width(delimiter: str) -> int:
        start.seek(0)
        try:
            return max(len(next(csv.reader(start, delimiter=delimiter), [])), 1)
        except csv.Error:
            return 0

    return max(",;\t", key=width)


def _records(text: str, delimiter: str) -> list[_Record]:
    """Split into records. A sentinel at the end shows whether a quotation was left open."""
    ending = "" if text.endswith(("\n", "\r")) else "\n"
    reader = csv.reader(io.StringIO(f"{text}{ending}{_SENTINEL}", newline=""), delimiter=delimiter)
    records = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append(_Record(line=start, cells=cells))
            start = reader.line_num + 1
            if len(records) > MOST_ROWS + 2:
                raise UnreadableFile(
                    say(
                        "Line {line}: the file has more than {most} rows.",
                        line=start,
                        most=MOST_ROWS,
                    )
                )
    except csv.Error as error:
        raise UnreadableFile(
            say("Line {line}: the CSV is broken ({reason}).", line=start, reason=error)
        ) from None
    last = records.pop()
    if last.cells != [_SENTINEL]:
        raise UnreadableFile(
            say("Line {line}: a quoted text starts here and never ends.", line=last.line)
        )
    return records


def _columns(head: Sequence[str]) -> list[str] | None:
    """Return the column of each head, "" for unknown ones; None if they are not REDCap's."""
    known = {_plain(title): column for column, title in TITLES.items()}
    known |= {column: column for column in TITLES}
    columns = [known.get(_plain(cell), "") for cell in head]
    repeated = Counter(column for column in columns if column).most_common(1)
    if {"field_name", "field_type"} <= set(columns) and repeated[0][1] == 1:
        return columns
    return None


def _columns_by_position(head: _Record, body: list[_Record]) -> tuple[list[str], list[_Record]]:
    """Take REDCap's order, for heads in any language; the field types must prove it.

    A file without heads starts with a question, which is then kept.
    """
    width = len(head.cells)
    if width > len(TITLES):
        width = len(_without_empty_end(head.cells))
    if not OLDEST_COLUMNS <= width <= len(TITLES):
        raise UnreadableFile(
            say(
                "Line {line}: these are not the heads of a REDCap data dictionary, "
                "and there are {found} columns instead of {wanted}.",
                line=head.line,
                found=width,
                wanted=len(TITLES),
            )
        )
    columns = list(TITLES)
    place = columns.index("field_type")
    if head.cells[place].strip().lower() in FIELD_TYPES:
        body = [head, *body]
    types = [record.cells[place].strip().lower() for record in body if len(record.cells) > place]
    if sum(kind in FIELD_TYPES for kind in types) * 2 < max(len(body), 1):
        raise UnreadableFile(
            say(
                "Line {line}: the fourth column should hold field types of REDCap, "
                "such as text or radio, and does not.",
                line=body[0].line if body else head.line,
            )
        )
    return columns, body


def _row(record: _Record, columns: Sequence[str], head: Sequence[str]) -> Row:
    empty = R_EMPTY if "field_name" in map(_plain, head) else ""
    cells = dict.fromkeys(TITLES, "")
    surplus = []
    for index, text in enumerate(record.cells):
        column = columns[index] if index < len(columns) else ""
        if column:
            cells[column] = "" if text.strip() == empty else text.strip()
        elif text.strip():
            surplus.append((head[index].strip() if index < len(head) else "", text.strip()))
    return Row(line=record.line, surplus=tuple(surplus), **cells)


def _without_empty_end(cells: Sequence[str]) -> Sequence[str]:
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    return cells[: filled[-1] + 1] if filled else []


def _plain(head: str) -> str:
    return re.sub(r"[^a-z0-9_]+", " ", head.lower()).strip()


def _language(head: Sequence[str]) -> str:
    """Guess the language of the questions from the heads, which their REDCap wrote in its own."""
    heads = " ".join(head[:2]).lower()
    for language, words in _LANGUAGE_OF_HEAD.items():
        if any(word in heads for word in words) and "field" not in heads:
            return language
    return "en"
