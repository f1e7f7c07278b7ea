"""Records to print, and what can be read in their documents."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pypdf import PdfReader
from wagtail.models import Page

from cpms.accounts.models import User
from datasets.models import FormVersion, Record, Submission
from datasets.pdf.glyphs import BREAK
from forms_engine.check import errors_of
from forms_engine.context import FormContext
from forms_engine.definition.canonical import content_hash

NOW = datetime(2026, 11, 22, 13, 2, tzinfo=UTC)
CONTEXT = FormContext(today=date(2026, 11, 22))
PERSON = User(pk=7, username="anowak", title="Dr", first_name="Anna", last_name="Nowak")


def field(id: str, key: str, type: str, label: str, **more: Any) -> dict[str, Any]:
    """Return a question."""
    words = {"en": label, "fr": f"{label} (fr)"}
    return {
        "kind": "field",
        "id": id,
        "key": key,
        "type": type,
        "label": words,
        "privacy": "quasi",
        **more,
    }


def definition(*elements: dict[str, Any], title: str = "Consultation") -> dict[str, Any]:
    """Return a form of one page."""
    page = {
        "kind": "page",
        "id": "pageaaa1",
        "title": {"en": "Diagnosis"},
        "elements": list(elements),
    }
    made = {
        "format": "cpms-form/1",
        "key": "eye-consultation",
        "languages": ["en", "fr"],
        "title": {"en": title},
        "elements": [page],
        "option_sets": {},
        "examples": [],
    }
    assert errors_of(made) == []
    return made


RELATIVES = {
    "kind": "repeat",
    "id": "repeaaa1",
    "key": "relatives",
    "title": {"en": "Relative"},
    "elements": [
        field("fieldb11", "kin", "text", "Relationship"),
        field("fieldb12", "age", "number", "Age", missing=["unknown"]),
    ],
}
FORM = definition(
    field("fieldaa1", "disease", "text", "Which disease?"),
    field("fieldaa2", "onset", "number", "Age at onset", missing=["unknown"]),
    field("fieldaa3", "tested", "boolean", "Was a test done?"),
    field(
        "fieldaa4",
        "laboratory",
        "text",
        "Which laboratory?",
        relevant={"=": [{"field": "fieldaa3"}, True]},
    ),
    field("fieldaa5", "patient_name", "text", "Name of the patient", privacy="direct"),
    field("fieldaa6", "aside", "text", "Only on screen", show_in=["screen"]),
    field(
        "fieldaa7",
        "kept",
        "text",
        "Kept",
        relevant={"=": [{"field": "fieldaa3"}, True]},
        on_hide="keep",
    ),
    {
        "kind": "section",
        "id": "sectaaa1",
        "title": {"en": "Family"},
        "elements": [RELATIVES],
    },
)
ANSWERS = {
    "disease": "Retinitis pigmentosa",
    "tested": True,
    "laboratory": "Tübingen",
    "relatives": [
        {"_id": "ra1", "kin": "Mother", "age": 61},
        {"_id": "ra2", "kin": "Brother"},
    ],
}
MISSING = {"/onset": "unknown", "/relatives/ra2/age": "unknown"}


def filled(
    form: dict[str, Any],
    answers: dict[str, Any],
    missing: dict[str, str] | None = None,
    *,
    submitted: bool = False,
    unread: dict[str, Any] | None = None,
) -> Record:
    """Return a record that no database has seen, of a form that stands nowhere in the page tree."""
    page = Page(pk=9, content_type_id=1, title="Form")
    page.get_ancestors = Page.objects.none
    version = FormVersion(
        page=page,
        number=3,
        definition=form,
        schema={},
        sha256=content_hash(form),
        published_at=NOW - timedelta(days=30),
        published_by=PERSON,
    )
    made = Record(
        version=version,
        number=12,
        state="submitted" if submitted else "draft",
        answers=answers,
        missing=missing or {},
        unread=unread or {},
        created_at=NOW,
        created_by=PERSON,
        updated_at=NOW,
        updated_by=PERSON,
    )
    if submitted:
        content = {"answers": answers, "missing": missing or {}, "form": version.sha256}
        Submission(
            record=made,
            answers=answers,
            missing=missing or {},
            context={"today": "2026-11-01", "step": None, "user_roles": []},
            sha256=content_hash(content),
            at=NOW - timedelta(days=1),
            by=PERSON,
        )
    return made


def read(pdf: bytes) -> PdfReader:
    """Open a PDF; what is odd in it is an error."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def root(pdf: bytes) -> Any:
    """Return the catalogue."""
    return read(pdf).trailer["/Root"]


def words_of(pdf: bytes) -> str:
    """Return the text of all pages on one line."""
    text = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(text.replace(BREAK, "").split())


def attached(pdf: bytes) -> Any:
    """Return the attached answers."""
    [content] = read(pdf).attachments["answers.json"]
    return json.loads(content)


def tags(pdf: bytes) -> list[str]:
    """Return the kinds of the structure's elements in reading order."""

    def below(node: Any) -> Iterator[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                yield from below(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"])
            yield from below(node.get("/K"))

    return list(below(root(pdf)["/StructTreeRoot"]))
