"""What the document of an outcome says: the question, what the panel answered, and who signed it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override

from datasets.models import Record
from datasets.pdf.attachment import FILE_NAME as ANSWERS
from datasets.pdf.blocks import LONGEST_WORD_IN_CELL, is_long
from datasets.pdf.document import Filled, attachments, filled, frame, notes
from datasets.pdf.glyphs import Printer
from datasets.pdf.typesetting import covered_characters, typeset
from datasets.pdf.wording import act, moment, shortened
from forms_engine.context import FormContext

TEMPLATE = "panels/outcome.typ"
OUTCOME = "outcome.json"
FORMAT = "cpms-outcome/1"
NOT_IN_DATA = frozenset({"record", "signers"})


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who was asked to sign, or did: `place` is a centre or a network, `note` a remark such as a dissent.

    pii: the name of a professional
    """

    name: str
    role: str
    place: str
    signed_at: datetime | None
    note: str


@dataclass(frozen=True, kw_only=True)
class OutcomeContent:
    """What is printed of a panel beside the answers; the patient is named by the pseudonym alone.

    `version` counts from 1 and is 2 after a panel was opened again. `override_reason` says why the panel was closed
    without a signature that it required, or nothing. `record` is the outcome form, submitted.
    """

    number: str
    version: int
    network: str
    other_networks: tuple[str, ...]
    thematic_area: str
    nickname: str
    age: str
    sex: str
    question: str
    purpose: str
    priority: str
    requested_at: datetime
    closed_at: datetime
    closed_by: str
    signers: tuple[Signer, ...]
    override_reason: str
    record: Record


def outcome_pdf(content: OutcomeContent, context: FormContext, now: datetime) -> bytes:
    """Return the outcome as PDF, in the language of the context.

    The same content, circumstances and time give the same bytes. Raise `ValueError` when the outcome was not submitted
    and `PdfRefused` when it cannot be typeset.
    """
    if content.record.is_draft:
        raise ValueError("A draft is no outcome: only what was submitted can be signed.")
    with override(context.language):
        answered = filled(content.record, context)
        ink = Printer(covered=covered_characters())
        data = _document(content, answered, ink, now)
        files = {ANSWERS: answered.attached(), OUTCOME: _outcome_json(content, answered.sha256)}
        return typeset(TEMPLATE, data, files, now)


def _document(
    content: OutcomeContent, answered: Filled, ink: Printer, now: datetime
) -> dict[str, Any]:
    shared = frame(answered, ink, now)
    number = ink.title(content.number)
    version = gettext("Version %(number)s") % {"number": content.version}
    title = gettext("Outcome of panel %(number)s") % {"number": number}
    printed = {
        "facts": [[label, ink.line(value)] for label, value in _facts(content, now) if value],
        "header": {
            "network": shortened(ink.line(content.network), 30),
            "title": shortened(ink.line(content.thematic_area), 50),
            "number": f"{number} · {version}",
        },
        "override_reason": ink.text(content.override_reason).strip("\n"),
        "panel_question": ink.text(content.question).strip("\n"),
        "places": [ink.line(each) for each in (content.network, content.thematic_area) if each],
        "signers": [_signer(each, ink) for each in content.signers],
    }
    return {
        **shared,
        **printed,
        "attachments": attachments(
            {
                ANSWERS: gettext("The answers as data"),
                OUTCOME: gettext("The question and the signatures as data"),
            }
        ),
        "document_title": f"{title} – {version}",
        "notes": notes(answered, ink),
        "number": version,
        "state": _state(content.signers),
        "title": title,
        "words": shared["words"] | _words(),
    }


def _facts(content: OutcomeContent, now: datetime) -> list[tuple[str, str]]:
    """Return what is known of the panel; what was left empty is not printed."""
    version = gettext("%(number)s, after the panel was opened again") % {"number": content.version}
    patient = [content.nickname, content.age, content.sex]
    return [
        (gettext("Patient"), " · ".join(each for each in patient if each)),
        (gettext("Network"), content.network),
        (gettext("Other networks"), ", ".join(content.other_networks)),
        (gettext("Thematic area"), content.thematic_area),
        (gettext("Purpose"), content.purpose),
        (gettext("Priority"), content.priority),
        (gettext("Requested"), moment(content.requested_at)),
        (gettext("Closed"), act(content.closed_at, content.closed_by)),
        (gettext("Version of the outcome"), version if content.version > 1 else ""),
        (gettext("Printed"), moment(now)),
    ]


def _state(signers: Sequence[Signer]) -> dict[str, str]:
    signed = [each for each in signers if each.signed_at is not None]
    if not signed:
        return {"name": gettext("Not signed"), "kind": "open"}
    if len(signed) < len(signers):
        return {"name": gettext("Not signed by all"), "kind": "open"}
    return {"name": gettext("Signed"), "kind": "done"}


def _signer(signer: Signer, ink: Printer) -> dict[str, Any]:
    cells = (signer.name, signer.role, signer.place)
    note = ink.text(signer.note).strip("\n")
    return {
        "breakable": any(is_long(each) for each in (*cells, note)),
        "cells": [ink.line(each, longest_word=LONGEST_WORD_IN_CELL) for each in cells],
        "signed": moment(signer.signed_at) if signer.signed_at else "",
        "note": note,
    }


def _words() -> dict[str, str]:
    return {
        "name": gettext("Name"),
        "no_question": gettext("No question was written."),
        "no_signers": gettext("Nobody was asked to sign this outcome."),
        "not_signed": gettext("Not signed"),
        "override": gettext("Closed without a required signature"),
        "panel_question": gettext("Question to the panel"),
        "place": gettext("Centre or network"),
        "remark": gettext("Remark by {name}:"),
        "role": gettext("Role"),
        "signatures": gettext("Signatures"),
        "signed": gettext("Signed"),
    }


def _outcome_json(content: OutcomeContent, sha256: str) -> str:
    """Return the attached file with what the pages say beside the answers, characters without a glyph included."""
    said = {key: value for key, value in vars(content).items() if key not in NOT_IN_DATA}
    said["format"] = FORMAT
    said["answers_sha256"] = sha256
    said["signers"] = [asdict(each) for each in content.signers]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1, default=_iso)


def _iso(value: datetime) -> str:
    return value.isoformat()
