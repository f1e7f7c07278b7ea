"""Writing to each other, and what is new."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cpms.accounts.models import User
from cpms.communication import operations
from cpms.communication.forms import MessageForm, SeenForm
from cpms.communication.models import Message
from cpms.communication.queries import news_for, told, unseen_count
from cpms.panels.models import Panel

if TYPE_CHECKING:
    from django.core.paginator import Page

    from cpms.events.models import Event

PER_PAGE = 25


@login_required
@require_POST
def post(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Write in the discussion of a case, and go back to it."""
    panel = get_object_or_404(Panel.objects.visible_to(request.user), case_id=case)
    form, person = MessageForm(request.POST), _person(request)
    if not form.is_valid():
        return HttpResponseBadRequest(
            _("The message did not arrive whole. Go back and send it again.")
        )
    words = form.cleaned_data
    try:
        operations.post_message(case_id=case, by=person, now=timezone.now(), **words)
    except Panel.DoesNotExist as error:
        raise PermissionDenied(_("You see the summary of this case only.")) from error
    except operations.MessageRefused as refusal:
        return _again(request, panel, words, str(refusal))
    return redirect(_discussion(panel))


@login_required
@never_cache
@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """List what is new for the person, newest first."""
    person = _person(request)
    found = news_for(person)
    page: Page[Event] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    newest = page.object_list[0] if page.number == 1 and page.object_list else found.first()
    context = {
        "page": page,
        "lines": told(list(page.object_list), person),
        "up_to": newest.cursor if newest else "",
    }
    return render(request, "communication/news.html", context)


@login_required
@never_cache
@require_GET
def count(request: HttpRequest) -> JsonResponse:
    """Say how much is new, for the number in the frame."""
    return JsonResponse({"count": unseen_count(_person(request))})


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Mark what was on the page, and all before it, as seen."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("This page is too old. Open it again."))
    operations.mark_seen(by=_person(request), **form.cleaned_data)
    return redirect("communication:news")


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _discussion(panel: Panel) -> str:
    return f"{reverse('panels:panel', kwargs={'panel': panel.pk})}#discussion"


def _again(request: HttpRequest, panel: Panel, words: dict[str, object], why: str) -> HttpResponse:
    """Show what was typed once more, with the reason why it was not posted."""
    context = {
        "panel": panel,
        "back_url": _discussion(panel),
        "why": why,
        "most": Message.MOST_CHARACTERS,
        **words,
    }
    return render(request, "communication/message_again.html", context, status=422)
