"""Freezing the outcome of a panel that closes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from cpms.panels.models import Outcome, Panel
from cpms.panels.operations.locking import note
from cpms.panels.pdf.outcome import OutcomeContent, Signer, outcome_pdf
from cpms.panels.permissions import PanelActRefused
from cpms.panels.queries.outcomes import current_outcome, signers_of
from datasets.circumstances import form_context
from datasets.models import Record
from datasets.operations.records import freeze_record

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from workflow.models import Step


def freeze_outcome(*, panel: Panel, step: Step, by: User | None, now: datetime) -> Outcome:
    """Freeze the answers of the outcome, and make and keep its document, in the caller's transaction.

    Raise `PanelActRefused` when there is none, `SubmitRefused` when it is not complete, `PdfRefused` when the document
    cannot be made: then nothing closes.
    """
    found = current_outcome(panel)
    if found is None or by is None:
        raise PanelActRefused(_("There is no outcome to close with."))
    record = (
        Record.objects.select_for_update(of=("self",))
        .select_related("version__page")
        .get(pk=found.record_id)
    )
    signers = signers_of(panel, step=step.number - 1, now=now)
    with override(panel.language):
        context = form_context(record, now)
        submission = freeze_record(record=record, by=by, now=now, context=context)
        document = outcome_pdf(
            content_of(panel, record, found.number, signers, step, by, now), context, now
        )
    outcome = Outcome.objects.create(
        panel=panel,
        number=found.number,
        submission=submission,
        step=step.number,
        document=document,
        document_sha256=hashlib.sha256(document).hexdigest(),
        at=now,
        by=by,
    )
    note("freeze_outcome", panel, by=by, now=now, outcome=outcome.pk)
    return outcome


def content_of(
    panel: Panel,
    record: Record,
    number: int,
    signers: tuple[Signer, ...],
    step: Step,
    by: User,
    now: datetime,
) -> OutcomeContent:
    """Return what the document says. Nothing in it identifies the patient."""
    others = panel.networks.exclude(network=panel.network_id).select_related("network")
    return OutcomeContent(
        number=panel.number,
        version=number,
        network=str(panel.network),
        other_networks=tuple(str(each.network) for each in others),
        thematic_area=str(panel.thematic_area or ""),
        nickname=panel.case.nickname,
        age=str(panel.case.age),
        sex=panel.case.get_sex_display(),
        question=panel.question,
        purpose=panel.get_purpose_display(),
        priority=panel.get_priority_display(),
        requested_at=panel.created_at,
        closed_at=now,
        closed_by=str(by),
        signers=signers,
        override_reason=step.reason if step.overridden else "",
        record=record,
    )
