"""Generated passwords of an embedded cluster, in the format that libpq reads by itself (`passfile`).

Settings then name the file and never hold a password: nothing to leak through a settings dump, and nothing to read before
the cluster exists.
"""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from cpms.database.refusal import StartRefused


def ensure_passwords(path: Path, roles: Iterable[str]) -> None:
    """Write one line per role with a password of 256 random bits, readable by its owner only, unless the file exists.

    The file appears complete or not at all: a killed start leaves no half of it.
    """
    if path.exists():
        return
    lines = "".join(f"*:*:*:{role}:{secrets.token_urlsafe(32)}\n" for role in roles)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def read_passwords(path: Path) -> dict[str, str]:
    """Return role → password. Refuses when the file is gone, because nobody can get into the cluster without it."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        raise StartRefused(
            f"The passwords of the embedded database are gone: put {path} back from a backup, or move the database's "
            f"folder away to begin with an empty one."
        ) from None
    except OSError as error:
        raise StartRefused(f"The file {path} cannot be read ({error.strerror}).") from error
    return {role: password for _, _, _, role, password in (line.split(":") for line in lines)}
