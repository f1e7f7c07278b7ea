"""The command `cpms`, as people run it: in a process of its own, on a cluster of its own.

The site behind it is a small one, so that its tables are made in a second; everything around it is the real thing.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cpms.cli import needs_database
from cpms.database.stale import living_processes

SETTINGS = """
import os
from pathlib import Path
from cpms.settings.demo import *
from cpms.settings.demo import embedded_postgres
PROFILE = os.environ.get("SMALL_PROFILE", "demo")
INSTALLED_APPS = ["small", "cpms.server", "cpms.database", "procrastinate.contrib.django"]
INSTALLED_APPS += ["django.contrib.auth", "django.contrib.contenttypes"]
IDENTITY_APPS = frozenset()
MIDDLEWARE = []
AUTH_USER_MODEL = "auth.User"
ROOT_URLCONF = "small.urls"
EMBEDDED_POSTGRES = embedded_postgres(ENVIRONMENT, durable=False)
CLIENT_MANIFEST = Path(os.environ.get("SMALL_MANIFEST", __file__))
"""
URLS = """
from django.http import HttpResponse
from django.contrib.auth.models import User
from django.urls import path
from small.tasks import greet
def later(request):
    greet.defer(word=request.GET["word"])
    return HttpResponse("later")
def greeted(request):
    return HttpResponse(User.objects.filter(username="nowak", first_name=request.GET["word"]).exists())
urlpatterns = [
    path("", lambda request: HttpResponse(f"{User.objects.count()} people")),
    path("greet/", later),
    path("greeted/", greeted),
]
"""
TASKS = """
from django.contrib.auth.models import User
from procrastinate.contrib.django import app
@app.task(name="small.greet")
def greet(*, word):
    User.objects.update_or_create(username="nowak", defaults={"first_name": word})
"""
LOAD_DEMO = """
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def handle(self, **options):
        User.objects.get_or_create(username="nowak")
        self.stdout.write("nowak can sign in")
