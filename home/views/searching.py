"""Searching the pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.queries import KINDS, find_pages, found_on

ON_A_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the pages in which the words stand; without words only the box."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())
    kind = request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""
    context: dict[str, Any] = {"q": words, "kind": kind}
    if words:
        found = Paginator(find_pages(words, user=request.user, kind=kind), ON_A_PAGE)
        page = found.get_page(request.GET.get("page"))
        context |= {"page_of": page, "results": found_on(page, words), "kinds": _kinds(words, kind)}
        context["paging"] = urlencode({"q": words, "kind": kind}) + "&"
    return render(request, "home/search.html", context)


def _kinds(words: str, kind: str) -> list[tuple[str, str, bool]]:
    """Return the filters as (words, address, whether it is the one chosen)."""
    every = {"": _("Everything"), **{name: str(each.words) for name, each in KINDS.items()}}
    return [
        (label, "?" + urlencode({"q": words, "kind": name}), name == kind)
        for name, label in every.items()
    ]
