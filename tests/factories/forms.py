"""Forms with every kind of question, published and filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cpms.accounts.models import User
from datasets.circumstances import form_context
from datasets.models import Concept, ConsultationFormPage, Record
from datasets.operations.records import create_record
from datasets.operations.saving import Saved, save_page
from forms_engine.definition.canonical import content_hash
from forms_engine.draft import Draft
from tests.factories.cast import NOW, NetworkCast
from tests.forms_engine.build import field, option, repeat

PATIENT, FAMILY, CLOSING = "patient1", "family01", "closing1"


def form_of(*pages: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a definition of these pages."""
    return {
        "format": "cpms-form/1",
        "key": "eye",
        "languages": ["en"],
        "title": {"en": "Eye consultation"},
        "elements": list(pages),
        "option_sets": {},
        "examples": [],
        **more,
    }


def page_of(id: str, *elements: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a page titled with its id."""
    title = {"en": id.capitalize()}
    return {"kind": "page", "id": id, "title": title, "elements": list(elements), **more}


def everything() -> dict[str, Any]:
    """Return a form with every type of question; its second page is shown only to who has affected relatives."""
    severities = [option("mildaaaa", "mild"), option("severeaa", "severe")]
    signs = [option("nystagaa", "nystagmus"), option("photopho", "photophobia")]
    patient = page_of(
        PATIENT,
        field("reasonaa", required=True, max_length=40),
        field("onsetaaa", "number", minimum=0, maximum=120, missing=["unknown", "not_asked"]),
        field("familial", "boolean"),
        field("severity", "choice", options=severities),
        field("signsaaa", "choices", options=[*signs, option("noneaaaa", "none")])
        | {"exclusive": ["noneaaaa"]},
        field("seenaaaa", "date", maximum="today"),
        field("diseasea", "coded_term", binding={"system": "ORPHA"}),
        field("letteraa", "file", max_megabytes=1),
        field("storyaaa", "long_text"),
        field("fullname", privacy="direct"),
    )
    variants = repeat("variants", field("geneaaaa"))
    family = page_of(
        FAMILY,
        repeat("relative", field("kinshipa"), field("ageaaaaa", "number"), variants),
        relevant={"=": [{"field": "familial"}, True]},
    )
    closing = page_of(CLOSING, field("adviceaa", "long_text"))
    return form_of(patient, family, closing)


def publish(network: NetworkCast, definition: Mapping[str, Any], title: str = "Everything") -> Any:
    """Return a page of the network that was published with the definition."""
    page = network.index.add_child(
        instance=ConsultationFormPage(title=title, definition=definition, live=False)
    )
    publish_again(page, definition, by=network.coordinator)
    return page


def publish_again(page: Any, definition: Mapping[str, Any], *, by: User | None = None) -> None:
    """Publish another definition of the page."""
    page.definition = definition
    page.save_revision(user=by).publish(user=by)
    page.refresh_from_db()


def started(network: NetworkCast, definition: Mapping[str, Any] | None = None) -> Record:
    """Return an empty record of a form with every type of question, or of the definition."""
    page = publish(network, definition or everything(), f"Form {content_hash(definition)[:8]}")
    return create_record(page=page, by=network.clinician, now=NOW)


def save(
    record: Record,
    page: str,
    answers: Mapping[str, Any],
    *,
    by: User,
    base: int = 0,
    minutes: int = 0,
    missing: Mapping[str, str] | None = None,
    unread: Mapping[str, Mapping[str, list[str]]] | None = None,
    automatic: bool = False,
) -> Saved:
    """Save a page some minutes after `NOW`, and bring the record in hand up to date."""
    try:
        return save_page(
            record_id=record.pk,
            page=page,
            draft=Draft(answers=answers, missing=missing or {}, unread=unread or {}),
            base=base,
            by=by,
            now=NOW + timedelta(minutes=minutes),
            automatic=automatic,
        )
    finally:
        record.refresh_from_db()


def context_of(record: Record, now: datetime = NOW) -> Any:
    """Return what the engine is told of a request."""
    return form_context(record, now)


def add_term(code: str, label: str, *synonyms: str, system: str = "ORPHA") -> Concept:
    """Load one concept."""
    words = "\n".join((code, label, *synonyms)).lower()
    return Concept.objects.create(
        system=system, version="1", code=code, label=label, synonyms=list(synonyms), words=words
    )
