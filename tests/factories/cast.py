"""Two networks with their people, forms and records: one of them must not see into the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cpms.accounts.models import User
from cpms.networks.models import Centre, Membership, Network
from cpms.networks.operations import grant_role
from datasets.models import ConsultationFormPage, Record
from datasets.operations.records import create_record
from tests.factories.networks import CentreFactory, MembershipFactory, NetworkFactory
from tests.factories.people import UserFactory

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class NetworkCast:
    """One network: its people, a published form and a record of it that is being filled in."""

    network: Network
    centre: Centre
    clinician: User
    coordinator: User
    designer: User
    dispatcher: User
    helpdesk: User
    centre_administrator: User
    data_protection_officer: User
    researcher: User
    other_centre: Centre
    clinician_elsewhere: User
    index: Any
    form: Any
    record: Record


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Two networks and who stands above them."""

    eye: NetworkCast
    rnd: NetworkCast
    platform_administrator: User


def make_cast() -> Cast:
    """Return both networks, ready."""
    return Cast(
        eye=make_network("ERN-EYE"),
        rnd=make_network("ERN-RND"),
        platform_administrator=UserFactory.create(platform_administrator=True, is_staff=True),
    )


def make_network(key: str) -> NetworkCast:
    """Return a network with one person in each role, and a second health professional at a second centre."""
    network = NetworkFactory.create(key=key)
    people = {}
    centre = CentreFactory.create()
    for role in Membership.Role.values:
        people[role] = member_of(network, role, centre)
    other_centre = CentreFactory.create()
    elsewhere = member_of(network, Membership.Role.HEALTH_PROFESSIONAL, other_centre)
    index = network.section.get_children().get().specific
    form = publish_form(index, f"{key} consultation", by=people["coordinator"])
    return NetworkCast(
        network=network,
        centre=centre,
        clinician=people["health_professional"],
        coordinator=people["coordinator"],
        designer=people["dataset_designer"],
        dispatcher=people["dispatcher"],
        helpdesk=people["helpdesk"],
        centre_administrator=people["centre_administrator"],
        data_protection_officer=people["data_protection_officer"],
        researcher=people["researcher"],
        other_centre=other_centre,
        clinician_elsewhere=elsewhere,
        index=index,
        form=form,
        record=create_record(page=form, by=people["health_professional"], now=NOW),
    )


def member_of(network: Network, role: str, centre: Centre) -> User:
    """Return a new person with the role; only roles in the CMS need all that giving one does, which takes its time."""
    user: User = UserFactory.create()
    if role in Membership.CMS_ROLES:
        grant_role(user=user, network=network, role=role, centre=centre, by=None, now=NOW)
    else:
        MembershipFactory.create(user=user, network=network, role=role, centre=centre)
    return user


def definition(title: str) -> dict[str, Any]:
    """Return a small form without errors."""
    question = {
        "kind": "field",
        "id": "aaaaaaa1",
        "key": "reason",
        "type": "text",
        "label": {"en": "Reason"},
        "privacy": "none",
    }
    page = {"kind": "page", "id": "bbbbbbb1", "title": {"en": "Page"}, "elements": [question]}
    return {
        "format": "cpms-form/1",
        "key": "consultation",
        "languages": ["en"],
        "title": {"en": title},
        "elements": [page],
        "option_sets": {},
        "examples": [],
    }


def publish_form(index: Any, title: str, *, by: User) -> Any:
    """Return a published consultation form."""
    form = draft_form(index, title, by=by)
    form.get_latest_revision().publish(user=by)
    form.refresh_from_db()
    return form


def draft_form(index: Any, title: str, *, by: User) -> Any:
    """Return a consultation form that has never been published."""
    form = index.add_child(
        instance=ConsultationFormPage(title=title, definition=definition(title), live=False)
    )
    form.save_revision(user=by)
    return form
