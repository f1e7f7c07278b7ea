"""One row of the dictionary as a question of the form."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from forms_engine.interchange.base import JSON
from forms_engine.interchange.redcap.choices import ontology_of, read_choices
from forms_engine.interchange.redcap.identifiers import Identifiers
from forms_engine.interchange.redcap.losses import LossReport
from forms_engine.interchange.redcap.names import number_in
from forms_engine.interchange.redcap.table import Row
from forms_engine.interchange.redcap.values import plain as plain_number

CHOICES = "select_choices_or_calculations"
VALIDATION = "text_validation_type_or_show_slider_number"
MINIMUM = "text_validation_min"
MAXIMUM = "text_validation_max"

MOST_OPTIONS = 2000
LONGEST_CODE = 200

_NUMBER = re.compile(r"number(?:_(?P<decimals>[0-9])dp)?(?P<comma>_comma_decimal)?\Z")
_DATE = re.compile(r"date_(?P<order>ymd|mdy|dmy)\Z")
_UNUSED = {
    CHOICES: ("choices", "left out: the question has none"),
    VALIDATION: ("validation", "imported without this check"),
    MINIMUM: ("limit", "imported without this limit"),
    MAXIMUM: ("limit", "imported without this limit"),
}


@dataclass(kw_only=True)
class Draft:
    """A question in the making. `used` are the columns whose cells it carries."""

    row: Row
    type: str = "text"
    properties: dict[str, JSON] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def options(self) -> list[dict[str, JSON]]:
        """The options in order; empty for a question without any."""
        options: list[dict[str, JSON]] = self.properties.get("options", [])
        return options


class Questions:
    """Reads rows; tells the loss report what a row says beyond what the question carries."""

    def __init__(self, identifiers: Identifiers, report: LossReport, language: str) -> None:
        self._identifiers = identifiers
        self._report = report
        self._language = language

    def draft(self, row: Row) -> Draft | None:
        """Return type and properties of a question; None if there is no such question here."""
        draft = Draft(row=row)
        reader = _READERS.get(row.kind, Questions._unknown)
        if reader is None:
            return None
        reader(self, draft)
        for column, (construct, kept_as) in _UNUSED.items():
            text = getattr(row, column)
            if text and column not in draft.used:
                self._report.detail(row, column, construct, kept_as, text)
        return draft

    def _unknown(self, draft: Draft) -> None:
        self._report.detail(
            draft.row, "field_type", "field type", "imported as text", draft.row.field_type
        )

    def _text(self, draft: Draft) -> None:
        row = draft.row
        ontology = ontology_of(row.choices)
        if ontology:
            draft.type, draft.used = "coded_term", {CHOICES}
            draft.properties["binding"] = {"system": ontology}
        elif _DATE.match(row.validation):
            draft.type = "date"
            self._limits(draft, _date_limit)
        elif row.validation == "integer" or _NUMBER.match(row.validation):
            draft.type = "number"
            self._number(draft)

    def _number(self, draft: Draft) -> None:
        found = _NUMBER.match(draft.row.validation)
        if found is None:
            draft.properties["integer"] = True
        elif found["decimals"]:
            draft.properties["decimals"] = int(found["decimals"])
        self._limits(draft, _number_limit)

    def _limits(self, draft: Draft, read: Callable[[str, str], JSON]) -> None:
        """Read the smallest and largest answer; leave both out if no answer fits between them."""
        draft.used.add(VALIDATION)
        row = draft.row
        limits = {
            "minimum": read(row.text_validation_min, row.validation),
            "maximum": read(row.text_validation_max, row.validation),
        }
        low, high = limits["minimum"], limits["maximum"]
        if None not in (low, high) and "today" not in (low, high) and low > high:
            return
        for (name, limit), column in zip(limits.items(), (MINIMUM, MAXIMUM), strict=True):
            if limit is not None:
                draft.properties[name] = limit
                draft.used.add(column)

    def _notes(self, draft: Draft) -> None:
        draft.type = "long_text"

    def _choice(self, draft: Draft) -> None:
        self._options(draft, "choice")
        searched = draft.row.validation == "autocomplete"
        if searched:
            draft.used.add(VALIDATION)
        if draft.type == "choice":
            listed = "radios" if draft.row.kind == "radio" else "select"
            draft.properties["layout"] = "search" if searched else listed

    def _choices(self, draft: Draft) -> None:
        self._options(draft, "choices")

    def _options(self, draft: Draft, type_name: str) -> None:
        """Read the options; a question that has none can only be answered in words."""
        draft.used.add(CHOICES)
        row = draft.row
        choices = read_choices(row.choices)
        fitting = [choice for choice in choices.options if len(choice.code) <= LONGEST_CODE]
        kept = fitting[:MOST_OPTIONS]
        too_long = [choice for choice in choices.options if len(choice.code) > LONGEST_CODE]
        for choice in [*too_long, *fitting[MOST_OPTIONS:]]:
            left_out = f"{choice.code}, {choice.label}"
            self._report.detail(row, CHOICES, "option", "imported without this option", left_out)
        for piece in choices.repeated:
            self._report.detail(
                row, CHOICES, "option", "imported without this option, whose code is taken", piece
            )
        if not kept:
            kept_as = "imported as text, because it has no options"
            self._report.detail(
                row, "field_type", "choice without options", kept_as, row.field_type
            )
            return
        draft.type = type_name
        draft.properties["options"] = [
            {
                "id": self._identifiers.new_id("option", row.field_name, choice.code),
                "code": choice.code,
                "label": {self._language: choice.label},
                **({"coding": choice.coding} if choice.coding else {}),
            }
            for choice in kept
        ]

    def _yes_or_no(self, draft: Draft) -> None:
        draft.type = "boolean"
        if draft.row.kind == "truefalse":
            self._report.detail(
                draft.row, "field_type", "true or false", "imported as yes or no", "truefalse"
            )

    def _slider(self, draft: Draft) -> None:
        draft.type = "number"
        draft.used |= {CHOICES, VALIDATION}
        draft.properties.update(integer=True)
        self._limits(draft, _number_limit)
        draft.properties = {"minimum": 0, "maximum": 100, **draft.properties}
        self._report.detail(
            draft.row, "field_type", "slider", "imported as a number", draft.row.choices or "slider"
        )

    def _file(self, draft: Draft) -> None:
        draft.type = "file"
        if draft.row.validation == "signature":
            draft.used.add(VALIDATION)
            self._report.detail(
                draft.row, VALIDATION, "signature", "imported as a file", "signature"
            )


_READERS: dict[str, Callable[[Questions, Draft], None] | None] = {
    "text": Questions._text,
    "notes": Questions._notes,
    "radio": Questions._choice,
    "dropdown": Questions._choice,
    "select": Questions._choice,
    "checkbox": Questions._choices,
    "yesno": Questions._yes_or_no,
    "truefalse": Questions._yes_or_no,
    "slider": Questions._slider,
    "file": Questions._file,
    "calc": None,
    "sql": None,
}


def _number_limit(text: str, validation: str) -> JSON:
    if "comma" in validation:
        text = text.replace(",", ".")
    number = number_in(text)
    return None if number is None else plain_number(number)


def _date_limit(text: str, validation: str) -> JSON:
    """Read a limit in ISO form, or in the order of the question's own dates."""
    if text.lower() == "today":
        return "today"
    parts = re.fullmatch(r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})", text)
    if parts is None:
        return None
    order = "ymd" if len(parts[1]) == 4 else validation.removeprefix("date_")
    numbers = dict(zip(order, map(int, parts.groups()), strict=True))
    try:
        return datetime.date(numbers["y"], numbers["m"], numbers["d"]).isoformat()
    except ValueError:
        return None
