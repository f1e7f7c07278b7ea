"""Names of inputs: a question at the top goes by its key, one in a repeat by `repeat.row.key`."""

from __future__ import annotations

import secrets
import string

_ALPHABET = string.ascii_lowercase + string.digits


def input_name(*parts: str) -> str:
    """Return the name of an input; parts are keys and row ids from the outside in."""
    return ".".join(parts)


def html_id(name: str) -> str:
    """Return the id of the input's element."""
    return "f-" + name.replace(".", "-")


def name_of_pointer(path: str) -> str:
    """Return the input's name for a JSON Pointer. Keys and row ids hold no character that a pointer escapes."""
    return ".".join(path.split("/")[1:])


def new_row_id() -> str:
    """Return a fresh id for a row."""
    return "r" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
