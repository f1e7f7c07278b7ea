"""What is told at an enrolment, and how names are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
    }
)
"""Letters that Unicode does not take apart into a plain one and an accent."""


@dataclass(frozen=True, kw_only=True)
class IdentityData:
    """Who a patient is. `local_id` is what the centre knows them by; `birth_country` is two letters of ISO 3166."""

    local_id: str
    given_name: str
    family_name: str
    birth_date: date
    birth_name: str = ""
    birth_place: str = ""
    birth_country: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsentData:
    """A form that was signed: the answer to one question. The signer's name is told when it was not the patient."""

    kind: str
    given: bool
    version: str
    language: str
    signer_kind: str
    signed_on: date
    expires_on: date | None = None
    signer_name: str = ""
    signer_relation: str = ""


def folded(name: str) -> str:
    """Return a name as it is compared: without case, accents, spaces and signs, so that “Müller-Łoś” is “mullerlos”."""
    taken_apart = unicodedata.normalize("NFKD", name.casefold()).translate(UNDECOMPOSED)
    return "".join(each for each in taken_apart if each.isalnum())
