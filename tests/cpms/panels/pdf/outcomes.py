"""An outcome to print, signed by a panel of three."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cpms.panels.pdf import OutcomeContent, Signer
from tests.datasets.pdf.documents import definition, field, filled

CLOSED_AT = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
FORM = definition(
    field("fieldaa1", "diagnosis", "text", "Agreed diagnosis"),
    {
        "kind": "section",
        "id": "sectaaa1",
        "title": {"en": "Recommendations"},
        "elements": [
            field("fieldaa2", "treatment", "long_text", "Treatment"),
            field("fieldaa3", "review", "number", "Review after how many months?"),
        ],
    },
    field("fieldaa4", "family_name", "text", "Name of the patient", privacy="direct"),
    title="Outcome of the consultation",
)
ANSWERS = {
    "diagnosis": "Leber congenital amaurosis, RPE65",
    "treatment": "Refer for assessment of gene therapy.\nRepeat the electroretinogram before it.",
    "review": 6,
}
QUESTION = "Is the patient a candidate for gene therapy, and in which centre?"


def signer(name: str = "Prof. Maria Rossi", **more: Any) -> Signer:
    """Return somebody who signed."""
    said = {
        "role": "Panel lead",
        "place": "Centre for Rare Eye Diseases, Padova",
        "signed_at": CLOSED_AT - timedelta(hours=2),
        "note": "",
    }
    return Signer(**{"name": name, **said, **more})


SIGNERS = (
    signer(),
    signer("Dr Jan Novák", role="Expert", place="Motol University Hospital, Praha"),
    signer("Dr Eleni Papadaki", role="Guest", place="ERN-RND"),
)


def outcome(answers: dict[str, Any] | None = None, **more: Any) -> OutcomeContent:
    """Return what is printed of a panel that was signed by all."""
    content = OutcomeContent(
        number="EYE-2026-031",
        version=1,
        network="ERN-EYE",
        other_networks=("ERN-RND", "ERN-ITHACA"),
        thematic_area="Retinal rare eye diseases",
        nickname="Blue Heron",
        age="7 years",
        sex="Female",
        question=QUESTION,
        purpose="Treatment",
        priority="Urgent",
        requested_at=datetime(2026, 11, 2, 8, 15, tzinfo=UTC),
        closed_at=CLOSED_AT,
        closed_by="Prof. Maria Rossi",
        signers=SIGNERS,
        override_reason="",
        record=filled(FORM, ANSWERS if answers is None else answers, submitted=True),
    )
    return replace(content, **more)
