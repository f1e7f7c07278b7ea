"""Bringing a dictionary in: it becomes the draft of a page, with a report of what could not be carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from datasets.acts import Act
from datasets.acts import record as record_act
from datasets.models.pages import DatasetPage, FormIndexPage
from forms_engine.check.schema import PRIVACY
from forms_engine.check.shape import shape_problems
from forms_engine.definition.text import localized
from forms_engine.definition.tree import walk
from forms_engine.interchange import Reading, UnreadableFile, formats

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The draft page that was made, and what was read."""

    page: Any
    reading: Reading


@transaction.atomic
def import_form(
    *,
    parent: FormIndexPage,
    format_name: str,
    data: bytes,
    name: str,
    by: AbstractBaseUser | None,
    now: datetime,
) -> Imported:
    """Make a draft page from a dictionary.

    Raise `UnreadableFile` when it cannot be read, `UnknownName` for an unknown format, `PermissionDenied` when the person may not
    add pages there. `by` is None on the command line.
    """
    if by is not None and not parent.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied
    reading = formats.get(format_name).read(data, name=name)
    definition = dict(reading.definition)
    if problems := shape_problems(definition):
        raise UnreadableFile(str(problems[0]))
    definition["source"] = {**definition.get("source", {}), "counts": counts_of(reading)}
    languages = definition["languages"]
    title = localized(definition["title"], languages[0], languages)[:200] or name
    page = DatasetPage(
        title=title,
        slug=_free_slug(parent, title),
        definition=definition,
        live=False,
        owner=by,
    )
    parent.add_child(instance=page)
    page.save_revision(user=by)
    record_act(
        Act(
            name="import_form",
            by=by.pk if by else None,
            subject_type="page",
            subject_id=str(page.pk),
            now=now,
            details={"items": reading.items, "imported": reading.imported},
        )
    )
    return Imported(page=page, reading=reading)


def counts_of(reading: Reading) -> dict[str, int]:
    """Return how much was read and carried over."""
    return {
        "items": reading.items,
        "imported": reading.imported,
        "rules_total": reading.rules_total,
        "rules_as_logic": reading.rules_as_logic,
    }


@transaction.atomic
def confirm_privacy(
    *, page: Any, classes: Mapping[str, str], by: AbstractBaseUser, now: datetime
) -> int:
    """Set the privacy classes of questions (by id) and note that a person confirmed them. Return how many are left.

    Raise `PermissionDenied`; a class that does not exist is left out.
    """
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    definition: dict[str, Any] = draft.definition
    confirmed = set()
    for place in walk(definition):
        chosen = classes.get(place.id)
        if place.kind == "field" and chosen in PRIVACY:
            dict_of(place.element)["privacy"] = chosen
            confirmed.add(place.id)
    source = definition.setdefault("source", {})
    left = [id for id in source.get("unconfirmed_privacy", ()) if id not in confirmed]
    source["unconfirmed_privacy"] = left
    draft.save_revision(user=by)
    record_act(
        Act(
            name="confirm_privacy",
            by=by.pk,
            subject_type="page",
            subject_id=str(page.pk),
            now=now,
            details={"confirmed": len(confirmed), "left": len(left)},
        )
    )
    return len(left)


def dict_of(element: Mapping[str, Any]) -> dict[str, Any]:
    """Return the element as what it is in a definition that may be changed."""
    if not isinstance(element, dict):
        raise TypeError("The elements of a definition are dictionaries.")
    return element


def _free_slug(parent: Any, title: str) -> str:
    base = slugify(title)[:80] or "form"
    taken = set(parent.get_children().values_list("slug", flat=True))
    numbers = (str(number) for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in numbers)) if slug not in taken)
