"""What the site has acknowledged is there after everything was killed in the middle of saving.

The site is run as people run it, `cpms serve` on a durable cluster, and sections are saved over HTTP; after the kill its own
start clears up and recovers. Processes are killed, not power: what the kernel holds survives. A test that finds nothing lost
proves something only if it could have found a loss, so the same is done with commits that do not wait for the disk, and
there saves must be missing.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client
from psycopg import sql
from pytest_django import DjangoDbBlocker

from cpms.database.embedded import EmbeddedPostgres, binaries
from cpms.database.roles import CLINICAL, ZONES
from cpms.database.stale import living_processes
from cpms.settings.databases import databases_of
from cpms.settings.environment import read_environment
from datasets.operations.records import create_record
from tests.cpms.acknowledging_writer import Acknowledgement, Acknowledgements, Section, Writer
from tests.factories.cast import NOW, make_network
from tests.factories.forms import form_of, page_of, publish
from tests.factories.networks import person_of
from tests.forms_engine.build import field
from tests.killing import kill_site

QUESTIONS = {"findings": "findinga", "planning": "planaaaa"}  # page → the key of its one question
RECORDS = 2
SAVES = 100  # acknowledged in a round before the kill
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
LIBPQ = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"} | {
    "passfile": "PGPASSFILE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


class Site:
    """`cpms serve` in a process group of its own, on a durable cluster of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.cluster = EmbeddedPostgres(var / "pg")  # the site starts it; here it is only asked
        self.port = 0
        self._web: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start as on any day, and return when it serves."""
        with socket.create_server(("127.0.0.1", 0)) as trial:
            self.port = int(trial.getsockname()[1])
        foreign = ("CPMS_", "DJANGO_", "DATABASE_", "IDENTITY_", "OWNER_")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(foreign)}
        with (self.var / "serve.log").open("a") as log:
            self._web = subprocess.Popen(
                [sys.executable, "-m", "cpms", "serve", "--port", str(self.port)],
                env=kept | {"CPMS_VAR": str(self.var)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        assert self._web.stdout is not None
        if "Serving" not in self._web.stdout.readline():
            invalid(f"the site did not start: {(self.var / 'serve.log').read_text()[-2000:]}")

    def kill(self) -> None:
        """Kill the web server, the database server and all that they started."""
        assert self._web is not None
        kill_site(self._web, self.cluster.data)

    def stop(self) -> None:
        """Kill it once more, if it runs: nobody needs it any longer."""
        if self._web is not None and self._web.poll() is None:
            self.kill()

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query in the clinical database."""
        with self.cluster.connect_as_superuser(CLINICAL.database) as connection:
            return list(connection.execute(question.encode()).fetchall())

    def starts(self) -> tuple[str, int]:
        """Return when the database server was started, and how often it has recovered from a crash."""
        [(started,)] = self.ask("SELECT pg_postmaster_start_time()::text")
        log = (self.cluster.data / "log").read_text()
        return str(started), log.count("automatic recovery in progress")

    def let_commits_wait(self, *, wait: bool) -> None:
        """Say whether a row of the site counts as saved only when it is on the disk, which is what it does by itself."""
        words = "ALTER ROLE {} RESET synchronous_commit"
        if not wait:
            words = "ALTER ROLE {} SET synchronous_commit = off"
        with self.cluster.connect_as_superuser("postgres") as connection:
            connection.execute(sql.SQL(words).format(sql.Identifier(CLINICAL.role)))
            # What is open keeps the old setting.
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s",
                [CLINICAL.role],
            )

    def waits_for_the_disk(self) -> bool:
        """Tell what holds for the connections that the site's role opens now."""
        role, passwords = CLINICAL.role, str(self.cluster.passwords)
        with psycopg.connect(
            host=str(self.cluster.socket), user=role, dbname=CLINICAL.database, passfile=passwords
        ) as connection:
            said = [connection.execute(f"SHOW {name}").fetchone() for name in DURABLE]
        return said == [("on",)] * len(DURABLE)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the records and their revisions hold.

    `answers` and `versions` are those of today, `saves` what each version of a page replaced by what; a section is known by
    its record and its page.
    """

    answers: dict[tuple[UUID, str], str | None]
    versions: dict[tuple[UUID, str], int]
    saves: dict[tuple[UUID, str, int], tuple[str | None, str | None]]

    def holds(self, told: Acknowledgement) -> bool:
        """Tell whether the save is in the history, and its value in the record or in the save that replaced it."""
        place = (told.section.record, told.section.page)
        _, after = self.saves.get((*place, told.version), (None, None))
        if after != told.value:
            return False
        if self.versions[place] == told.version:
            return self.answers[place] == told.value
        before, _ = self.saves.get((*place, told.version + 1), (None, None))
        return before == told.value


@dataclass(frozen=True, kw_only=True)
class Round:
    """What the writers were told was saved, what of it was lost, and how many values were under way at the kill."""

    acknowledged: list[Acknowledgement]
    lost: list[Acknowledgement]
    under_way: int
    under_way_kept: int

    def __str__(self) -> str:
        return (
            f"{len(self.acknowledged)} saves acknowledged and {len(self.lost)} of them lost,"
            f" {self.under_way} under way at the kill and {self.under_way_kept} of them kept"
        )


def invalid(reason: str) -> None:
    """Fail because nothing was measured, which is not the same as a loss."""
    pytest.fail(f"INVALID, nothing is known about losses: {reason}")


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """Return the site's folder, which the account of the database server can pass."""
    folder = Path(tempfile.mkdtemp(prefix="cpms-"))
    folder.chmod(0o711)
    yield folder
    left = living_processes(folder / "pg")
    shutil.rmtree(folder)
    assert left == []


