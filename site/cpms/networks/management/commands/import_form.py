"""`cpms import_form FORMAT FILE [--network KEY]`: a dictionary becomes the draft of a dataset page, with a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cpms.networks.models import Network
from datasets.models.pages import FormIndexPage
from datasets.operations.importing import import_form
from forms_engine.interchange import Reading, UnreadableFile, formats

WIDTH = 60


class Command(BaseCommand):
    """Without a network it only reads and reports; with one it makes a draft page there."""

    help = (
        "Read a data dictionary and report what it holds; with --network, keep it as a draft page."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take format, file and network."""
        parser.add_argument("format", choices=list(formats.names()), help="the file's format")
        parser.add_argument("file", type=Path)
        parser.add_argument("--network", help="the key of the network whose draft it becomes")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, keep and print."""
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        try:
            page, reading = self._imported(options["format"], path.name, data, options["network"])
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(reading.summary(), ensure_ascii=False))
        else:
            self._table(reading)
            if page is not None:
                self.stdout.write(f"Draft page {page.pk}: /cms/pages/{page.pk}/edit/")

    def _imported(
        self, format_name: str, name: str, data: bytes, network: str | None
    ) -> tuple[Any, Reading]:
        if network is None:
            return None, formats.get(format_name).read(data, name=name)
        imported = import_form(
            parent=self._index(network),
            format_name=format_name,
            data=data,
            name=name,
            by=None,
            now=timezone.now(),
        )
        return imported.page, imported.reading

    def _index(self, key: str) -> FormIndexPage:
        network = Network.objects.filter(key__iexact=key).select_related("section").first()
        if network is None:
            known = ", ".join(Network.objects.values_list("key", flat=True))
            raise CommandError(f"There is no network “{key}”. Known: {known or 'none'}.")
        index: FormIndexPage | None = FormIndexPage.objects.child_of(network.section).first()
        if index is None:
            raise CommandError(f"{network} has no page for forms yet: run `cpms load_reference`.")
        return index

    def _table(self, reading: Reading) -> None:
        self.stdout.write(f"{reading.items} items, {reading.imported} imported")
        self.stdout.write(f"{reading.rules_total} rules, {reading.rules_as_logic} as logic")
        for loss in reading.losses:
            source = " ".join(str(loss.source).split())[:WIDTH]
            self.stdout.write(f"{loss.place:30}  {loss.construct:28}  {loss.kept_as:40}  {source}")
