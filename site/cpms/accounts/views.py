"""Signing in and out in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cpms.accounts import operations
from cpms.accounts.forms import SignInForm
from cpms.accounts.models import User
from cpms.accounts.permissions import can_sign_in_with_one_click
from cpms.accounts.queries import demo_accounts

if TYPE_CHECKING:
    from datetime import datetime

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password; in the demo, offer its accounts as well."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := _checked(form)) is not None:
        login(request, user, backend=BACKEND)
        return redirect(_next(request))
    accounts = demo_accounts() if can_sign_in_with_one_click(request) else {}
    context = {"form": form, "groups": accounts, "next": _asked_for(request)}
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_in_as(request: HttpRequest, username: str) -> HttpResponse:
    """Enter the demo with one click. Anywhere else there is no such address."""
    if not can_sign_in_with_one_click(request):
        raise Http404
    try:
        user = operations.sign_in_to_demo(username=username, now=timezone.now())
    except User.DoesNotExist as error:
        raise Http404 from error
    login(request, user, backend=BACKEND)
    return redirect(_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    if isinstance(request.user, User):
        operations.sign_out(by=request.user, now=timezone.now())
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def _checked(form: SignInForm) -> User | None:
    try:
        return operations.sign_in(**form.cleaned_data, now=timezone.now())
    except operations.SignInDelayed as delayed:
        form.add_error(None, _delayed(delayed.until))
    except operations.SignInRefused as refused:
        form.add_error(None, str(refused))
    return None


def _delayed(until: datetime) -> str:
    return _("Too many attempts. Try again after %(time)s.") % {
        "time": f"{timezone.localtime(until):%H:%M:%S}"
    }


def _asked_for(request: HttpRequest) -> str:
    """Return the page to go to afterwards, if it is one of ours: a link must not send people elsewhere."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else ""


def _next(request: HttpRequest) -> str:
    return _asked_for(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