@pytest.fixture(scope="module")
def sections(
    var: Path,
    database_templates: dict[str, tuple[str, str]],
    django_db_blocker: DjangoDbBlocker,
) -> list[Section]:
    """Return sections of records, each with a person signed in at it, on a cluster with tables as `cpms migrate` makes them.

    All this is made without waiting for the disk; how the cluster is run afterwards is what counts.
    """
    (var / "secret-key").write_text(settings.SECRET_KEY)  # sessions are signed with it
    maker = EmbeddedPostgres(var / "pg", durable=False)
    maker.start()
    maker.prepare()
    for alias, (template, _) in database_templates.items():
        copy_database(template, maker, ZONES[alias].database)
    with django_db_blocker.unblock(), working_on(maker):
        made = make_sections()
    maker.stop()
    return made


@pytest.fixture(scope="module")
def site(var: Path, sections: list[Section]) -> Iterator[Site]:
    """Return the running site."""
    site = Site(var)
    site.start()
    yield site
    site.stop()


def copy_database(template: str, server: EmbeddedPostgres, name: str) -> None:
    """Fill an empty database with what the tests' own server keeps migrated: its owner ran the migrations there."""
    parameters = connections["default"].get_connection_params()
    source = {LIBPQ[key]: str(value) for key, value in parameters.items() if key in LIBPQ}
    target = {"PGHOST": str(server.socket), "PGUSER": "postgres"}
    target["PGPASSFILE"] = str(server.passwords)
    with tempfile.TemporaryFile() as dump:
        subprocess.run(
            [binaries() / "pg_dump", "--dbname", template],
            env=os.environ | source,
            stdout=dump,
            check=True,
        )
        dump.seek(0)
        subprocess.run(
            [binaries() / "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "--dbname", name],
            env=os.environ | target,
            stdin=dump,
            stdout=subprocess.DEVNULL,
            check=True,
        )


@contextmanager
def working_on(server: EmbeddedPostgres) -> Iterator[None]:
    """Let Django work on another server, with the rights of the site."""
    before = {alias: connections[alias].settings_dict for alias in connections}
    try:
        for alias, found in databases_of(read_environment({}), server).items():
            connections[alias].close()
            connections[alias].settings_dict = {**before[alias], **found}
        yield
    finally:
        cache.clear()  # Wagtail remembers where its sites are
        for alias, original in before.items():
            connections[alias].close()
            connections[alias].settings_dict = original


def make_sections() -> list[Section]:
    """Publish a form, and sign a clinician in for each section of its records; two share a record, as colleagues do."""
    network = make_network("ERN-EYE")
    pages = [page_of(page, field(key)) for page, key in QUESTIONS.items()]
    form = publish(network, form_of(*pages))
    sections = []
    for _ in range(RECORDS):
        record = create_record(page=form, by=network.clinician, now=NOW)
        for page, key in QUESTIONS.items():
            client = Client()
            client.force_login(person_of(network.network, "health_professional"))
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            sections.append(Section(record=record.pk, page=page, key=key, session=session))
    return sections


def read_back(site: Site, sections: list[Section]) -> Kept:
    """Read the records and all revisions."""
    records = {
        record: (answers, versions)
        for record, answers, versions in site.ask(
            "SELECT id, answers, sections FROM datasets_record"
        )
    }
    answers, versions = {}, {}
    for section in sections:
        place = (section.record, section.page)
        answers[place] = records[section.record][0].get(section.key)
        versions[place] = int(records[section.record][1].get(section.page, 0))
    saves = {}
    for record, page, number, changes in site.ask(
        "SELECT record_id, page, number, changes FROM datasets_revision"
    ):
        before, after = changes.get(f"/{QUESTIONS[page]}", (None, None))
        saves[record, page, number] = (before and before["answer"], after and after["answer"])
    return Kept(answers=answers, versions=versions, saves=saves)


def kill_in_the_middle(site: Site, sections: list[Section]) -> Round:
    """Save, kill web server and database server, start again and count what is there. The site runs before and after."""
    before, kept = site.starts(), read_back(site, sections)
    told = Acknowledgements()
    writers = [
        Writer(section, port=site.port, base=kept.versions[section.record, section.page], told=told)
        for section in sections
    ]
    for writer in writers:
        writer.start()
    enough = told.wait_for(SAVES)
    stopped = [writer.ended for writer in writers if writer.ended]
    site.kill()
    for writer in writers:
        writer.join()
    if stopped or not enough:
        invalid(f"{len(told.noted)} saves were acknowledged, then came {stopped}.")
    site.start()
    after = site.starts()
    if after[0] == before[0] or after[1] != before[1] + 1:
        invalid(f"the database server did not come back from a crash: {before}, then {after}.")
    kept = read_back(site, sections)
    values = {value for _, value in kept.saves.values()}
    return Round(
        acknowledged=told.noted,
        lost=[one for one in told.noted if not kept.holds(one)],
        under_way=len(writers),
        under_way_kept=sum(writer.unanswered in values for writer in writers),
    )


class TestKill:
    def test_nothing_acknowledged_is_lost(self, site: Site, sections: list[Section]) -> None:
        site.let_commits_wait(wait=True)
        assert site.waits_for_the_disk()
        for _ in range(3):
            outcome = kill_in_the_middle(site, sections)
            sys.stdout.write(f"{outcome}\n")
            assert {told.section for told in outcome.acknowledged} == set(sections)
            assert outcome.lost == []

    def test_a_loss_would_be_seen(self, site: Site, sections: list[Section]) -> None:
        """What is written is on the disk a fifth of a second later: a few saves are lost, never all."""
        site.let_commits_wait(wait=False)
        assert not site.waits_for_the_disk()
        outcomes: list[Round] = []
        while len(outcomes) < 5:
            outcomes.append(outcome := kill_in_the_middle(site, sections))
            sys.stdout.write(f"Without waiting for the disk: {outcome}\n")
            if outcome.lost:
                assert len(outcome.lost) < len(outcome.acknowledged)
                return
        pytest.fail(f"The test above could not see a loss: {', '.join(map(str, outcomes))}.")
