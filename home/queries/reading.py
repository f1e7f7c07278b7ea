"""Which pages somebody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import PageViewRestriction

if TYPE_CHECKING:
    from datasets.access import Person


def readable_by(pages: Any, user: Person) -> Any:
    """Keep the published pages that the person may read; asks once for the places that are kept from them.

    What stands below a restricted page is restricted too. A page behind a password is for whoever opens it by its
    address: it is in no list.
    """
    kept = Q()
    for path in _closed_to(user).values_list("page__path", flat=True):
        kept |= Q(path__startswith=path)
    return pages.live().exclude(kept) if kept else pages.live()


def _closed_to(user: Person) -> Any:
    restrictions = PageViewRestriction.objects.exclude(
        restriction_type=PageViewRestriction.NONE
    ).order_by()
    if not user.is_authenticated:
        return restrictions
    opened = Q(restriction_type=PageViewRestriction.LOGIN)
    if getattr(user, "is_superuser", False):
        opened |= Q(restriction_type=PageViewRestriction.GROUPS)
    else:
        opened |= Q(
            restriction_type=PageViewRestriction.GROUPS,
            groups__in=getattr(user, "groups").values("pk"),  # noqa: B009
        )
    allowed = PageViewRestriction.objects.filter(opened).order_by()
    return restrictions.exclude(pk__in=allowed.values("pk"))
