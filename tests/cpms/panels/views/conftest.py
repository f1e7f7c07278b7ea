"""Browsers in which the people of a panel are signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpms.accounts.models import User
from cpms.panels.models import Panel, PanelMember


def browser(person: User) -> Client:
    """Return a browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client


def see(person: User, name: str, *arguments: Any, **query: str) -> HttpResponse:
    """Return what the person is shown at an address of panels."""
    return browser(person).get(reverse(f"panels:{name}", args=arguments), query)  # type: ignore[return-value]


def send(person: User, name: str, *arguments: Any, **data: Any) -> HttpResponse:
    """Return what the person is answered to a form that they send."""
    return browser(person).post(reverse(f"panels:{name}", args=arguments), data)  # type: ignore[return-value]


def words(answer: HttpResponse) -> str:
    """Return the text of a page, whatever its line breaks."""
    return " ".join(answer.content.decode().split())


def renew_invitations(panel: Panel) -> None:
    """Let the panel's invitations be open today: the scene plays earlier in the year."""
    later = timezone.localtime() + timedelta(days=3)
    PanelMember.objects.filter(panel=panel).update(expires_at=later)
