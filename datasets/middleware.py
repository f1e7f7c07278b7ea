"""Refusals of publishing in words, wherever in the CMS it was asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from datasets.models.version import PublishRefused


class PublishRefusals:
    """Turn `PublishRefused` into a message at the page's editor: approving and bulk publishing do not go through its form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what stands in the way."""
        if not isinstance(exception, PublishRefused):
            return None
        messages.error(request, str(exception))
        return redirect("wagtailadmin_pages:edit", exception.page)
