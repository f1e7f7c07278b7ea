"""Choosing the network to work in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cpms.networks.models import Network
from cpms.networks.queries import NETWORK_KEY


@login_required
@require_POST
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """Work in another of one's networks from now on."""
    network = get_object_or_404(Network.objects.visible_to(request.user), key=key)
    request.session[NETWORK_KEY] = network.key
    return redirect("home:start")
