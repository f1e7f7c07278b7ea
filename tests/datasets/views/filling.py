"""Filling in pages of a record as a browser does."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from datasets.models import Record
from tests.factories.forms import PATIENT

AUTOSAVE = {"X-Autosave": "1"}


def url(record: Record, page: str = PATIENT) -> str:
    """Return the address of a page."""
    return reverse("datasets:fill", args=[record.pk, page])


def post(
    client: Client, record: Record, page: str = PATIENT, /, headers: Any = None, **data: Any
) -> HttpResponse:
    """Send a page, from the version that the record in hand has unless `base_version` says otherwise."""
    data.setdefault("base_version", str(record.section_version(page)))
    answer = client.post(url(record, page), data, headers=headers)
    record.refresh_from_db()
    assert isinstance(answer, HttpResponse)
    return answer


def autosave(client: Client, record: Record, page: str = PATIENT, /, **data: Any) -> HttpResponse:
    """Send a page as the browser does by itself."""
    return post(client, record, page, headers=AUTOSAVE, **data)


def shown(client: Client, record: Record, page: str = PATIENT) -> str:
    """Return a page as it is shown."""
    answer = client.get(url(record, page))
    assert answer.status_code == 200
    return answer.content.decode()


def input_of(html: str, name: str) -> str:
    """Return the start of the input of that name."""
    found = re.search(rf'<(?:input|textarea|select)[^>]*\bname="{re.escape(name)}"[^>]*>', html)
    assert found, f"There is no input {name}."
    return found[0]
