"""Opening a panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.audit.operations import collect
from cpms.networks.models import Membership, Network, ThematicArea
from cpms.networks.permissions import has_role
from cpms.panels.models import Panel, PanelForm, PanelNetwork, PanelRecord
from cpms.panels.operations.access import sync_access
from cpms.panels.operations.locking import note, tell
from cpms.panels.operations.workflows import workflow_in_force
from cpms.panels.permissions import REQUESTER
from cpms.panels.queries.forms import forms_on_offer
from cpms.patients.models import Patient
from cpms.patients.operations import open_case
from datasets.models import ConsultationFormPage, FormVersion
from datasets.operations.records import create_record
from workflow.operations import start

if TYPE_CHECKING:
    from datetime import date, datetime

    from cpms.accounts.models import User

CASE, CONTRIBUTION, OUTCOME = (
    ConsultationFormPage.Purpose.CASE,
    ConsultationFormPage.Purpose.CONTRIBUTION,
    ConsultationFormPage.Purpose.OUTCOME,
)


class PanelRefused(Exception):
    """The panel cannot be opened; the text says why."""


@dataclass(frozen=True, kw_only=True)
class PanelData:
    """What the requester says. `forms` are pages of forms that describe the case; `key` makes a repeated click harmless."""

    key: UUID
    network: Network
    thematic_area: ThematicArea
    purpose: str
    question: str
    forms: Sequence[Any]
    priority: str = Panel.Priority.NORMAL
    priority_reason: str = ""
    wished_date: date | None = None
    language: str = "en"


@transaction.atomic
def create_panel(*, patient: Patient, data: PanelData, by: User, now: datetime) -> Panel:
    """Open a panel for a patient of one's own care team, with its forms in the versions in force today.

    Raise `PanelRefused`, `CaseRefused` (not in the care team, or no consent for care) or `TransitionRefused`.
    """
    Network.objects.select_for_update(no_key=True).get(
        pk=data.network.pk
    )  # numbers are given one by one
    known = Panel.objects.filter(pk=data.key, created_by=by).first()
    if known is not None:
        return known
    _refuse_unfitting(data, by, now=now)
    with collect():
        return _create(patient, data, _pinned(data), by, now)


def _create(
    patient: Patient, data: PanelData, forms: Sequence[PanelForm], by: User, now: datetime
) -> Panel:
    case = open_case(patient=patient, by=by, now=now)
    panel = Panel(
        id=data.key,
        number=_next_number(data.network, now),
        case=case,
        network=data.network,
        thematic_area=data.thematic_area,
        purpose=data.purpose,
        question=data.question.strip(),
        priority=data.priority,
        priority_reason=data.priority_reason.strip(),
        wished_date=data.wished_date,
        language=data.language,
        created_at=now,
        created_by=by,
    )
    panel.instance = start(
        version=workflow_in_force(now=now),
        scope=case.pk,
        roles=frozenset({REQUESTER}),
        subject=panel,
        by=by,
        now=now,
    )
    panel.save(force_insert=True)
    PanelNetwork.objects.create(panel=panel, network=data.network, at=now, by=by)
    for form in forms:
        form.panel = panel
        form.save(force_insert=True)
        if form.purpose == CASE:
            _start_record(panel, form, by, now)
    sync_access(panel, by=by, now=now)
    note("create_panel", panel, by=by, now=now, network=data.network.key)
    tell("panel_created", panel, by=by, now=now)
    return panel


def _start_record(panel: Panel, form: PanelForm, by: User, now: datetime) -> None:
    record = create_record(
        page=form.version.page, version=form.version, scope=panel.case_id, by=by, now=now
    )
    PanelRecord.objects.create(form=form, record=record)


def _refuse_unfitting(data: PanelData, by: User, *, now: datetime) -> None:
    today = timezone.localdate(now)
    if not has_role(by, data.network, Membership.Role.HEALTH_PROFESSIONAL, today=today):
        raise PanelRefused(
            _("Only health professionals of %(network)s can ask it for advice.")
            % {"network": data.network}
        )
    if data.thematic_area.network_id != data.network.pk:
        raise PanelRefused(_("This thematic area belongs to another network."))
    if data.priority == Panel.Priority.URGENT and not data.priority_reason.strip():
        raise PanelRefused(_("Say why it is urgent."))
    if data.wished_date is not None and data.wished_date < today:
        raise PanelRefused(_("The date you wish an answer by has passed."))


def _pinned(data: PanelData) -> list[PanelForm]:
    """Return the panel's forms, not saved yet. Raise `PanelRefused` when the network lacks one that a panel needs."""
    offered = {page.pk: page for page in forms_on_offer(data.network)}
    chosen = [offered[page.pk] for page in data.forms if page.pk in offered]
    if not [page for page in chosen if page.purpose == CASE]:
        raise PanelRefused(_("Choose at least one form that describes the case."))
    pages = [page for page in chosen if page.purpose == CASE]
    for purpose in (CONTRIBUTION, OUTCOME):
        own = next((page for page in offered.values() if page.purpose == purpose), None)
        if own is None:
            raise PanelRefused(
                _(
                    "%(network)s has not published a form for “%(purpose)s” yet. Its coordinator can."
                )
                % {"network": data.network, "purpose": purpose.label}
            )
        pages.append(own)
    return [
        PanelForm(purpose=page.purpose, version=FormVersion.objects.newest(page.pk))
        for page in pages
    ]


def _next_number(network: Network, now: datetime) -> str:
    beginning = f"{network.key.removeprefix('ERN-')}-{timezone.localdate(now).year}-"
    used = Panel.objects.filter(number__startswith=beginning).values_list("number", flat=True)
    last = max((int(number.removeprefix(beginning)) for number in used), default=0)
    return f"{beginning}{last + 1:03d}"
