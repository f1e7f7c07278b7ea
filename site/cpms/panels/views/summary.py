"""What is shown of a panel to those who see no more than its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from cpms.panels.views.found import person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpms.panels.forms import AnswerInvitationForm
    from cpms.panels.models import Panel


def summary(request: HttpRequest, panel: Panel, form: AnswerInvitationForm) -> HttpResponse:
    """Show the summary, and the invitation if there is one to answer."""
    places = panel.members.pending(timezone.now()).filter(user=person(request))
    invitation = places.select_related("invited_by").first()
    context = {"panel": panel, "invitation": invitation, "form": form}
    return render(request, "panels/summary.html", context, status=422 if form.errors else 200)
