"""The first page of the site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from wagtail.views import serve

from home.start import rendered_blocks


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who is signed in, and the landing page to everybody else."""
    if not request.user.is_authenticated:
        landing: HttpResponse = serve(request, "")
        return landing
    return render(request, "home/start_page.html", {"blocks": rendered_blocks(request)})
