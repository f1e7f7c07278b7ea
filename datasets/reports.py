"""What an import says about itself, kept with the page."""

from __future__ import annotations

from typing import Any

from forms_engine.definition.text import localized
from forms_engine.definition.tree import fields


def import_report(page: Any) -> dict[str, Any]:
    """Return what was read and lost, and the questions whose privacy class wants confirmation."""
    definition = page.get_latest_revision_as_object().definition
    source = definition.get("source", {})
    unconfirmed = set(source.get("unconfirmed_privacy", ()))
    languages = definition["languages"]
    questions = [
        {
            "id": place.id,
            "label": localized(place.element["label"], languages[0], languages),
            "key": place.element["key"],
            "privacy": place.element.get("privacy", ""),
            "suggested": place.id in unconfirmed,
        }
        for place in fields(definition)
    ]
    return {
        "page": page,
        "counts": source.get("counts"),
        "losses": source.get("losses", []),
        "questions": questions,
        "unconfirmed": len(unconfirmed),
    }
