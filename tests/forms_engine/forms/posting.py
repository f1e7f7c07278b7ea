"""Posted data as a browser sends it, without a browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft
from forms_engine.forms.reading import PageInput, read_page
from tests.forms_engine.build import context, document

PAGE = "page0001"


class Posted:
    """What Django's QueryDict is to the reader."""

    def __init__(self, data: Mapping[str, str | Sequence[str]]) -> None:
        self._data = data

    def getlist(self, name: str, /) -> Sequence[str]:
        """Return all texts of a name."""
        found = self._data.get(name, ())
        return [found] if isinstance(found, str) else found


def form(*elements: dict[str, Any], **more: Any) -> CompiledForm:
    """Return a compiled form of one page."""
    return CompiledForm(document(*elements, **more))


def read(
    compiled: CompiledForm, data: Mapping[str, str | Sequence[str]], kept: Draft | None = None
) -> PageInput:
    """Read what was posted for the page."""
    return read_page(compiled, PAGE, Posted(data), context(), kept or Draft())
