"""The command `cpms`: Django's command line, with the embedded PostgreSQL started before and stopped after it."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

import django
from django.conf import settings
from django.core.management import execute_from_command_line

from cpms.database.owner import as_owner
from cpms.database.profile import refuse_databases_of_other_profiles
from cpms.database.refusal import StartRefused
from cpms.server.run import leave
from cpms.settings.environment import read_environment

WITHOUT_DATABASE = frozenset(
    {
        "check",
        "check_form",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "version",
    }
)
# `migrate` puts on the owner's hat by itself.
AS_OWNER = frozenset({"createcachetable", "flush", "pgtrigger"})
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. What stops it is one sentence on standard error and exit code 1."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Also where a script started us with `&` and Python therefore ignores SIGINT: the server must be stopped.
    for number in SIGNALS:
        signal.signal(number, _exit)
    try:
        os.environ.setdefault(
            "DJANGO_SETTINGS_MODULE", read_environment(os.environ).settings_module
        )
        with _database(words):
            execute_from_command_line(["cpms", *words])
    except StartRefused as refusal:
        sys.exit(str(refusal))
    if words[:1] in (["serve"], ["demo"], ["worker"]):
        leave(0)


def needs_database(words: Sequence[str]) -> bool:
    """Tell whether the command talks to a database; what is asked for help does not."""
    if not words or words[0].startswith("-") or {"--help", "-h"} & set(words):
        return False
    return words[0] not in WITHOUT_DATABASE or "--database" in words


@contextmanager
def _database(words: Sequence[str]) -> Iterator[None]:
    if not needs_database(words):
        yield
        return
    server = settings.EMBEDDED_POSTGRES
    try:
        if server is not None:
            server.start()
            server.prepare()
        django.setup()
        refuse_databases_of_other_profiles()
        with as_owner() if words[0] in AS_OWNER else nullcontext():
            yield
    finally:
        for number in SIGNALS:
            signal.signal(
                number, signal.SIG_IGN
            )  # an impatient second Ctrl-C must not leave the server behind
        if server is not None:
            server.stop()


def _exit(number: int, frame: object) -> None:
    sys.exit(128 + number)
