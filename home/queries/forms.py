"""The forms of a part of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasets.queries import forms_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from datasets.access import Person


def forms_below(page: Any, user: Person) -> QuerySet[Any]:
    """Return the published forms below a page that the person may see or fill, by title."""
    return forms_of(user).filter(path__startswith=page.path)
