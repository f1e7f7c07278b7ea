"""Who may see and fill which records: those of a network as before, those of a case by the panel's people and its step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.accounts.models import User
from cpms.networks.queries import NetworkRecordAccess
from cpms.panels.models import PanelForm, PanelRecord
from cpms.panels.operations.locking import tell
from cpms.panels.permissions import can_fill
from cpms.panels.queries.forms import record_name
from cpms.patients.models import Case
from datasets.access import Setting
from datasets.models import ConsultationFormPage, Record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser

    from datasets.access import Person, RecordsT

CONTRIBUTION = ConsultationFormPage.Purpose.CONTRIBUTION


class PanelRecordAccess(NetworkRecordAccess):
    """Records of a case are seen by whoever sees the case in full, assessments of others once they are handed in.

    Those of a deleted panel are seen by nobody, not by the care team either.
    """

    def visible(self, user: Person, records: RecordsT) -> RecordsT:
        """Keep the network's records as the network has it, and the records of cases that are open to the person."""
        own = super().visible(user, Record.objects.all()).values("pk")
        cases = Case.objects.full_for(user).exclude(panel__instance__state="deleted").values("pk")
        unfinished = PanelRecord.objects.filter(
            form__purpose=CONTRIBUTION, record__state=Record.State.DRAFT
        ).exclude(person=user.pk)
        of_cases = Q(scope__in=cases) & ~Q(pk__in=unfinished.values("record"))
        return records.filter(Q(pk__in=own) | of_cases)

    def may_create(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Tell whether the step of the panel lets the person fill in this form."""
        return _may_fill(user, page, scope) or super().may_create(user, page, scope)

    def may_edit(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Tell the same: who may begin a form may fill it."""
        return _may_fill(user, page, scope) or super().may_edit(user, page, scope)

    def setting(self, user: Person, record: Any) -> Setting | None:
        """Return the panel, and what the record is in it."""
        place = _place_of(record)
        if place is None:
            return None
        panel = place.form.panel
        return Setting(
            title=_("Panel %(number)s") % {"number": panel.number},
            url=reverse("panels:panel", args=[panel.pk]),
            name=record_name(place),
            hands_in=place.form.purpose == CONTRIBUTION,
        )

    def handed_in(self, record: Any, by: AbstractBaseUser, now: datetime) -> None:
        """Tell the panel of an assessment."""
        place = _place_of(record)
        if place is not None and isinstance(by, User):
            tell("contribution_submitted", place.form.panel, by=by, now=now)


def _place_of(record: Any) -> PanelRecord | None:
    if record.scope is None:
        return None
    found = PanelRecord.objects.filter(form__panel__case=record.scope, record=record)
    return found.select_related("form__panel", "form__version", "person").first()


def _may_fill(user: Person, page: Any, scope: UUID | None) -> bool:
    if scope is None:
        return False
    found = PanelForm.objects.filter(panel__case=scope, version__page=page.pk)
    form = found.select_related("panel__case", "panel__instance__version").first()
    return form is not None and can_fill(form.panel, user, form.purpose, now=timezone.localtime())
