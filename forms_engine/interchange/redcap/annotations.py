"""Field annotations: action tags, codes of terminologies, and what else people write there."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"(?<![\w@.])@(?P<name>[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*)(?![\w@])")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s@]+")
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_CODE = re.compile(
    r"""(?:variable|field)?[\s:]*
        (?P<system>snomed(?:[ -]?ct)?|loinc|hpo?|ncit|orpha|ordo|omim|mondo|hl7[ ]?fhir|fhir|ga4gh)
        \s*:\s*(?P<code>[A-Za-z0-9](?:[A-Za-z0-9_.:=-]*[A-Za-z0-9])?)""",
    re.IGNORECASE | re.VERBOSE,
)
_SHAPE = {
    "SNOMEDCT": re.compile(r"[0-9]{6,18}(?:[:=][0-9]{6,18})*\Z"),
    "LOINC": re.compile(r"(?:LA|LP)?[0-9]+-[0-9]\Z"),
    "HP": re.compile(r"[0-9]{7}\Z"),
    "NCIT": re.compile(r"C[0-9]+\Z"),
    "ORPHA": re.compile(r"[0-9]+\Z"),
    "OMIM": re.compile(r"[0-9]{6}\Z"),
    "MONDO": re.compile(r"[0-9]{7}\Z"),
    "FHIR": re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)+\Z"),
    "GA4GH": re.compile(r"[A-Za-z][A-Za-z0-9_.]*\Z"),
}
_PREFIXED = frozenset({"HP", "MONDO"})
_SYSTEM = {"snomed": "SNOMEDCT", "hpo": "HP", "ordo": "ORPHA", "hl7fhir": "FHIR"}


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One action tag: its value without quotes, None if it has none, and the tag as it stands."""

    name: str
    value: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """An annotation taken apart."""

    tags: tuple[Tag, ...]
    codes: tuple[dict[str, str], ...]
    rest: str


def read_annotation(text: str) -> Annotation:
    """Take the action tags out and read the codes of the question itself from the rest."""
    tags: list[Tag] = []
    rest: list[str] = []
    place = 0
    while found := _TAG.search(text, place):
        rest.append(text[place : found.start()])
        value, place = _value(text, found.end())
        tags.append(Tag(name=found["name"], value=value, text=text[found.start() : place].strip()))
    rest.append(text[place:])
    remainder = "".join(rest).strip()
    return Annotation(tags=tuple(tags), codes=tuple(_codes(remainder)), rest=remainder)


def _value(text: str, start: int) -> tuple[str | None, int]:
    """Return the value after `=`, and where it ends."""
    equals = _EQUALS.match(text, start)
    if equals is None or equals.end() == len(text):
        return None, start
    begin = equals.end()
    first = text[begin]
    if first in "'\"":
        end = text.find(first, begin + 1)
        return (text[begin + 1 : end], end + 1) if end > 0 else (text[begin + 1 :], len(text))
    if first in _CLOSING:
        end = _balanced(text, begin)
        return text[begin:end], end
    bare = _BARE.match(text, begin)
    return (bare[0], bare.end()) if bare else (None, start)


def _balanced(text: str, begin: int) -> int:
    """Return where the bracket that opens at `begin` is closed; quoted ones do not count."""
    opening, closing = text[begin], _CLOSING[text[begin]]
    depth = 0
    quoted = False
    place = begin
    while place < len(text):
        character = text[place]
        if character == "\\" and quoted:
            place += 1
        elif character == '"':
            quoted = not quoted
        elif not quoted:
            depth += (character == opening) - (character == closing)
            if depth == 0:
                return place + 1
        place += 1
    return len(text)


def _codes(text: str) -> list[dict[str, str]]:
    """Read lines such as `LOINC:76689-9 | Sex at birth`, up to the codes of the options."""
    codes: list[dict[str, str]] = []
    for line in text.splitlines():
        if line.strip().lower().startswith(("choices", "values")):
            break
        found = _CODE.match(line.strip())
        code = _coding(found["system"], found["code"]) if found else None
        if code and code not in codes:
            codes.append(code)
    return codes


def _coding(system: str, code: str) -> dict[str, str] | None:
    name = re.sub(r"[ -]", "", system.lower())
    system = _SYSTEM.get(name, name.upper())
    if system == "LOINC":
        code = code.replace("_", "-")
    if not _SHAPE[system].match(code):
        return None
    return {"system": system, "code": f"{system}:{code}" if system in _PREFIXED else code}
