"""Adding a network: its part of the page tree, its groups, its review of forms, its collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cpms.audit import operations as audit
from cpms.networks.models import Network, ThematicArea
from cpms.networks.permissions import can_add_network
from datasets.acts import Act
from datasets.models import FormIndexPage
from home.pages import HomePage, NetworkSectionPage

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.networks.models import Country

DESIGNER_RIGHTS = ("add_page", "change_page")
COORDINATOR_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
COLLECTION_RIGHTS = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)


class NetworkRefused(Exception):
    """The network cannot be added or changed; the text says why."""


@transaction.atomic
def add_network(
    *,
    key: str,
    acronym: str,
    full_name: str,
    by: User | None,
    now: datetime,
    coordinating_centre: str = "",
    country: Country | None = None,
    order: int = 0,
) -> Network:
    """Add a network and everything that belongs to it. Without `by` it is the command line that asks.

    Raise `NetworkRefused`: without the right, without a landing page, or when the key or the acronym is taken.
    """
    if by is not None and not can_add_network(by):
        raise NetworkRefused(_("Only a platform administrator can add a network."))
    taken = Network.objects.filter(key__iexact=key) | Network.objects.filter(acronym=acronym)
    if taken.exists():
        raise NetworkRefused(_("There is already a network with this key or this acronym."))
    designers = _add_group(f"{key} designers")
    coordinators = _add_group(f"{key} coordinators")
    section = _add_section(key, acronym, full_name)
    network = Network.objects.create(
        key=key,
        acronym=acronym,
        full_name=full_name,
        coordinating_centre=coordinating_centre,
        country=country,
        order=order,
        section=section,
        designers=designers,
        coordinators=coordinators,
        collection=Collection.get_first_root_node().add_child(name=key),
    )
    _give_rights(network)
    _add_review(network)
    audit.record(_act("add_network", network, by=by, now=now))
    return network


@transaction.atomic
def change_network(*, network: Network, by: User, now: datetime) -> None:
    """Save a network that a platform administrator has edited; its section carries the new name. Raise `NetworkRefused`."""
    if not can_add_network(by):
        raise NetworkRefused(_("Only a platform administrator can change a network."))
    network.save()
    NetworkSectionPage.objects.filter(pk=network.section_id).update(
        title=network.acronym, draft_title=network.acronym, full_name=network.full_name
    )
    audit.record(_act("change_network", network, by=by, now=now))


def add_area(
    *, network: Network, name: str, order: int = 0, is_confirmed: bool = False
) -> ThematicArea:
    """Return the network's thematic area of that name, added when it is missing."""
    area, _created = ThematicArea.objects.get_or_create(
        network=network, name=name, defaults={"order": order, "is_confirmed": is_confirmed}
    )
    return area


def _add_group(name: str) -> Group:
    group = Group.objects.create(name=name)
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(access)
    return group


def _add_section(key: str, acronym: str, full_name: str) -> Any:
    home = HomePage.objects.first()
    if home is None:
        raise NetworkRefused(_("There is no landing page yet: run load_reference first."))
    section = NetworkSectionPage(title=acronym, slug=slugify(key), full_name=full_name)
    home.add_child(instance=section)
    section.add_child(instance=FormIndexPage(title=_("Forms"), slug="forms"))
    return section


def _give_rights(network: Network) -> None:
    for group, rights in (
        (network.designers, DESIGNER_RIGHTS),
        (network.coordinators, COORDINATOR_RIGHTS),
    ):
        for codename in rights:
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=network.section, permission=right)
        for app_label, codenames in COLLECTION_RIGHTS:
            for right in Permission.objects.filter(
                content_type__app_label=app_label, codename__in=codenames
            ):
                GroupCollectionPermission.objects.create(
                    group=group, collection=network.collection, permission=right
                )


def _add_review(network: Network) -> None:
    """Let a form of the network go live when one of its coordinators approves it."""
    name = f"{network.key} form review"
    workflow = Workflow.objects.create(name=name)
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(network.coordinators)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=network.section)


def _act(name: str, network: Network, *, by: User | None, now: datetime) -> Act:
    return Act(
        name=name,
        by=by.pk if by else None,
        subject_type="network",
        subject_id=network.key,
        now=now,
    )
