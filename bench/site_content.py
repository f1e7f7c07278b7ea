"""What the site for measuring holds: one form page of each size, and a person who designs forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from bench.material import make_form
from bench.own_site import PLAIN, FormSize
from cpms.accounts.models import User
from cpms.database.schema import is_migrated
from cpms.networks.models import Membership, Network
from cpms.networks.operations import grant_role
from datasets.models import DatasetPage, FormIndexPage


def fill(forms: Sequence[FormSize]) -> None:
    """Bring the databases up to date, put the pages back as they should be, and print how to get at them as JSON."""
    if not all(is_migrated(alias) for alias in settings.DATABASES):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)
    network = Network.objects.order_by("pk")[0]
    designer = _designer(network)
    index = FormIndexPage.objects.child_of(network.section).get()
    client = Client()
    client.force_login(designer)
    name = settings.SESSION_COOKIE_NAME
    content = {
        "cookie": {"name": name, "value": client.cookies[name].value},
        "pages": [
            (*PLAIN, index.pk),
            *((*form, _page(index, form, designer).pk) for form in forms),
        ],
    }
    print(json.dumps(content))


def _designer(network: Network) -> User:
    person, created = User.objects.get_or_create(
        username="measuring", defaults={"first_name": "Measuring", "last_name": "Designer"}
    )
    if created:
        role, now = Membership.Role.DATASET_DESIGNER, datetime.now(UTC)
        grant_role(user=person, network=network, role=role, by=None, now=now)
    return person


def _page(index: FormIndexPage, form: FormSize, designer: User) -> Any:
    count, on_a_page = form
    slug = f"measured-{count}-{on_a_page}"
    for before in DatasetPage.objects.child_of(index).filter(slug=slug):
        before.delete()
    index.refresh_from_db()
    page = index.add_child(
        instance=DatasetPage(
            title=f"Dataset of {count} questions",
            slug=slug,
            definition=make_form(count, on_a_page=on_a_page).definition,
            live=False,
        )
    )
    page.save_revision(user=designer)
    return page
