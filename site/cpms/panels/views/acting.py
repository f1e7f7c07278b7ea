"""What people do in a panel: move it, fill in its forms, sign, ask and answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cpms.panels import operations
from cpms.panels.forms import AnswerForm, DataRequestForm, PriorityForm, SignForm, move_form
from cpms.panels.models import Panel
from cpms.panels.operations.moving import MOVE_REFUSALS
from cpms.panels.permissions import PanelActRefused, roles_in, why_not_answer
from cpms.panels.queries.consequences import consequences, is_an_end
from cpms.panels.queries.page import Offer, offers_in, panel_page
from cpms.panels.views.found import open_panel_or_404, panel_to_act_in, person, sent

if TYPE_CHECKING:
    from django.forms import Form


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, panel: uuid.UUID, transition: str) -> HttpResponse:
    """Ask for what a transition needs, say what will happen, and take it."""
    found, now = open_panel_or_404(request, panel), timezone.now()
    offer = _offer(request, found, transition)
    form = move_form(offer.choice, found, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            operations.move_panel(
                panel_id=found.pk, transition=transition, by=person(request), now=now, **form.move()
            )
        except MOVE_REFUSALS as refusal:
            form.refuse(refusal)
        else:
            return _moved(request, found)
    context = {"panel": found, "offer": offer, "form": form, **_what_happens(offer)}
    status = 422 if form.errors else 200
    return render(request, "panels/move.html", context, status=status)


def _offer(request: HttpRequest, panel: Panel, transition: str) -> Offer:
    """Return the transition with what stands in its way. Raise `Http404`, or `PermissionDenied` for another's."""
    user, now = person(request), timezone.now()
    offers = offers_in(panel, user, roles_in(panel, user, now=now), now=now)
    offer = next((each for each in offers if each.choice.transition.key == transition), None)
    if offer is None:
        raise Http404
    if not offer.is_mine:
        raise PermissionDenied(" ".join(offer.choice.refusals))
    return offer


def _what_happens(offer: Offer) -> dict[str, Any]:
    """Return what the page says of a transition before it is taken."""
    way = offer.choice.transition
    return {"consequences": consequences(way), "is_warning": is_an_end(way)}


def _moved(request: HttpRequest, panel: Panel) -> HttpResponse:
    panel.instance.refresh_from_db()
    if not Panel.objects.visible_to(request.user).filter(pk=panel.pk).exists():
        messages.success(request, _("Panel %(number)s was changed.") % {"number": panel.number})
        return redirect("panels:panels")
    words = {"number": panel.number, "state": panel.state_label}
    messages.success(request, _("Panel %(number)s: %(state)s") % words)
    return redirect("panels:panel", panel=panel.pk)


@login_required
@require_POST
def start_form(request: HttpRequest, panel: uuid.UUID, purpose: str) -> HttpResponse:
    """Open one's form of the panel, begun when it is missing."""
    found = open_panel_or_404(request, panel)
    try:
        record = operations.start_form(
            panel_id=found.pk, purpose=purpose, by=person(request), now=timezone.now()
        )
    except PanelActRefused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return redirect("datasets:fill", record=record.pk, step=record.version.form.pages[0].id)


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Show the outcome as it stands, and sign it."""
    found, user, now = open_panel_or_404(request, panel), person(request), timezone.now()
    shown = panel_page(found, user, now=now)
    if shown.acts["sign"] is not None:
        raise PermissionDenied(shown.acts["sign"])
    form = SignForm(sent(request), initial={"content_sha256": shown.outcome_text})
    if form.is_valid():
        try:
            operations.sign_outcome(panel_id=found.pk, by=user, now=now, **form.cleaned_data)
        except PanelActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You have signed the outcome."))
            return redirect("panels:panel", panel=found.pk)
    context = {"panel": found, "shown": shown, "form": form}
    return render(request, "panels/sign.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def request_data(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Ask the requester for more."""
    found = panel_to_act_in(request, panel, "request_additional_data")
    form = DataRequestForm(sent(request))
    return _ask(request, found, form, operations.request_data, "panels/request_data.html")


@login_required
@require_http_methods(["GET", "POST"])
def set_priority(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Say how urgent it is."""
    found = panel_to_act_in(request, panel, "set_priority")
    now_set = {"priority": found.priority, "reason": found.priority_reason}
    form = PriorityForm(sent(request), initial=now_set)
    return _ask(request, found, form, operations.set_priority, "panels/priority.html")


@login_required
@require_http_methods(["GET", "POST"])
def answer_request(request: HttpRequest, panel: uuid.UUID, request_id: int) -> HttpResponse:
    """Answer what the panel asked for."""
    found = open_panel_or_404(request, panel)
    asked = get_object_or_404(found.data_requests.select_related("by"), pk=request_id)
    if words := why_not_answer(asked, person(request), now=timezone.now()):
        raise PermissionDenied(words)
    form, answer = AnswerForm(sent(request)), operations.answer_request
    told, more = {"request_id": asked.pk}, {"asked": asked}
    return _ask(request, found, form, answer, "panels/answer_request.html", told=told, more=more)


def _ask(
    request: HttpRequest,
    panel: Panel,
    form: Form,
    operation: Callable[..., object],
    template: str,
    *,
    told: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show a small form and carry out what it says; a refusal stands at the form.

    `told` goes to the operation, `more` to the page.
    """
    if form.is_valid():
        given = {"by": person(request), "now": timezone.now(), **(told or {}), **form.cleaned_data}
        try:
            operation(panel_id=panel.pk, **given)
        except PanelActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:panel", panel=panel.pk)
    context = {"panel": panel, "form": form, **(more or {})}
    return render(request, template, context, status=422 if form.errors else 200)
