"""Where the socket of an embedded cluster lies: known before the server runs, so that settings need not start it."""

import hashlib
import os
import tempfile
from pathlib import Path

# The server listens on no network port; the number is only a part of the socket's name.
SOCKET_NAME = ".s.PGSQL.5432"
# The kernel's limit on a socket's path, in bytes: 107 on Linux, 103 on macOS.
SOCKET_LIMIT = 103


def socket_folder(data: Path) -> Path:
    """Return the cluster's own folder or, when that path is too long for a socket, a short private one."""
    data = data.resolve()
    if len(os.fsencode(str(data / SOCKET_NAME))) <= SOCKET_LIMIT:
        return data
    digest = hashlib.sha256(os.fsencode(str(data))).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"cpms-pg-{os.geteuid()}-{digest}"
