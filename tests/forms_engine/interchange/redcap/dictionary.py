"""Small data dictionaries for tests, written as REDCap writes them."""

import csv
import io
from typing import Any

from forms_engine.definition.tree import walk
from forms_engine.interchange import Reading, formats
from forms_engine.interchange.redcap.table import TITLES

GERMAN = (
    "Variablen-/Feldname",
    "Formularname",
    "Abschnittsüberschrift",
    "Feldtyp",
    "Feldbeschriftung",
    "Auswahlmöglichkeiten, Berechnungen ODER Schieberegler",
    "Feldhinweis",
    "Textvalidierung",
    "Minimum",
    "Maximum",
    "Identifikator?",
    "Verzweigungslogik",
    "Pflichtfeld?",
    "Ausrichtung",
    "Fragennummer",
    "Matrixgruppe",
    "Matrixrangfolge?",
    "Feldanmerkung",
)


def question(field_name: str, field_type: str = "text", **cells: str) -> dict[str, str]:
    """Return one row; `choices`, `validation`, `logic`, `annotation` stand for REDCap's long column names."""
    short = {
        "choices": "select_choices_or_calculations",
        "validation": "text_validation_type_or_show_slider_number",
        "logic": "branching_logic",
        "annotation": "field_annotation",
        "label": "field_label",
    }
    row = {short.get(name, name): text for name, text in cells.items()}
    return {
        "field_name": field_name,
        "form_name": "visit",
        "field_type": field_type,
        "field_label": field_name,
        **row,
    }


def dictionary(
    *rows: dict[str, str],
    delimiter: str = ",",
    encoding: str = "utf-8",
    heads: tuple[str, ...] = tuple(TITLES.values()),
    record_id: bool = True,
) -> bytes:
    """Return the bytes of a dictionary; a record id comes first unless it is left out."""
    first = [question("record_id", label="Record ID")] if record_id else []
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow(heads)
    writer.writerows([row.get(column, "") for column in TITLES] for row in [*first, *rows])
    return target.getvalue().encode(encoding)


def read(*rows: dict[str, str], **options: Any) -> Reading:
    """Import a dictionary of these rows."""
    return formats.get("redcap").read(dictionary(*rows, **options), name="study.csv")


def elements(reading: Reading) -> dict[str, dict[str, Any]]:
    """Return the questions by key."""
    places = walk(reading.definition)
    return {p.element["key"]: dict(p.element) for p in places if p.kind == "field"}


def element(*rows: dict[str, str], **options: Any) -> dict[str, Any]:
    """Return what the last row becomes."""
    reading = read(*rows, **options)
    return [dict(p.element) for p in walk(reading.definition) if p.kind in ("field", "note")][-1]


def lost(reading: Reading) -> dict[str, str]:
    """Return what became of each construct that was reported."""
    return {loss.construct: loss.kept_as for loss in reading.losses}
