"""What is wrong with a definition, said so that the person who designs it can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One finding. `path` is a JSON Pointer into the document; an error prevents publishing, a warning does not."""

    severity: Severity
    code: str
    path: str
    element_id: str | None
    words: str

    def __str__(self) -> str:
        """Path and sentence, as the command line prints them."""
        return f"{self.path or '/'}: {self.words}"


def pointer(*parts: str | int) -> str:
    """Return a JSON Pointer (RFC 6901) through the parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
