"""Filling in the forms of a panel, and signing its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cpms.audit.operations import collect
from cpms.panels.models import Panel, PanelForm, PanelRecord, Signature
from cpms.panels.operations.locking import lock_panel, note, tell
from cpms.panels.permissions import PanelActRefused, can_fill, refuse_unless, roles_in
from cpms.panels.queries.outcomes import current_outcome, outcome_number, text_of
from datasets.operations.records import create_record
from datasets.operations.saving import draft_of, save_page
from workflow.queries import forms_now

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cpms.accounts.models import User
    from datasets.models import Record


@transaction.atomic
def start_form(*, panel_id: UUID, purpose: str, by: User, now: datetime) -> Record:
    """Return the record of the panel's form of that purpose: one's own where each person has one, begun when missing.

    Raise `Panel.DoesNotExist` or `PanelActRefused`.
    """
    panel = lock_panel(panel_id, by)
    use = next((use for use in forms_now(panel.instance) if use.purpose == purpose), None)
    form = PanelForm.objects.filter(panel=panel, purpose=purpose).select_related("version").first()
    if use is None or form is None or not can_fill(panel, by, purpose, now=now):
        raise PanelActRefused(_("You cannot fill in this form in this step of the panel."))
    person = by if use.per_person else None
    number = outcome_number(panel) if purpose == "outcome" else 1
    known = PanelRecord.objects.filter(form=form, person=person, number=number).first()
    if known is not None:
        return known.record
    record = create_record(
        page=form.version.page, version=form.version, scope=panel.case_id, by=by, now=now
    )
    PanelRecord.objects.create(form=form, record=record, person=person, number=number)
    if number > 1:
        _copy_earlier(form, record, number, by, now)
    return record


def _copy_earlier(form: PanelForm, record: Record, number: int, by: User, now: datetime) -> None:
    """Begin a second outcome with the words of the first."""
    earlier = PanelRecord.objects.get(form=form, number=number - 1).record
    for page in record.version.form.pages:
        save_page(
            record_id=record.pk, page=page.id, draft=draft_of(earlier), base=0, by=by, now=now
        )


@transaction.atomic
def sign_outcome(
    *, panel_id: UUID, content_sha256: str, by: User, now: datetime, note_text: str = ""
) -> Signature:
    """Sign the outcome as the person saw it (`content_sha256`). A repeated click signs once.

    Raise `Panel.DoesNotExist` or `PanelActRefused`: not in sign-off, not a member, or the text was changed meanwhile.
    """
    panel = lock_panel(panel_id, by)
    refuse_unless(panel, by, "sign", now=now)
    outcome = current_outcome(panel)
    if outcome is None or text_of(outcome, now=now) != content_sha256:
        raise PanelActRefused(
            _("The outcome was changed while you read it. Read it again before you sign.")
        )
    with collect():
        signature, created = Signature.objects.get_or_create(
            panel=panel,
            person=by,
            step=panel.instance.step,
            content_sha256=content_sha256,
            defaults={
                "role": _role_of_signer(panel, by, now),
                "note": note_text.strip(),
                "at": now,
            },
        )
        if created:
            note("sign_outcome", panel, by=by, now=now, signature=signature.pk)
            tell("outcome_signed", panel, by=by, now=now)
    return signature


def _role_of_signer(panel: Panel, by: User, now: datetime) -> str:
    held = roles_in(panel, by, now=now)
    order = ("panel_lead", "panel_manager", "panel_member", "guest")
    return next(role for role in order if role in held)
