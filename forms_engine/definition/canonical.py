"""One byte sequence per document, so that equal definitions have equal hashes (RFC 8785)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from typing import Any

import rfc8785

from forms_engine.problems import pointer

LARGEST_INTEGER = 2**53 - 1  # the largest that RFC 8785 and every browser keep exactly


class NotCanonical(ValueError):
    """The document holds a value that JSON cannot carry the same way everywhere; the text names its place."""


def canonical_bytes(document: Any) -> bytes:
    """Return the RFC 8785 form. Raise `NotCanonical` for NUL, lone surrogates, NaN, infinities and integers beyond 2^53."""
    for place, words in unstorable(document):
        raise NotCanonical(f"{place or '/'}: {words}")
    return rfc8785.dumps(document)


def content_hash(document: Any) -> str:
    """Return the SHA-256 of the canonical bytes in lower-case hexadecimal."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def unstorable(value: Any, *parts: str | int) -> Iterator[tuple[str, str]]:
    """Yield (JSON Pointer, sentence) for each value that a JSONB column or a browser would refuse or change."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _text(key, *parts)
            yield from unstorable(child, *parts, key)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from unstorable(child, *parts, index)
    elif isinstance(value, str):
        yield from _text(value, *parts)
    elif words := _unstorable_scalar(value):
        yield pointer(*parts), words


def _unstorable_scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if not isinstance(value, int | float):
        return f"A {type(value).__name__} is not a JSON value."
    if isinstance(value, float) and not math.isfinite(value):
        return "This is not a number that can be stored."
    if abs(value) > LARGEST_INTEGER:
        return "This number has more digits than can be kept exactly."
    return ""


def _text(text: str, *parts: str | int) -> Iterator[tuple[str, str]]:
    if "\0" in text:
        yield pointer(*parts), "The text holds a NUL character, which cannot be stored."
    elif any("\ud800" <= character <= "\udfff" for character in text):
        yield pointer(*parts), "The text holds half a character (a lone surrogate)."
