"""The options of a question, with the codes of terminologies that their codes spell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from forms_engine.interchange.redcap.prose import plain

_SEPARATOR = re.compile(r"[|\r\n]+")
_CODED = re.compile(
    r"(?P<system>snomedct|snomed|sct|loinc|hp|ncit|orpha|ordo|mondo|omim|icd10cm)_", re.I
)
_LOINC = re.compile(r"(?:LA|LP)?[0-9]+-[0-9]\Z")
SAME_SYSTEM = {"ORDO": "ORPHA"}  # an ontology whose terms have codes of another system of ours
_ONTOLOGY = re.compile(r"\s*BIOPORTAL\s*:\s*(?P<system>[A-Za-z0-9][A-Za-z0-9_.-]*)\s*\Z", re.I)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option: the code as given, the label as plain text."""

    code: str
    label: str
    coding: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The options of a cell, and the pieces that repeat a code already taken."""

    options: tuple[Choice, ...]
    repeated: tuple[str, ...] = ()


def read_choices(cell: str) -> Choices:
    """Read `1, Yes | 0, No`. A piece without a comma is its own label, as REDCap takes it."""
    options: dict[str, Choice] = {}
    repeated = []
    for piece in _SEPARATOR.split(cell):
        if not piece.strip():
            continue
        code, comma, label = (part.strip() for part in piece.partition(","))
        code, label = code or label, plain(label) if comma else plain(code)
        if code in options:
            repeated.append(piece.strip())
        elif code:
            options[code] = Choice(code=code, label=label or code, coding=coding_of(code))
    return Choices(options=tuple(options.values()), repeated=tuple(repeated))


def coding_of(code: str) -> dict[str, str] | None:
    """Return the coding that a code such as `snomedct_248152002` spells, None for other codes."""
    if not (found := _CODED.match(code)):
        return None
    system = SYSTEMS[found["system"].lower()]
    rest = code[found.end() :]
    written = _WRITTEN[system](rest)
    return {"system": system, "code": written} if written else None


def ontology_of(cell: str) -> str | None:
    """Return the short name of the ontology that a text field looks up, None if there is none."""
    found = _ONTOLOGY.match(cell)
    system = found["system"].upper() if found else ""
    return SAME_SYSTEM.get(system, system) or None


def _digits(prefix: str = "") -> Callable[[str], str]:
    return lambda rest: f"{prefix}{rest}" if re.fullmatch(r"[0-9]{2,18}", rest) else ""


def _loinc(rest: str) -> str:
    code = rest.upper().replace("_", "-")
    return code if _LOINC.match(code) else ""


def _nci(rest: str) -> str:
    return rest.upper() if re.fullmatch(r"[Cc][0-9]{2,9}", rest) else ""


def _icd(rest: str) -> str:
    return rest.upper() if re.fullmatch(r"[A-Za-z][0-9][0-9A-Za-z.]{0,6}", rest) else ""


SYSTEMS = {
    "snomedct": "SNOMEDCT",
    "snomed": "SNOMEDCT",
    "sct": "SNOMEDCT",
    "loinc": "LOINC",
    "hp": "HP",
    "ncit": "NCIT",
    "orpha": "ORPHA",
    "ordo": "ORPHA",
    "mondo": "MONDO",
    "omim": "OMIM",
    "icd10cm": "ICD10CM",
}

_WRITTEN: dict[str, Callable[[str], str]] = {
    "SNOMEDCT": _digits(),
    "LOINC": _loinc,
    "HP": _digits("HP:"),
    "NCIT": _nci,
    "ORPHA": _digits(),
    "MONDO": _digits("MONDO:"),
    "OMIM": _digits(),
    "ICD10CM": _icd,
}