"""

Start = Callable[..., "Site"]


class Site:
    """One running command."""

    def __init__(self, folder: Path, words: list[str], variables: dict[str, str]) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("CPMS_", "DJANGO_"))
        }
        kept |= {
            "PYTHONPATH": str(folder),
            "DJANGO_SETTINGS_MODULE": "small.settings",
            "CPMS_VAR": str(folder / "var"),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cpms", *words],
            env=kept | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # As started with & from a script: SIGINT is ignored until the command says otherwise.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        )

    def wait_for(self, words: str) -> str:
        """Read what the command prints up to a line with these words."""
        assert self.process.stdout is not None
        read = ""
        for line in self.process.stdout:
            read += line
            if words in line:
                return read
        return pytest.fail(f"no line with {words!r} in {read!r}: {self.process.communicate()[1]}")

    def end(self, number: int | None = None) -> tuple[int, str, str]:
        """Wait for the end, after a signal if one is given; return the exit code and both outputs."""
        if number is not None:
            self.process.send_signal(number)
        output, errors = self.process.communicate(timeout=30)
        return self.process.returncode, output, errors


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Return a folder with the small site and its migrated databases."""
    folder = Path(tempfile.mkdtemp(prefix="cpms-"))
    folder.chmod(0o711)
    commands = folder / "small" / "management" / "commands"
    commands.mkdir(parents=True)
    for package in (commands, commands.parent, folder / "small"):
        (package / "__init__.py").touch()
    (folder / "small" / "settings.py").write_text(SETTINGS)
    (folder / "small" / "urls.py").write_text(URLS)
    (folder / "small" / "tasks.py").write_text(TASKS)
    (commands / "load_demo.py").write_text(LOAD_DEMO)
    (folder / "var").mkdir(mode=0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def migrated(folder: Path) -> Path:
    """Return the folder when its databases have their tables."""
    code, _, errors = Site(folder, ["migrate", "--verbosity", "0"], {}).end()
    assert (code, errors) == (0, "")
    return folder


@pytest.fixture
def start(migrated: Path) -> Iterator[Start]:
    """Return how to start a command; what is still running afterwards is killed, and no server may be left."""
    sites = []

    def start_command(*words: str, **variables: str) -> Site:
        sites.append(Site(migrated, list(words), variables))
        return sites[-1]

    yield start_command
    for site in sites:
        site.process.kill()
        site.process.communicate()
    assert living_processes(migrated / "var" / "pg") == []


@pytest.fixture
def port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def get(port: int, path: str = "") -> str:
    """Return a page, or the start page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
        return str(answer.read().decode())


def is_done(port: int) -> bool:
    """Put a job into the queue, and tell whether it is done soon."""
    word = f"?word={uuid.uuid4()}"
    assert get(port, f"greet/{word}") == "later"
    until = time.monotonic() + 20
    while get(port, f"greeted/{word}") != "True":
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


class TestNeedsDatabase:
    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["help"],
            ["--version"],
            ["check"],
            ["migrate", "--help"],
            ["collectstatic", "--no-input"],
        ],
    )
    def test_not_for(self, words: list[str]) -> None:
        assert not needs_database(words)

    @pytest.mark.parametrize(
        "words", [["migrate"], ["serve"], ["check", "--database", "default"], ["makemigrations"]]
    )
    def test_for(self, words: list[str]) -> None:
        assert needs_database(words)


class TestCommand:
    def test_without_need_of_a_database_writes_nothing(self, start: Start, tmp_path: Path) -> None:
        code, output, errors = start("check", CPMS_VAR=str(tmp_path / "var")).end()
        assert (code, errors) == (0, "")
        assert "no issues" in output
        assert not (tmp_path / "var").exists()

    def test_works_as_the_site_and_migrates_as_the_owner(self, start: Start) -> None:
        words = "from django.db import connection as c; k = c.cursor(); k.execute('SELECT current_user, tableowner"
        words += " FROM pg_tables WHERE tablename = %s', ['auth_user']); print(*k.fetchone())"
        assert start("shell", "--no-imports", "-c", words).end() == (0, "cpms_app cpms_owner\n", "")

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_a_signal_ends_it_and_its_server(self, start: Start, number: int) -> None:
        site = start(
            "shell", "--no-imports", "-c", "import time; print('ready', flush=True); time.sleep(60)"
        )
        site.wait_for("ready")
        assert site.end(number)[0] == 128 + number

    def test_psql_speaks_to_either_database_in_either_role(self, start: Start) -> None:
        query = ("--", "-Atc", "SELECT current_user, current_database()")
        assert start("psql", *query).end() == (0, "cpms_app|cpms\n", "")
        owner = start("psql", "--database", "identity", "--owner", *query).end()
        assert owner == (0, "cpms_owner|cpms_identity\n", "")

    def test_a_wrong_variable_is_one_sentence(self, start: Start) -> None:
        code, output, errors = start("migrate", CPMS_PORT="8000").end()
        assert (code, output) == (1, "")
        assert errors.startswith("There is no setting CPMS_PORT")
        assert errors.count("\n") == 1

    @pytest.mark.parametrize("command", ["serve", "migrate"])
    def test_the_database_of_another_profile_is_refused(self, start: Start, command: str) -> None:
        code, output, errors = start(command, SMALL_PROFILE="training").end()
        assert (code, output) == (1, "")
        assert errors.startswith(
            "The database cpms belongs to the profile demo, and this is training"
        )
        assert errors.count("\n") == 1


class TestServe:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_answers_until_it_is_told_to_stop(self, start: Start, port: int, number: int) -> None:
        site = start("serve", "--port", str(port))
        site.wait_for(f"http://127.0.0.1:{port}")
        assert get(port).endswith("people")
        code, _, errors = site.end(number)
        assert (code, errors) == (0, "")

    def test_a_port_in_use_is_one_sentence(self, start: Start) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            code, output, errors = start("serve", "--port", str(other.getsockname()[1])).end()
        assert (code, output) == (1, "")
        assert errors.endswith(
            "is in use: stop the other program or choose another port with --port.\n"
        )
        assert errors.count("\n") == 1

    def test_a_missing_bundle_is_one_sentence(self, start: Start, port: int) -> None:
        code, _, errors = start("serve", "--port", str(port), SMALL_MANIFEST="/nowhere.json").end()
        assert (code, errors) == (
            1,
            "The browser's part of the site is not built: run make client.\n",
        )

    def test_missing_tables_are_one_sentence(self, start: Start, port: int) -> None:
        var = Path(tempfile.mkdtemp(prefix="cpms-"))
        var.chmod(0o711)
        code, _, errors = start("serve", "--port", str(port), CPMS_VAR=str(var)).end()
        shutil.rmtree(var)
        assert (code, errors) == (
            1,
            "The databases do not have the tables of this version: run cpms migrate.\n",
        )

    def test_after_a_kill_the_port_is_free_and_the_next_start_works(
        self, start: Start, port: int
    ) -> None:
        killed = start("serve", "--port", str(port))
        killed.wait_for("Serving")
        killed.process.kill()
        killed.end()
        site = start("serve", "--port", str(port))
        site.wait_for("Serving")
        assert get(port).endswith("people")
        assert site.end(signal.SIGINT)[0] == 0


class TestWorker:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_does_what_the_site_puts_off_until_it_is_told_to_stop(
        self, start: Start, port: int, number: int
    ) -> None:
        site = start("serve", "--port", str(port))
        site.wait_for("Serving")
        worker = start("worker")
        worker.wait_for("Working on background jobs")
        assert is_done(port)
        assert worker.end(number) == (0, "", "")
        assert site.end(number)[0] == 0

    def test_can_be_in_the_process_that_serves(self, start: Start, port: int) -> None:
        site = start("serve", "--worker", "--port", str(port))
        site.wait_for("Serving")
        assert is_done(port)
        assert site.end(signal.SIGTERM) == (0, "", "")

    def test_missing_tables_are_one_sentence(self, start: Start) -> None:
        var = Path(tempfile.mkdtemp(prefix="cpms-"))
        var.chmod(0o711)
        code, _, errors = start("worker", CPMS_VAR=str(var)).end()
        shutil.rmtree(var)
        assert (code, errors) == (
            1,
            "The databases do not have the tables of this version: run cpms migrate.\n",
        )


class TestDemo:
    def test_goes_from_nothing_to_a_site_and_makes_nothing_anew_the_second_time(
        self, start: Start, port: int
    ) -> None:
        var = Path(tempfile.mkdtemp(prefix="cpms-"))
        var.chmod(0o711)
        try:
            for expected in ("Creating the tables", "nowak can sign in"):
                site = start("demo", "--port", str(port), CPMS_VAR=str(var))
                printed = site.wait_for(f"Open http://localhost:{port}")
                assert printed.startswith(expected)
                assert get(port) == "1 people"
                assert is_done(port)
                assert site.end(signal.SIGINT)[0] == 0
                assert living_processes(var / "pg") == []
        finally:
            shutil.rmtree(var)
