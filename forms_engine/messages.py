"""Sentences of the engine in the reader's language.

The engine knows no translation catalogue: a site installs its own `gettext`, and the sentences are marked by `say(...)`.
"""

from __future__ import annotations

from collections.abc import Callable

_translate: Callable[[str], str] = str


def install(translate: Callable[[str], str]) -> None:
    """Take the function that turns an English sentence with named gaps into the reader's language."""
    global _translate
    _translate = translate


def say(sentence: str, **parts: object) -> str:
    """Return the sentence in the reader's language with its named gaps filled."""
    return _translate(sentence).format(**parts) if parts else _translate(sentence)
