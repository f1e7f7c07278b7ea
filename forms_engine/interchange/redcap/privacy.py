"""A first suggestion of how identifying an answer is; words prove nothing, a person confirms it."""

from __future__ import annotations

import re
from typing import Literal

from forms_engine.interchange.redcap.prose import first_paragraph
from forms_engine.interchange.redcap.table import Row

Privacy = Literal["direct", "quasi", "sensitive", "free_text", "none"]

_DIRECT_VALIDATIONS = ("email", "phone", "ssn", "mrn", "vmrn", "zipcode_full")
_QUASI_VALIDATIONS = ("date", "zipcode", "postalcode")


def _words(*patterns: str) -> re.Pattern[str]:
    """Match any of the patterns as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


_RELATIVE = _words(
    "family member",
    "(?:relative|mother|father|parent|sibling|brother|sister)s?",
    "child(?:ren)? of",
    "index case",
)
_DIRECT = _words(
    # birth dates
    "date of birth|birth ?date|birthday|dob|born on|geburtsdatum|geboortedatum",
    "date de naissance|fecha de nacimiento|data di nascita",
    # names
    r"(?:first|last|middle|given|family|maiden|full|patient|birth|sur|nick|legal)[ -]?names?",
    "names? of (?:the )?(?:patient|participant|subject)|name (?:first|last|middle)",
    "vorname|nachname|familienname|geburtsname|pr[ée]nom|nom de famille|apellidos?|cognome",
    "achternaam|voornaam",
    # where somebody lives and is reached
    "(?:home|street|postal|mailing|e-?mail|patient) address|street (?:name|number)",
    "stra(?:ß|ss)e|(?:wohn)?anschrift|adresse|direcci[óo]n",
    "e-?mail|(?:tele)?phone|telefon|fax|mobile number|t[ée]l[ée]phone|ip address",
    # numbers
    "record id|hospital (?:number|id)|medical record|mrn|chart number|patient id(?:entifier)?",
    "insurance number|social security|ssn|national id(?:entity|entification)?(?: number)?",
    "nhs number|passport|licen[cs]e plate",
)
_ONLY_NAME = re.compile(r"(?:name|nom|nombre|nome|naam|address|street|straße)[:?]?\Z")
_QUASI = _words(
    "pseudonyms?|identifier|ids?|initials",
    "(?:study|subject|participant|sample|case|facility|hospital|cent(?:re|er)) (?:number|name)",
    "ages?|alter (?:in|bei)|date|timestamp|year of birth|birth year",
    "sex|gender|geschlecht|rac(?:e|ial)|ethnic(?:ity)?|ancestry|nationality|citizenship",
    "countr(?:y|ies)|state of residence|province|city|town|zip|post(?:al)? ?code|residence",
    "birthplace|place of (?:birth|death)|facility",
    "occupation|profession|employment|education|marital|religion|languages?",
    "consanguinity|consanguineous",
)
_PSEUDONYM = re.compile(r"\bpseudonym")


def suggested_privacy(row: Row, field_type: str, *, is_record_id: bool) -> Privacy:
    """Return the suggestion for a question of the definition.

    `is_record_id` marks the first question of the file, which REDCap uses as the record's name.
    """
    words = " ".join((_question(row), row.field_name.replace("_", " "))).lower()
    if row.identifier and row.identifier.lower() not in ("n", "no", "0", "false"):
        return "direct"
    if _PSEUDONYM.search(words):
        return "quasi"
    if is_record_id or _is_direct(row, field_type, words):
        return "direct"
    return _indirect(row, field_type, words)


def _is_direct(row: Row, field_type: str, words: str) -> bool:
    """Only what a person types can be a name or a number of somebody; a choice never is."""
    if field_type not in ("text", "long_text", "number", "date"):
        return False
    if row.validation.startswith(_DIRECT_VALIDATIONS):
        return True
    if _RELATIVE.search(words):
        return False
    return bool(_DIRECT.search(words) or _ONLY_NAME.match(_question(row).lower()))


def _indirect(row: Row, field_type: str, words: str) -> Privacy:
    if field_type in ("long_text", "file"):
        return "free_text"
    if field_type == "date" or row.validation.startswith(_QUASI_VALIDATIONS):
        return "quasi"
    if _QUASI.search(words):
        return "quasi"
    return "free_text" if field_type == "text" and not row.validation else "sensitive"


def _question(row: Row) -> str:
    """Return the label without the explanation below it, which may mention anything."""
    return first_paragraph(row.field_label)[0]
