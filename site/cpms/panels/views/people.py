"""Naming a lead, inviting, answering an invitation."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cpms.accounts.models import User
from cpms.panels import operations
from cpms.panels.forms import AnswerInvitationForm, InviteForm, LeadForm
from cpms.panels.models import Panel, PanelMember
from cpms.panels.permissions import PanelActRefused
from cpms.panels.queries.experts import experts_anywhere, experts_of, free_experts
from cpms.panels.views.found import panel_or_404, panel_to_act_in, person, sent
from cpms.panels.views.summary import summary


@login_required
@require_http_methods(["GET", "POST"])
def name_lead(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Choose who leads."""
    found, now = panel_to_act_in(request, panel, "name_lead"), timezone.now()
    form = LeadForm(sent(request), people=experts_of(found, now=now))
    if form.is_valid():
        user = form.cleaned_data["user"]
        try:
            operations.name_lead(panel_id=found.pk, user=user, by=person(request), now=now)
        except PanelActRefused as refusal:
            form.add_error("user", str(refusal))
        else:
            messages.success(request, _("%(person)s leads this panel.") % {"person": user})
            return redirect("panels:panel", panel=found.pk)
    lead = found.members.current().filter(role=PanelMember.Role.LEAD).select_related("user").first()
    context = {"panel": found, "form": form, "lead": lead}
    return render(request, "panels/name_lead.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Ask experts of this network and of others to come in."""
    found, now = panel_to_act_in(request, panel, "invite"), timezone.now()
    people = free_experts(found, experts_anywhere(found, now=now))
    form = InviteForm(sent(request), people=people)
    if form.is_valid():
        try:
            operations.invite(panel_id=found.pk, by=person(request), now=now, **form.cleaned_data)
        except PanelActRefused as refusal:
            form.add_error("user", str(refusal))
        else:
            words = _("%(person)s is invited.") % {"person": form.cleaned_data["user"]}
            messages.success(request, words)
            return redirect("panels:invite", panel=found.pk)
    context = {"panel": found, "form": form, "members": found.members.select_related("user")}
    return render(request, "panels/invite.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def answer(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Accept or decline one's invitation."""
    found, form = panel_or_404(request, panel), AnswerInvitationForm(request.POST)
    if not form.is_valid():
        return summary(request, found, form)
    given = form.given()
    try:
        operations.answer_invitation(
            panel_id=found.pk, by=person(request), now=timezone.now(), **given
        )
    except PanelActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("panels:panel", panel=found.pk)
    return _answered(request, found, accept=given["accept"])


def _answered(request: HttpRequest, panel: Panel, *, accept: bool) -> HttpResponse:
    if accept:
        messages.success(request, _("Thank you. The case is open to you now."))
        return redirect("panels:panel", panel=panel.pk)
    messages.success(request, _("You declined. The panel lead was told."))
    return redirect("home:start")


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, panel: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Say what will happen, then take an invitation back or end a member's part."""
    found = panel_to_act_in(request, panel, "invite")
    user = User.objects.filter(public_id=member, panel_places__panel=found).first()
    if user is None:
        raise Http404
    if request.method == "POST":
        return _withdrawn(request, found, user)
    return render(request, "components/confirm.html", _consequences(found, user))


def _consequences(panel: Panel, user: User) -> dict[str, Any]:
    return {
        "title": _("End the part of %(person)s?") % {"person": user},
        "consequences": [
            _("They no longer see the case, from this moment."),
            _("What they have written stays in the panel."),
        ],
        "act": _("End their part"),
        "cancel_url": reverse("panels:panel", args=[panel.pk]),
        "is_warning": True,
    }


def _withdrawn(request: HttpRequest, panel: Panel, member: User) -> HttpResponse:
    try:
        operations.withdraw_invitation(
            panel_id=panel.pk, user=member, by=person(request), now=timezone.now()
        )
    except PanelActRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("panels:panel", panel=panel.pk)
