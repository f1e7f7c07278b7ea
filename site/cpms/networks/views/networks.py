"""All networks, for who looks after the platform."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cpms.networks.permissions import is_platform_administrator
from cpms.networks.queries import networks_by_need, networks_without_coordinator


@login_required
@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    """List the networks, those without a coordinator first: their first ones are appointed from here."""
    if not is_platform_administrator(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    context = {
        "found": networks_by_need(today=today),
        "in_need": networks_without_coordinator(today=today).count(),
    }
    return render(request, "networks/network_list.html", context)
