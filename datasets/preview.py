"""What the preview beside the designer shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from forms_engine.compile import CompiledForm
from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.draft import Draft
from forms_engine.forms.plan import page_plan
from forms_engine.forms.render import render_page
from forms_engine.forms.view import Shown, page_view
from forms_engine.problems import Problem

HARMLESS = frozenset({"privacy_missing", "privacy_unconfirmed"})
TEMPLATES = Path(settings.TEMPLATES_FOLDER)


def preview_form(
    request: HttpRequest, definition: dict[str, Any], problems: Sequence[Problem]
) -> HttpResponse:
    """Show every page of the form as a clinician will see it; while it has errors, show these instead."""
    errors = [each for each in problems if each.severity == "error" and each.code not in HARMLESS]
    if errors:
        return render(request, "datasets/preview_problems.html", {"problems": errors})
    form = CompiledForm(definition)
    context = FormContext(today=timezone.localdate(), language=get_language() or form.languages[0])
    shown = Shown(with_defaults=True)
    pages = [
        {
            "html": render_page(TEMPLATES, page_view(form, place.id, shown, context)),
            "plan": page_plan(form, place.id, Draft(), context),
        }
        for place in form.pages
    ]
    title = localized(definition["title"], context.language, form.languages)
    return render(request, "datasets/preview.html", {"title": title, "pages": pages})
