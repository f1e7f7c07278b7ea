"""What the designer and the import ask of the server; for people who may enter the CMS."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from datasets.checking import checked
from datasets.forms import ImportForm
from datasets.models.pages import FormIndexPage
from datasets.operations.importing import Imported, confirm_privacy, import_form
from datasets.people import signed_in
from datasets.reports import import_report
from forms_engine.interchange import UnreadableFile

in_cms = permission_required("wagtailadmin.access_admin", raise_exception=True)


@login_required
@in_cms
@require_POST
def check_definition(request: HttpRequest) -> JsonResponse:
    """Answer a definition with its problems, its rules in words and how many records use each question."""
    try:
        definition = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        words = gettext("This is not JSON: %(reason)s") % {"reason": error}
        return JsonResponse({"error": words}, status=400)
    page = _editable(request, request.GET.get("page", ""))
    return JsonResponse(checked(definition, page=page, language=request.LANGUAGE_CODE))


@login_required
@in_cms
@require_http_methods(["GET", "POST"])
def import_dictionary(request: HttpRequest, parent: int) -> HttpResponse:
    """Take a dictionary and make a draft page of it."""
    index = get_object_or_404(FormIndexPage, pk=parent)
    if not index.permissions_for_user(request.user).can_add_subpage():
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            imported = _imported(request, index, form.cleaned_data)
        except UnreadableFile as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("datasets:import_report", page=imported.page.pk)
    return render(request, "datasets/import.html", {"form": form, "parent": index})


def _imported(request: HttpRequest, index: FormIndexPage, cleaned: dict[str, Any]) -> Imported:
    return import_form(
        parent=index,
        format_name=cleaned["format"],
        data=cleaned["file"].read(),
        name=cleaned["file"].name,
        by=signed_in(request),
        now=timezone.now(),
    )


@login_required
@in_cms
@require_http_methods(["GET", "POST"])
def import_report_view(request: HttpRequest, page: int) -> HttpResponse:
    """Show what an import carried over and what not, and take the confirmed privacy classes."""
    found = _editable(request, str(page))
    if found is None:
        raise Http404
    if request.method == "POST":
        classes = {
            name.removeprefix("privacy:"): str(value)
            for name, value in request.POST.items()
            if name.startswith("privacy:")
        }
        left = confirm_privacy(
            page=found, classes=classes, by=signed_in(request), now=timezone.now()
        )
        if not left:
            return redirect(reverse("wagtailadmin_pages:edit", args=[found.pk]))
    return render(request, "datasets/import_report.html", import_report(found))


def _editable(request: HttpRequest, page: str) -> Any:
    """Return the page if it is named and the person may edit it. Raise `Http404` or `PermissionDenied`."""
    if not page:
        return None
    if not page.isdecimal():
        raise Http404
    found = get_object_or_404(Page, pk=int(page[:18])).specific
    if not found.permissions_for_user(request.user).can_edit():
        raise Http404
    if not hasattr(found, "definition"):
        raise PermissionDenied
    return found
