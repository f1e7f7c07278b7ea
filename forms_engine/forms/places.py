"""Finding what an address inside the answers belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from forms_engine.compile import CompiledForm
from forms_engine.definition.tree import Place


def place_at(form: CompiledForm, parts: Sequence[str]) -> Place | None:
    """Return the question or repeat at keys with row ids between them (key, row id, key, …), None if there is none."""
    level = form.root
    for key in parts[:-1:2]:
        inner = next((each for place, each in level.repeats if place.element["key"] == key), None)
        if inner is None:
            return None
        level = inner
    if len(parts) % 2 == 0:
        return None
    here = [item.place for item in level.fields] + [place for place, _ in level.repeats]
    return next((place for place in here if place.element["key"] == parts[-1]), None)
