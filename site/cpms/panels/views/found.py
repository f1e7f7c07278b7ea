"""The panel that an address names, as far as the person may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from cpms.accounts.models import User
from cpms.panels.models import Panel
from cpms.panels.permissions import why_not
from cpms.patients.permissions import can_see_everything_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, QueryDict


def person(request: HttpRequest) -> User:
    """Return who asks. Raise `PermissionDenied` when nobody has signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, None when it is only asked for: a form that is sent empty has errors."""
    return request.POST if request.method == "POST" else None


def panel_or_404(request: HttpRequest, panel: UUID) -> Panel:
    """Return a panel that the person sees at least the summary of. Raise `Http404`."""
    found = (
        Panel.objects.visible_to(request.user)
        .select_related(
            "case__patient", "instance__version", "network", "thematic_area", "created_by"
        )
        .filter(pk=panel)
        .first()
    )
    if found is None:
        raise Http404
    return found


def open_panel_or_404(request: HttpRequest, panel: UUID) -> Panel:
    """Return a panel that the person sees in full. Raise `Http404`."""
    found = panel_or_404(request, panel)
    if not can_see_everything_of(request.user, found.case):
        raise Http404
    return found


def panel_to_act_in(request: HttpRequest, panel: UUID, action: str) -> Panel:
    """Return a panel in which the person may do something now. Raise `Http404`, or `PermissionDenied` with the reason why not."""
    found = open_panel_or_404(request, panel)
    if words := why_not(found, person(request), action, now=timezone.now()):
        raise PermissionDenied(words)
    return found
