"""The demo's secret key: made once for each `var/`, so that nobody's sessions can be forged with a key known to all."""

import os
import secrets
from pathlib import Path

from cpms.database.refusal import StartRefused


def ensure_secret(path: Path) -> str:
    """Return the key in the file, which is made first when it is missing. Raises StartRefused when it cannot be."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path)
        return path.read_text()
    except OSError as error:
        raise StartRefused(
            f"The file {path} cannot be used ({error.strerror}): make it readable and its folder writable for this "
            "account, or set CPMS_VAR to another folder."
        ) from error


def _write_once(path: Path) -> None:
    """Two processes at once agree on one key: the file is linked into place complete, and only the first link holds."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
