"""Ids and keys that come out the same whenever the same dictionary is read.

A question's id follows from its field name alone, which REDCap keeps unique in a project: so a
question that a later version moves to another form, or gives another type, is still the same.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections import Counter

_LETTERS = string.ascii_lowercase
_ALPHABET = string.ascii_lowercase + string.digits
_LENGTH = 8
_LONGEST_KEY = 100
_KEY = re.compile(r"[a-z][a-z0-9_]{0,99}\Z")


class Identifiers:
    """Hands out each id and key once."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._keys: set[str] = set()
        self._asked: Counter[tuple[str, str]] = Counter()
        """How often each name was asked for: one used a thousand times is not tried as often."""

    def new_id(self, *names: str) -> str:
        """Return the id of what the names describe; the same names asked again give another id."""
        name = "\0".join(names)
        while True:
            attempt = self._asked["id", name]
            self._asked["id", name] += 1
            found = _id(f"{name}\0{attempt}" if attempt else name)
            if found not in self._ids:
                self._ids.add(found)
                return found

    def new_key(self, name: str) -> str:
        """Return the name as a key, adapted if it has other characters or is taken."""
        base = name if _KEY.match(name) else _as_key(name)
        while True:
            self._asked["key", base] += 1
            number = self._asked["key", base]
            ending = f"_{number}" if number > 1 else ""
            key = base[: _LONGEST_KEY - len(ending)] + ending
            if key not in self._keys:
                self._keys.add(key)
                return key


def _id(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    number, first = divmod(number, len(_LETTERS))
    characters = [_LETTERS[first]]
    for _ in range(_LENGTH - 1):
        number, place = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return "".join(characters)


def _as_key(name: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not key or not key[0].isalpha():
        key = f"field_{key}".rstrip("_")
    return key[:_LONGEST_KEY]
