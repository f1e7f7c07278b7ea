"""`load_terminology NAME`: concepts of a terminology into the database."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from datasets.operations.terminology import Loaded, SourceRefused, load_terminology
from datasets.terminology.sources import sources
from forms_engine.registry import UnknownName

if TYPE_CHECKING:
    from datasets.terminology.sources import TerminologySource


class Command(BaseCommand):
    """Load one source, or say which there are."""

    help = (
        "Loads the concepts of a terminology source, such as “starter”. Running it again changes nothing unless the "
        "source has changed. Without a name it lists the sources."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the source's name and --json."""
        parser.add_argument("source", nargs="?", help="the source's name")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report, or list."""
        if options["source"] is None:
            self._list(as_json=options["json"])
            return
        try:
            source = sources.get(options["source"])
            loaded = load_terminology(source=source, now=timezone.now())
        except (UnknownName, SourceRefused) as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self._print_json(source, loaded)
        elif options["verbosity"]:
            self._print_table(source, loaded)

    def _list(self, *, as_json: bool) -> None:
        found = [
            {"name": name, "label": source.label, "version": source.version}
            for name, source in sources.items()
        ]
        if as_json:
            self.stdout.write(json.dumps(found))
            return
        for source in found:
            self.stdout.write(f"{source['name']:<16}{source['label']}, release {source['version']}")

    def _print_json(self, source: TerminologySource, loaded: list[Loaded]) -> None:
        report = {
            "source": source.name,
            "version": source.version,
            "attribution": list(source.attribution),
            "systems": [asdict(each) for each in loaded],
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False))

    def _print_table(self, source: TerminologySource, loaded: list[Loaded]) -> None:
        self.stdout.write(f"{'System':<12}{'Concepts':>10}{'Added':>10}{'Changed':>10}")
        for each in loaded:
            self.stdout.write(
                f"{each.system:<12}{each.concepts:>10}{each.added:>10}{each.changed:>10}"
            )
        for sentence in source.attribution:
            self.stdout.write(sentence)
