"""Asking for advice."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cpms.networks.models import Membership, Network
from cpms.networks.queries import current_network
from cpms.panels.forms import RequestForm
from cpms.panels.models import Panel
from cpms.panels.operations import PanelRefused, create_panel
from cpms.panels.queries.forms import forms_on_offer
from cpms.panels.views.found import person
from cpms.patients.models import Patient
from cpms.patients.operations import CaseRefused
from workflow.operations import TransitionRefused


@login_required
@require_GET
def choose_patient(request: HttpRequest) -> HttpResponse:
    """Choose for whom, among the patients of one's own care."""
    patients = Patient.objects.visible_to(request.user).select_related("centre")
    networks = _networks(request)
    context = {"patients": patients.order_by("nickname"), "networks": networks}
    return render(request, "panels/choose_patient.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, patient: uuid.UUID) -> HttpResponse:
    """Take the request; the form follows the network that is asked."""
    found = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient)
    form = _form(request)
    if form.is_valid():
        try:
            panel = _created(request, found, form)
        except (PanelRefused, CaseRefused, TransitionRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:panel", panel=panel.pk)
    status = 422 if form.errors else 200
    return render(request, "panels/create.html", {"form": form, "patient": found}, status=status)


def _created(request: HttpRequest, patient: Patient, form: RequestForm) -> Panel:
    data = form.data_of(get_language() or "en")
    return create_panel(patient=patient, data=data, by=person(request), now=timezone.now())


def _form(request: HttpRequest) -> RequestForm:
    """Return the form for the chosen network; choosing another one keeps what was typed."""
    networks = _networks(request)
    if not networks:
        raise PermissionDenied(_("Only health professionals of a network can ask it for advice."))
    network = _chosen(request, networks)
    offered = forms_on_offer(network)
    if "ask" in request.POST:
        return RequestForm(request.POST, networks=networks, network=network, offered=offered)
    kept = {name: request.POST[name] for name in request.POST if name not in ("forms", "network")}
    return RequestForm(initial=kept, networks=networks, network=network, offered=offered)


def _chosen(request: HttpRequest, networks: list[Network]) -> Network:
    """Return the network asked for, else the one that the person works in, else the first."""
    asked = request.POST.get("network") or request.GET.get("network") or ""
    current = current_network(request.user, request.session)
    by_key = {network.key: network for network in networks}
    return by_key.get(asked) or by_key.get(current.key if current else "") or networks[0]


def _networks(request: HttpRequest) -> list[Network]:
    """Return the networks that the person may ask."""
    held = Network.objects.having(
        request.user, roles=[Membership.Role.HEALTH_PROFESSIONAL], today=timezone.localdate()
    )
    return list(held.select_related("section"))
