"""`cpms export_form PAGE`: the definition of a form page, canonical JSON."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from forms_engine.definition.canonical import canonical_bytes


class Command(BaseCommand):
    """Prints the latest draft, or a published version."""

    help = "Print the definition of a form page as canonical JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the page and the version."""
        parser.add_argument("page", type=int, help="the id of the page")
        parser.add_argument("--number", type=int, help="a published version instead of the draft")
        parser.add_argument("--schema", action="store_true", help="the data contract (JSON Schema)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find and print."""
        page = Page.objects.filter(pk=options["page"]).first()
        specific: Any = page.specific if page else None
        if specific is None or not hasattr(specific, "definition"):
            raise CommandError(f"There is no form page with the id {options['page']}.")
        versions = specific.form_versions.order_by("-number")
        if options["number"]:
            versions = versions.filter(number=options["number"])
        version = versions.first() if options["number"] or options["schema"] else None
        if version is None and (options["number"] or options["schema"]):
            raise CommandError("This form has no such published version.")
        draft = specific.get_latest_revision_as_object().definition
        shown = (
            draft
            if version is None
            else version.schema
            if options["schema"]
            else version.definition
        )
        self.stdout.write(canonical_bytes(shown).decode())
