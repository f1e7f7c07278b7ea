"""`cpms check_form FILE`: whether a definition can be published."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forms_engine.check import check_definition


class Command(BaseCommand):
    """Prints each problem with its place; exit code 1 if one of them prevents publishing."""

    help = "Check a form definition: every problem with its place in the document and a sentence."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="the definition, as JSON")
        parser.add_argument("--json", action="store_true", help="print the problems as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print."""
        problems = check_definition(read_json(options["file"]))
        errors = [problem for problem in problems if problem.severity == "error"]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(problem) for problem in problems], indent=1))
        else:
            for problem in problems:
                self.stdout.write(f"{problem.severity}: {problem}")
        if errors:
            raise CommandError(f"{len(errors)} errors: the form cannot be published yet.")
        if not options["json"]:
            self.stdout.write(f"The definition is valid; {len(problems)} warnings.")


def read_json(path: Path) -> Any:
    """Return the document in a file. Raise `CommandError` with a sentence that names the place."""
    try:
        return json.loads(path.read_bytes(), object_pairs_hook=_once)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise CommandError(f"{path} is not JSON: {error.msg} at {place}.") from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise CommandError(f"{path} cannot be read as JSON: {error}.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the key “{name}” stands twice in one object")
        found[name] = value
    return found
