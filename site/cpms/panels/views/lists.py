"""The list of panels, and one panel."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cpms.panels.forms import AnswerInvitationForm
from cpms.panels.operations.reading import note_read
from cpms.panels.parts import rendered_parts
from cpms.panels.permissions import can_ask
from cpms.panels.queries.lists import list_context
from cpms.panels.queries.main_act import main_act
from cpms.panels.queries.page import panel_page
from cpms.panels.views.found import panel_or_404, person
from cpms.panels.views.summary import summary
from cpms.patients.permissions import can_see_everything_of


@login_required
@require_GET
def panel_list(request: HttpRequest) -> HttpResponse:
    """List the panels that the person sees."""
    user, now = person(request), timezone.now()
    context = list_context(user, request.GET, now=now) | {"can_ask": can_ask(user, now=now)}
    return render(request, "panels/panel_list.html", context)


@login_required
@require_GET
def panel(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Show a panel: in full, or as a summary to those who see no more."""
    found, user, now = panel_or_404(request, panel), person(request), timezone.now()
    if not can_see_everything_of(user, found.case):
        note_read(name="read_summary", panel=found, by=user, now=now)
        return summary(request, found, AnswerInvitationForm())
    note_read(name="read_panel", panel=found, by=user, now=now)
    shown = panel_page(found, user, now=now)
    context = {"panel": found, "shown": shown, "main_act": main_act(shown)}
    return render(request, "panels/panel.html", context | {"parts": rendered_parts(request, found)})
