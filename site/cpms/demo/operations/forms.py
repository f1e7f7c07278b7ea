"""The forms of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from cpms.demo import content
from datasets.models import ConsultationFormPage, DatasetPage, FormIndexPage, FormVersion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.networks.models import Network


def add_forms(
    *,
    network: Network,
    shipped: content.Network,
    people: Mapping[str, User],
    published_at: datetime,
) -> tuple[dict[str, Any], int]:
    """Return the network's form pages of the demo by slug, and how many were added."""
    index = FormIndexPage.objects.child_of(network.section).get()
    slugs = [form.slug for form in shipped.forms]
    pages = {page.slug: page for page in Page.objects.child_of(index).filter(slug__in=slugs)}
    missing = [form for form in shipped.forms if form.slug not in pages]
    for form in missing:
        pages[form.slug] = _publish(
            index,
            form,
            shipped,
            designer=people[shipped.designer],
            coordinator=people[shipped.coordinator],
            published_at=published_at,
        )
    return pages, len(missing)


def _publish(
    index: Any,
    form: content.Form,
    shipped: content.Network,
    *,
    designer: User,
    coordinator: User,
    published_at: datetime,
) -> Any:
    """Design and publish as people do, with their rights.

    The version is frozen first, because Wagtail publishes with the clock's time and the demo's records are older than
    that; publishing the same definition makes no other version.
    """
    definition = content.definition(form, shipped)
    page_type = ConsultationFormPage if form.purpose else DatasetPage
    page = page_type(
        title=definition["title"]["en"],
        slug=form.slug,
        definition=definition,
        live=False,
        owner=designer,
        first_published_at=published_at,
        **({"purpose": form.purpose} if form.purpose else {}),
    )
    index.add_child(instance=page)
    FormVersion.objects.freeze(page=page, by=coordinator, now=published_at)
    page.save_revision(user=designer).publish(user=coordinator)
    return page
