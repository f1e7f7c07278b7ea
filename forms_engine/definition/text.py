"""Texts that a form carries in several languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LocalizedText = Mapping[str, str]


def localized(text: Any, language: str, languages: Sequence[str] = ()) -> str:
    """Return the text in the language, else in the first of the form's languages that has it, else ""."""
    if not isinstance(text, Mapping):
        return ""
    for candidate in (language, language.split("-")[0], *languages):
        if found := text.get(candidate):
            return str(found)
    return next((str(found) for found in text.values() if found), "")
