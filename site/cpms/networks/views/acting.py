"""Choosing the role to act in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cpms.networks.queries import ACTING_KEY, memberships_of


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Act in another of one's own roles from now on."""
    held = memberships_of(request.user, timezone.localdate())
    request.session[ACTING_KEY] = get_object_or_404(held, pk=pk).pk
    return redirect("home:start")
