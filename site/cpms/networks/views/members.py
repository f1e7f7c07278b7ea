"""Who has which role in a network; giving and ending roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cpms.accounts.models import User
from cpms.networks.forms import GrantRoleForm, MemberFilter
from cpms.networks.models import Membership, Network
from cpms.networks.operations import RoleRefused, end_role, grant_role
from cpms.networks.permissions import can_manage_members
from cpms.networks.queries import consequences_of_ending, members_of

if TYPE_CHECKING:
    from datetime import date, datetime

PER_PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member_list(request: HttpRequest, key: str) -> HttpResponse:
    """List the roles in a network; POST gives one."""
    network, now = _kept_network(request, key), timezone.now()
    form = GrantRoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _give(request, form, network, now):
        return redirect("networks:members", key=key)
    context = {"kept": network, "form": form, **_listed(request, network, timezone.localdate(now))}
    status = 422 if form.errors else 200
    return render(request, "networks/members.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Say what ending a role does to whom; POST ends it."""
    network, now = _kept_network(request, key), timezone.now()
    held = Membership.objects.visible_to(request.user).select_related("user", "network", "centre")
    membership = get_object_or_404(held, network=network, pk=pk)
    if request.method != "POST":
        return render(request, "components/confirm.html", _asked_before(request, membership, now))
    _end(request, membership, now)
    if can_manage_members(request.user, network, today=timezone.localdate(now)):
        return redirect("networks:members", key=key)
    return redirect("home:start")


def _kept_network(request: HttpRequest, key: str) -> Network:
    """Return the network. Raise `Http404` to strangers, `PermissionDenied` to who belongs to it without keeping its members."""
    network = get_object_or_404(Network.objects.visible_to(request.user), key=key)
    if not can_manage_members(request.user, network, today=timezone.localdate()):
        raise PermissionDenied(
            _("Only a coordinator of %(network)s keeps its members.") % {"network": network}
        )
    return network


def _by(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _give(request: HttpRequest, form: GrantRoleForm, network: Network, now: datetime) -> bool:
    """Give the role and say so; a refusal is shown at the form."""
    try:
        given = grant_role(**form.values(), network=network, by=_by(request), now=now)
    except RoleRefused as refused:
        form.add_error(None, str(refused))
        return False
    words = _("%(person)s now has the role “%(role)s”.")
    messages.success(request, words % {"person": given.user, "role": given.get_role_display()})
    return True


def _asked_before(request: HttpRequest, membership: Membership, now: datetime) -> dict[str, Any]:
    """Return what the page says before the role is ended."""
    title = _("End the role “%(role)s” of %(person)s")
    said = {"role": membership.get_role_display(), "person": membership.user}
    return {
        "title": title % said,
        "consequences": consequences_of_ending(
            membership, by=_by(request), today=timezone.localdate(now)
        ),
        "act": _("End this role"),
        "is_warning": True,
        "cancel_url": reverse("networks:members", args=[membership.network.key]),
    }


def _end(request: HttpRequest, membership: Membership, now: datetime) -> None:
    try:
        end_role(membership=membership, by=_by(request), now=now)
    except RoleRefused as refused:
        messages.error(request, str(refused))
        return
    words = _("%(person)s no longer has the role “%(role)s”.")
    said = {"person": membership.user, "role": membership.get_role_display()}
    messages.success(request, words % said)


def _listed(request: HttpRequest, network: Network, today: date) -> dict[str, Any]:
    """Return a page of the roles as asked for."""
    asked = MemberFilter.of(request.GET)
    found = members_of(
        network,
        request.user,
        today=today,
        role=asked.role,
        words=asked.words,
        ended=asked.ended,
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "asked": asked, "today": today}
