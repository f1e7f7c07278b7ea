"""Small definitions for tests, written as short as they can be."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms_engine.context import FormContext, Term

TODAY = date(2026, 11, 22)


def document(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a form with one page that holds the elements."""
    page = {"kind": "page", "id": "page0001", "title": {"en": "Page"}, "elements": list(elements)}
    return {
        "format": "cpms-form/1",
        "key": "test",
        "languages": ["en"],
        "title": {"en": "Test"},
        "elements": [page],
        **more,
    }


def field(id: str, type: str = "text", **more: Any) -> dict[str, Any]:
    """Return a question whose key is its id."""
    return {
        "kind": "field",
        "id": id,
        "key": id,
        "type": type,
        "label": {"en": id.capitalize()},
        "privacy": "sensitive",
        **more,
    }


def option(id: str, code: str, **more: Any) -> dict[str, Any]:
    """Return an option labelled with its code in capitals."""
    return {"id": id, "code": code, "label": {"en": code.upper()}, **more}


def repeat(id: str, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a repeat whose key is its id."""
    return {
        "kind": "repeat",
        "id": id,
        "key": id,
        "title": {"en": id.capitalize()},
        "elements": list(elements),
        **more,
    }


class FewTerms:
    """A terminology of three diseases."""

    terms = (
        Term(system="ORPHA", code="791", label="Retinitis pigmentosa"),
        Term(system="ORPHA", code="65", label="Leber congenital amaurosis"),
        Term(system="ORPHA", code="827", label="Stargardt disease", retired=True),
    )

    def search(self, system: str, text: str, *, limit: int = 20) -> list[Term]:
        """Find by part of the label."""
        return [
            term
            for term in self.terms
            if term.system == system and text.lower() in term.label.lower() and not term.retired
        ][:limit]

    def lookup(self, system: str, code: str) -> Term | None:
        """Find by code."""
        return next((t for t in self.terms if (t.system, t.code) == (system, code)), None)


def context(**more: Any) -> FormContext:
    """Return the circumstances of 22 November 2026."""
    return FormContext(today=TODAY, terminology=FewTerms(), **more)
