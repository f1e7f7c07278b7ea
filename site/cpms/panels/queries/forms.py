"""Forms that a panel can have, and how far its own are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cpms.panels.models import Panel, PanelRecord
from cpms.panels.queries.outcomes import outcome_number
from datasets.circumstances import form_context
from datasets.models import ConsultationFormPage
from datasets.operations.records import submission_errors
from datasets.queries import form_pages
from forms_engine.definition.text import localized

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.networks.models import Network


def forms_on_offer(network: Network) -> list[ConsultationFormPage]:
    """Return the published consultation forms of a network, by title."""
    pages = form_pages().filter(path__startswith=network.section.path).values("pk")
    return list(ConsultationFormPage.objects.filter(pk__in=pages).order_by("title"))


def open_answers(panel: Panel, purpose: str, *, now: datetime) -> int:
    """Return how many answers stand in the way of completing the panel's forms of that purpose."""
    found = PanelRecord.objects.filter(form__panel=panel, form__purpose=purpose)
    if purpose == "outcome":
        found = found.filter(number=outcome_number(panel))
    return sum(
        len(submission_errors(each.record, form_context(each.record, now)))
        for each in found.select_related("record__version")
    )


def record_name(place: PanelRecord) -> str:
    """Return what a record is called in its panel."""
    if place.person is not None:
        return _("Assessment by %(person)s") % {"person": place.person}
    definition = place.form.version.definition
    language = get_language() or definition["languages"][0]
    title = localized(definition["title"], language, definition["languages"])
    if place.number > 1:
        return _("%(title)s, version %(number)d") % {"title": title, "number": place.number}
    return title
