"""Whom a panel waits for, worked out for many panels at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cpms.panels.models import DataRequest, Panel, PanelMember, PanelRecord, Signature
from datasets.models import Record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

DAY = 24 * 3600
Role = PanelMember.Role


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many people have a part to do in this state, how many have done it, and what the panel waits for, in words.

    In assessment the experts beside the lead are `asked`, in sign-off everybody; nobody elsewhere. `words` is empty when it
    waits for nobody. A signature counts here if it belongs to the present round.
    """

    days: int
    asked: int
    done: int
    words: tuple[str, ...]


def waiting_of(panels: Iterable[Panel], *, now: datetime) -> Mapping[UUID, Waiting]:
    """Return for each panel whom it waits for. Four statements, however many panels."""
    listed = list(panels)
    members: dict[UUID, list[PanelMember]] = defaultdict(list)
    for member in PanelMember.objects.filter(panel__in=listed).current():
        members[member.panel_id].append(member)
    requests = dict(
        DataRequest.objects.filter(panel__in=listed, answered_at__isnull=True)
        .values_list("panel")
        .annotate(count=Count("pk"))
        .order_by()
    )
    done = _contributed(listed), _signed(listed)
    return {
        panel.pk: _waiting(panel, members[panel.pk], requests.get(panel.pk, 0), done, now)
        for panel in listed
    }


Done = tuple[Mapping["UUID", set[int]], Mapping["UUID", set[int]]]


def _waiting(
    panel: Panel, members: list[PanelMember], requests: int, done: Done, now: datetime
) -> Waiting:
    contributed, signed = done
    asked = _asked(panel, members)
    finished = asked & (signed if panel.state == "sign_off" else contributed).get(panel.pk, set())
    words = _words(panel, members, asked, finished)
    if requests and panel.state in ("panel_selection", "assessment"):
        words.insert(
            0,
            ngettext(
                "an answer of the requesting clinician",
                "%(number)d answers of the requesting clinician",
                requests,
            )
            % {"number": requests},
        )
    seconds = (now - panel.instance.entered_at).total_seconds()
    return Waiting(
        days=int(seconds // DAY), asked=len(asked), done=len(finished), words=tuple(words)
    )


def _asked(panel: Panel, members: list[PanelMember]) -> set[int]:
    """Return who has a part to do in this state; the lead's in an assessment is the outcome."""
    accepted = {each for each in members if each.state == PanelMember.State.ACCEPTED}
    if panel.state == "assessment":
        return {each.user_id for each in accepted if each.role != Role.LEAD}
    return {each.user_id for each in accepted} if panel.state == "sign_off" else set()


def _words(
    panel: Panel, members: list[PanelMember], asked: set[int], finished: set[int]
) -> list[str]:
    has_lead = any(each.role == Role.LEAD for each in members)
    left = asked - finished
    if panel.state == "open":
        return [_("the network’s desk to go on") if has_lead else _("a panel lead to be named")]
    if panel.state == "panel_selection":
        return [_invited(Counter(each.state for each in members if each.role != Role.LEAD))]
    if panel.state == "assessment":
        return [_experts(len(left), len(asked))] if left else [_("the outcome by the panel lead")]
    if panel.state == "sign_off":
        words = _("%(number)d of %(count)d signatures")
        if left:
            return [words % {"number": len(left), "count": len(asked)}]
        return [_("the panel lead to close")]
    return []


def _invited(states: Counter[str]) -> str:
    """Say what selection waits for; the lead was named, not invited."""
    if not states:
        return _("the panel lead to invite experts")
    pending = states[PanelMember.State.PENDING]
    if not pending:
        return _("the panel lead to start the assessment")
    return _("%(number)d of %(count)d invited experts") % {
        "number": pending,
        "count": states.total(),
    }


def _experts(left: int, count: int) -> str:
    return _("%(number)d of %(count)d experts") % {"number": left, "count": count}


def _contributed(panels: list[Panel]) -> Mapping[UUID, set[int]]:
    """Return who has handed in an assessment, by panel."""
    found = PanelRecord.objects.filter(
        form__panel__in=panels,
        form__purpose="contribution",
        record__state=Record.State.SUBMITTED,
    ).values_list("form__panel", "person")
    return _by_panel(found)


def _signed(panels: list[Panel]) -> Mapping[UUID, set[int]]:
    found = Signature.objects.filter(panel__in=panels, step=F("panel__instance__step"))
    return _by_panel(found.values_list("panel", "person"))


def _by_panel(pairs: Iterable[tuple[UUID, int | None]]) -> Mapping[UUID, set[int]]:
    people: dict[UUID, set[int]] = defaultdict(set)
    for panel, person in pairs:
        if person is not None:
            people[panel].add(person)
    return people
