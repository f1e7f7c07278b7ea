"""Every way in which the embedded server is started, killed and found again."""

import os
import pwd
import select
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from cpms.database import embedded
from cpms.database.embedded import EmbeddedPostgres
from cpms.database.refusal import StartRefused
from cpms.database.sockets import SOCKET_NAME, socket_folder
from cpms.database.stale import living_processes
from tests.killing import kill_server, postmaster

# The account changes after the imports: the interpreter itself may lie in a folder that is closed to others.
USE = """
import os, pwd, sys
from pathlib import Path
from cpms.database.embedded import EmbeddedPostgres
from cpms.database.refusal import StartRefused
if sys.argv[2:]:
    account = pwd.getpwnam(sys.argv[2])
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
try:
    server.start()
except StartRefused as refusal:
    sys.exit(str(refusal))
print("started", flush=True)
sys.stdin.readline()
server.stop()
"""


def start_user(data: Path, account: str | None = None) -> subprocess.Popen[str]:
    """Start another process that uses the server until it gets a line or its end."""
    return subprocess.Popen(
        [sys.executable, "-c", USE, str(data), *([account] if account else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_started(user: subprocess.Popen[str]) -> None:
    """Wait for the other process; its refusal is the failure."""
    assert user.stdout is not None
    if user.stdout.readline() != "started\n":
        pytest.fail(user.communicate()[1])


@pytest.fixture
def data(folder: Path) -> Path:
    """Return where a cluster will be."""
    return folder / "pg"


class TestStart:
    def test_creates_a_private_cluster_that_asks_everybody_for_a_password(self, data: Path) -> None:
        server = EmbeddedPostgres(data, durable=False)
        server.start()
        try:
            assert stat.S_IMODE(data.stat().st_mode) == 0o700
            assert stat.S_IMODE(server.passwords.stat().st_mode) == 0o600
            with server.connect_as_superuser("postgres") as connection:
                assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
                rules = connection.execute(
                    "SELECT DISTINCT auth_method FROM pg_hba_file_rules"
                ).fetchall()
                assert rules == [("scram-sha-256",)]
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(
                    host=str(server.socket),
                    user="postgres",
                    dbname="postgres",
                    passfile="/dev/null",
                )
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(
                    host=str(server.socket), user="postgres", dbname="postgres", password="postgres"
                )
        finally:
            server.stop()
        assert living_processes(data) == []

    def test_passwords_differ_between_clusters(
        self, folder: Path, cluster: EmbeddedPostgres
    ) -> None:
        server = EmbeddedPostgres(folder / "pg", durable=False)
        server.start()
        server.stop()
        assert server.passwords.read_text() != cluster.passwords.read_text()

    def test_three_at_once_share_one_server_and_the_last_one_stops_it(self, data: Path) -> None:
        users = [start_user(data) for _ in range(3)]
        for user in users:
            wait_until_started(user)
        number = postmaster(data)
        for user in users[:2]:
            user.communicate("\n")
        assert living_processes(data)
        assert postmaster(data) == number
        users[2].communicate("\n")
        assert living_processes(data) == []

    def test_a_killed_user_leaves_a_server_that_the_next_one_stops(self, data: Path) -> None:
        user = start_user(data)
        wait_until_started(user)
        number = postmaster(data)
        user.kill()
        user.communicate()
        assert living_processes(data)
        server = EmbeddedPostgres(data, durable=False)
        server.start()
        assert postmaster(data) == number
        server.stop()
        assert living_processes(data) == []

    def test_recovers_after_the_server_was_killed(self, data: Path) -> None:
        server = EmbeddedPostgres(data)
        server.start()
        with server.connect_as_superuser("postgres") as connection:
            connection.execute("CREATE TABLE kept (number int)")
            connection.execute("INSERT INTO kept VALUES (7)")
        kill_server(data)
        again = EmbeddedPostgres(data)
        again.start()
        with again.connect_as_superuser("postgres") as connection:
            assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]
        again.stop()
        server.stop()

    @pytest.mark.parametrize("content", ["", "not a number", "another program", "a zombie"])
    def test_is_not_fooled_by_a_stale_lock(self, data: Path, content: str) -> None:
        """The number belongs to a process of the server's own account: of all others PostgreSQL knows that they are not it."""
        server = EmbeddedPostgres(data, durable=False)
        server.start()
        server.stop()
        account = "nobody" if os.geteuid() == 0 else None
        other = subprocess.Popen(["sleep", "60"], user=account)
        zombie = subprocess.Popen(["true"], user=account)
        while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        number = {"another program": str(other.pid), "a zombie": str(zombie.pid)}.get(
            content, content
        )
        for lock in ("postmaster.pid", f"{SOCKET_NAME}.lock"):
            (data / lock).write_text(f"{number}\n{data}\n")
            (data / lock).chmod(0o644)
        try:
            server.start()
            assert server.is_answering()
            server.stop()
        finally:
            other.kill()
            other.wait()
            zombie.wait()

    def test_waits_for_a_server_that_another_process_is_still_stopping(self, data: Path) -> None:
        server = EmbeddedPostgres(data, durable=False)
        server.start()
        with server.connect_as_superuser("postgres"):
            os.kill(
                postmaster(data), signal.SIGTERM
            )  # a smart stop: it takes no connections and waits for the open one
            while server.is_answering():
                time.sleep(0.01)
            user = start_user(data)
            assert user.stdout is not None
            assert select.select([user.stdout], [], [], 2)[0] == []
            assert user.poll() is None
        wait_until_started(user)
        user.communicate("\n")
        server.stop()
        assert living_processes(data) == []

    def test_a_long_path_gets_a_short_private_socket_folder(self, folder: Path) -> None:
        data = folder / ("long" * 20) / ("path" * 10) / "pg"
        server = EmbeddedPostgres(data, durable=False)
        server.start()
        try:
            assert server.socket != data
            assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
            assert server.is_answering()
        finally:
            server.stop()
            server.socket.rmdir()

    def test_refuses_a_socket_folder_that_others_may_enter(self, folder: Path) -> None:
        data = folder / ("long" * 20) / ("path" * 10) / "pg"
        socket = socket_folder(data)
        socket.mkdir()
        socket.chmod(0o777)
        try:
            with pytest.raises(StartRefused, match="belongs to somebody else"):
                EmbeddedPostgres(data, durable=False).start()
        finally:
            socket.rmdir()

    def test_refuses_a_folder_with_other_things_and_leaves_them(self, data: Path) -> None:
        data.mkdir()
        (data / "thesis.odt").write_text("years of work")
        with pytest.raises(StartRefused, match="is not empty"):
            EmbeddedPostgres(data).start()
        assert (data / "thesis.odt").read_text() == "years of work"

    def test_refuses_when_the_passwords_are_gone(self, data: Path) -> None:
        server = EmbeddedPostgres(data, durable=False)
        server.start()
        server.stop()
        server.passwords.unlink()
        with pytest.raises(StartRefused, match="passwords of the embedded database are gone"):
            server.start()
        assert living_processes(data) == []

    def test_an_interrupted_creation_begins_again(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = EmbeddedPostgres(data, durable=False)
        with monkeypatch.context() as patch:
            patch.setattr(embedded, "SUPERUSER", "no such role")
            with pytest.raises(KeyError):
                server.start()
        assert not data.exists()
        server.start()
        server.stop()

    def test_says_so_on_a_platform_without_the_wheel(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        with pytest.raises(
            StartRefused, match=r"for this platform: set DATABASE_URL and IDENTITY_DATABASE_URL\."
        ):
            EmbeddedPostgres(data).start()


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can try what root and other accounts do.")
class TestAccounts:
    def test_as_root_the_server_runs_as_nobody_and_folders_open_by_one_bit(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        server = EmbeddedPostgres(closed / "pg", durable=False)
        server.start()
        try:
            owner = psutil.Process(postmaster(server.data)).username()
            assert owner == "nobody"
            assert stat.S_IMODE(closed.stat().st_mode) == 0o701
            assert f"{closed} is made traversable" in capsys.readouterr().err
            assert server.passwords.stat().st_uid == 0
        finally:
            server.stop()

    def test_an_ordinary_account_has_a_cluster_of_its_own_that_root_can_use_too(
        self, folder: Path
    ) -> None:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        user = start_user(folder / "pg", "nobody")
        wait_until_started(user)
        assert stat.S_IMODE((folder / "pg").stat().st_mode) == 0o700
        user.communicate("\n")
        assert living_processes(folder / "pg") == []
        server = EmbeddedPostgres(folder / "pg", durable=False)
        server.start()
        assert server.is_answering()
        server.stop()

    def test_a_folder_that_cannot_be_written_is_one_sentence(self, folder: Path) -> None:
        folder.chmod(0o755)
        user = start_user(folder / "pg", "nobody")
        said = user.communicate("\n")[1]
        assert user.returncode == 1
        assert said.count("\n") == 1
        assert "set CPMS_VAR to another folder" in said

    def test_a_cluster_of_another_account_is_one_sentence(self, folder: Path) -> None:
        server = EmbeddedPostgres(folder / "pg", durable=False)
        server.start()
        server.stop()
        user = start_user(folder / "pg", "games")
        said = user.communicate("\n")[1]
        assert user.returncode == 1
        assert said.count("\n") == 1
        assert "cannot be used" in said
