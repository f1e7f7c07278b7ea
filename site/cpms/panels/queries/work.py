"""What waits for one person in all their panels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.networks.models import Membership
from cpms.panels.models import (
    DataRequest,
    Panel,
    PanelMember,
    PanelMemberQuerySet,
    PanelQuerySet,
    PanelRecord,
    Signature,
)
from cpms.patients.models import Case
from datasets.models import Record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cpms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that one person is to do in a panel: `words` name it, `act` is the button, `since` when it began to wait."""

    panel: Panel
    words: str
    act: str
    since: datetime
    due: date | None = None


def tasks_for(user: User, *, now: datetime) -> list[Task]:
    """Return what waits for the person, urgent first, then what waits longest. Eight statements."""
    found = [
        *_invitations(user, now),
        *_desk(user, now),
        *_leading(user),
        *_assessments(user),
        *_signatures(user),
        *_questions(user),
        *_drafts(user, now),
    ]
    return sorted(found, key=lambda task: (not task.panel.is_urgent, task.since))


def _panels(user: User) -> PanelQuerySet:
    return Panel.objects.visible_to(user).select_related("instance__version", "network", "case")


def _places(user: User) -> PanelMemberQuerySet:
    """Return the person's places in panels that they see."""
    seen = Panel.objects.visible_to(user).values("pk")
    return PanelMember.objects.filter(panel__in=seen, user=user)


def _invitations(user: User, now: datetime) -> list[Task]:
    places = _places(user).pending(now)
    return [
        Task(
            panel=place.panel,
            words=_("You are invited"),
            act=_("Read and answer"),
            since=place.invited_at,
            due=timezone.localdate(place.expires_at) if place.expires_at else None,
        )
        for place in places.select_related(
            "panel__instance__version", "panel__network", "panel__case"
        )
    ]


def _desk(user: User, now: datetime) -> list[Task]:
    held = Membership.objects.active(timezone.localdate(now)).filter(
        user=user, role__in=[Membership.Role.COORDINATOR, Membership.Role.DISPATCHER]
    )
    lead = PanelMember.objects.filter(panel=OuterRef("pk"), role=PanelMember.Role.LEAD).current()
    panels = _panels(user).in_states("open").filter(network__in=held.values("network"))
    with_lead = set(panels.filter(Exists(lead)).values_list("pk", flat=True))
    return [
        Task(
            panel=panel,
            words=_("Lead named") if panel.pk in with_lead else _("No lead yet"),
            act=_("Accept the request") if panel.pk in with_lead else _("Name a lead"),
            since=panel.instance.entered_at,
        )
        for panel in panels
    ]


def _leading(user: User) -> list[Task]:
    mine = _places(user).accepted().filter(role=PanelMember.Role.LEAD)
    panels = _panels(user).filter(pk__in=mine.values("panel"))
    acts = {
        "panel_selection": (_("You lead: choose the experts"), _("Invite experts")),
        "assessment": (_("You lead: outcome"), _("Write the outcome")),
        "sign_off": (_("You lead: closing"), _("See who has signed")),
    }
    return [
        Task(panel=panel, words=words, act=act, since=panel.instance.entered_at)
        for panel in panels.in_states(*acts)
        for words, act in [acts[panel.state]]
    ]


def _assessments(user: User) -> list[Task]:
    handed_in = PanelRecord.objects.filter(
        form__panel=OuterRef("pk"),
        form__purpose="contribution",
        person=user,
        record__state=Record.State.SUBMITTED,
    )
    mine = _places(user).accepted().exclude(role=PanelMember.Role.LEAD)
    panels = _panels(user).in_states("assessment").filter(pk__in=mine.values("panel"))
    return [
        Task(
            panel=panel,
            words=_("Your assessment"),
            act=_("Write it"),
            since=panel.instance.entered_at,
            due=panel.wished_date,
        )
        for panel in panels.filter(~Exists(handed_in))
    ]


def _signatures(user: User) -> list[Task]:
    signed = Signature.objects.filter(
        panel=OuterRef("pk"), person=user, step=OuterRef("instance__step")
    )
    mine = _places(user).accepted()
    panels = _panels(user).in_states("sign_off").filter(pk__in=mine.values("panel"))
    return [
        Task(
            panel=panel,
            words=_("Your signature"),
            act=_("Read and sign"),
            since=panel.instance.entered_at,
        )
        for panel in panels.filter(~Exists(signed))
    ]


def _questions(user: User) -> list[Task]:
    panels = _panels(user).filter(case__in=Case.objects.in_care_of(user).values("pk"))
    asked = DataRequest.objects.filter(answered_at__isnull=True, panel__in=panels.values("pk"))
    found = asked.select_related("panel__instance__version", "panel__network", "panel__case")
    return [
        Task(
            panel=request.panel,
            words=_("The panel asks you for more"),
            act=_("Answer"),
            since=request.at,
            due=request.due_date,
        )
        for request in found.exclude(panel__instance__state__in=["archived", "aborted", "deleted"])
    ]


def _drafts(user: User, now: datetime) -> list[Task]:
    """Return requests that one opened and whose case was never described: nobody can advise on those."""
    untouched = PanelRecord.objects.filter(
        form__panel=OuterRef("pk"), form__purpose="case", record__sections={}
    )
    panels = _panels(user).in_states("open", "panel_selection").filter(created_by=user)
    return [
        Task(
            panel=panel,
            words=_("The case is not described yet"),
            act=_("Fill in the case"),
            since=panel.created_at,
        )
        for panel in panels.filter(Exists(untouched))
    ]
