"""Adding and changing centres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.networks.models import Centre
from cpms.networks.permissions import can_keep_centres
from datasets.acts import Act

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.networks.models import Country


class CentreRefused(Exception):
    """The centre cannot be added or changed; the text says why."""


@transaction.atomic
def add_centre(
    *, key: str, name: str, city: str, country: Country, by: User | None, now: datetime
) -> Centre:
    """Add a healthcare provider. Without `by` it is the command line that asks.

    Raise `CentreRefused`: without the right, or when the key, or the name in this city, is taken.
    """
    if by is not None and not can_keep_centres(by):
        raise CentreRefused(_("Only a platform administrator can add a centre."))
    if Centre.objects.filter(key__iexact=key).exists():
        raise CentreRefused(_("There is already a centre with this key."))
    centre = Centre(key=key, name=name, city=city, country=country)
    _refuse_the_same_twice(centre)
    centre.save(force_insert=True)
    audit.record(_act("add_centre", centre, by=by, now=now))
    return centre


@transaction.atomic
def change_centre(*, centre: Centre, by: User, now: datetime) -> None:
    """Save a centre that a platform administrator has edited.

    The roles held there stay as they are when it takes no part any more. Raise `CentreRefused`: without the right, or
    when the name is taken in this city.
    """
    if not can_keep_centres(by):
        raise CentreRefused(_("Only a platform administrator can change a centre."))
    Centre.objects.select_for_update().get(pk=centre.pk)
    _refuse_the_same_twice(centre)
    centre.save(update_fields=["name", "city", "country", "active"])
    audit.record(_act("change_centre", centre, by=by, now=now))


def _refuse_the_same_twice(centre: Centre) -> None:
    same = Centre.objects.filter(name=centre.name, city=centre.city).exclude(pk=centre.pk)
    if same.exists():
        raise CentreRefused(_("There is already a centre with this name in this city."))


def _act(name: str, centre: Centre, *, by: User | None, now: datetime) -> Act:
    return Act(
        name=name,
        by=by.pk if by else None,
        subject_type="centre",
        subject_id=centre.key,
        now=now,
    )
