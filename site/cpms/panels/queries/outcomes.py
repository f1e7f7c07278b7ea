"""The outcome that a panel is writing, and who has signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpms.networks.models import Membership
from cpms.panels.models import Outcome, Panel, PanelMember, PanelRecord, Signature
from cpms.panels.pdf.outcome import Signer
from datasets.circumstances import form_context
from datasets.pdf.attachment import answers_hash
from forms_engine.draft import Draft
from forms_engine.validate import submitted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def outcome_number(panel: Panel) -> int:
    """Return which outcome the panel is writing: 1, or one more for each that was frozen."""
    return Outcome.objects.filter(panel=panel).count() + 1


def current_outcome(panel: Panel) -> PanelRecord | None:
    """Return the outcome that the panel is writing, None when it was not begun."""
    found = PanelRecord.objects.filter(
        form__panel=panel, form__purpose="outcome", number=outcome_number(panel)
    )
    return found.select_related("record__version__page").first()


def text_of(outcome: PanelRecord, *, now: datetime) -> str:
    """Return the SHA-256 of what the outcome says now: what a signature stands for."""
    record = outcome.record
    answers, missing = submitted(
        record.version.form, record.answers, record.missing, form_context(record, now)
    )
    return answers_hash(Draft(answers=answers, missing=missing), record.version.sha256)


def valid_signatures(panel: Panel, *, now: datetime) -> list[Signature]:
    """Return the signatures of this round on the outcome as it stands."""
    outcome = current_outcome(panel)
    if outcome is None or panel.state != "sign_off":
        return []
    found = Signature.objects.filter(
        panel=panel, step=panel.instance.step, content_sha256=text_of(outcome, now=now)
    )
    return list(found.select_related("person"))


def unsigned_members(panel: Panel, *, now: datetime) -> list[PanelMember]:
    """Return who takes part and has not signed the outcome as it stands."""
    signed = {signature.person_id for signature in valid_signatures(panel, now=now)}
    members = panel.members.accepted().select_related("user")
    return [member for member in members if member.user_id not in signed]


def signers_of(panel: Panel, *, step: int, now: datetime) -> tuple[Signer, ...]:
    """Return everybody who takes part, with when and what they signed in the round that began with a step."""
    outcome = current_outcome(panel)
    text = text_of(outcome, now=now) if outcome else ""
    signed = {
        signature.person_id: signature
        for signature in Signature.objects.filter(panel=panel, step=step, content_sha256=text)
    }
    members = list(panel.members.accepted().select_related("user"))
    places = places_of([member.user_id for member in members])
    return tuple(
        _signer(member, signed.get(member.user_id), places.get(member.user_id, ""))
        for member in members
    )


def _signer(member: PanelMember, signature: Signature | None, place: str) -> Signer:
    return Signer(
        name=str(member.user),
        role=member.get_role_display(),
        place=place,
        signed_at=signature.at if signature else None,
        note=signature.note if signature else "",
    )


def places_of(people: Sequence[int]) -> dict[int, str]:
    """Return where people work: the centre if one is known, else the network."""
    held = Membership.objects.filter(user__in=people).select_related("centre", "network")
    return {each.user_id: str(each.centre or each.network) for each in held.order_by("-pk")}
