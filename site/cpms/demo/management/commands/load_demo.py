"""`cpms load_demo`: invented people, forms, patients and panels."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cpms.demo import content
from cpms.demo.operations import DemoLoaded, DemoRefused, load_demo, refuse_other_profiles
from cpms.demo.queries import accounts
from cpms.networks.models import Network


class Command(BaseCommand):
    """Fill a site for demonstration. Running it again adds what is missing."""

    help = (
        "Loads the reference data, a selection of terms, and invented people, forms, patients and panels of four networks, "
        "and training pages. "
        "Only for demonstration and tests; running it again adds what is missing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, then say who can be entered."""
        try:
            refuse_other_profiles()
            if not _has_networks():
                with transaction.atomic():
                    call_command("load_reference", verbosity=0)
            loaded = load_demo(now=timezone.now())
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from None
        if options["verbosity"]:
            self._report(loaded)

    def _report(self, loaded: DemoLoaded) -> None:
        self.stdout.write(
            f"Added: {loaded.concepts} terms, {loaded.people} people, {loaded.forms} forms, {loaded.records} records, "
            f"{loaded.pages} pages, {loaded.patients} patients, {loaded.panels} panels."
        )
        self.stdout.write("Accounts, each entered with one click and without a password:")
        for account in accounts():
            self.stdout.write(
                f"  {account['username']:<24}{account['name']:<18}{account['network']:<14}{account['role']}"
            )


def _has_networks() -> bool:
    keys = {shipped.key for shipped in content.NETWORKS}
    return Network.objects.filter(key__in=keys).count() == len(keys)
