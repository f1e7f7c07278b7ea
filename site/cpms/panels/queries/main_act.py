"""The one thing that the page of a panel asks its reader to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cpms.panels.models import PanelMember
from cpms.panels.permissions import REQUESTER

if TYPE_CHECKING:
    from cpms.panels.queries.page import PanelPage

LEAD = PanelMember.Role.LEAD


@dataclass(frozen=True, kw_only=True)
class MainAct:
    """A link, or with `is_post` a button that begins a form."""

    words: str
    url: str
    is_post: bool = False


def main_act(page: PanelPage) -> MainAct | None:
    """Return what waits for the reader first: what others wait for before what they may do; None when nothing does."""
    found = (
        act
        for acts in (_of_requester, _of_signer, _of_expert, _of_desk, _of_lead, _of_way)
        for act in acts(page)
    )
    return next(found, None)


def _of_requester(page: PanelPage) -> Iterator[MainAct]:
    if REQUESTER not in page.roles:
        return
    for request in page.requests:
        if request.answered_at is None:
            url = reverse("panels:answer_request", args=[page.panel.pk, request.pk])
            yield MainAct(words=_("Answer what the panel asks"), url=url)
    for form in page.case_forms:
        if form.may_edit and (form.open_count or form.is_untouched):
            yield MainAct(words=_("Describe the case"), url=form.url)


def _of_signer(page: PanelPage) -> Iterator[MainAct]:
    if page.acts["sign"] is None and not page.has_signed and page.outcome is not None:
        url = reverse("panels:sign", args=[page.panel.pk])
        yield MainAct(words=_("Read and sign the outcome"), url=url)


def _of_expert(page: PanelPage) -> Iterator[MainAct]:
    """Offer the assessment to members, who owe it; the lead may write one, and owes the outcome."""
    if page.may_contribute and not page.has_contributed and LEAD not in page.roles:
        words = _("Go on with your assessment") if page.own_draft else _("Write your assessment")
        yield MainAct(words=words, url=_start(page, "contribution"), is_post=True)


def _of_desk(page: PanelPage) -> Iterator[MainAct]:
    if page.acts["name_lead"] is None and page.lead is None:
        url = reverse("panels:name_lead", args=[page.panel.pk])
        yield MainAct(words=_("Name a lead"), url=url)


def _of_lead(page: PanelPage) -> Iterator[MainAct]:
    others = [seat for seat in page.members if seat.member.role != LEAD]
    if page.acts["invite"] is None and not others:
        yield MainAct(words=_("Invite experts"), url=reverse("panels:invite", args=[page.panel.pk]))
    is_open = page.outcome is None or page.outcome.open_count
    if page.may_write_outcome and is_open:
        yield MainAct(words=_("Write the outcome"), url=_start(page, "outcome"), is_post=True)


def _of_way(page: PanelPage) -> Iterator[MainAct]:
    if page.next is not None and page.next.is_mine and page.next.choice.allowed:
        way = page.next.choice.transition
        yield MainAct(words=way.label, url=reverse("panels:move", args=[page.panel.pk, way.key]))


def _start(page: PanelPage, purpose: str) -> str:
    return reverse("panels:start_form", args=[page.panel.pk, purpose])
