"""Ids of elements and options: short, random, given once and never shown."""

from __future__ import annotations

import re
import secrets
import string

ID_PATTERN = "^[a-z][a-z0-9]{7}$"
KEY_PATTERN = "^[a-z][a-z0-9_]{0,99}$"
_ID = re.compile(ID_PATTERN.rstrip("$") + r"\Z")
_ALPHABET = string.ascii_lowercase + string.digits


def new_id() -> str:
    """Return eight characters of which the first is a letter: 2.0 × 10¹² possible ids."""
    return secrets.choice(string.ascii_lowercase) + "".join(
        secrets.choice(_ALPHABET) for _ in range(7)
    )


def is_id(text: object) -> bool:
    """Tell whether the text has the shape of an id."""
    return isinstance(text, str) and _ID.match(text) is not None
