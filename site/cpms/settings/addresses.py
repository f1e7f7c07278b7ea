"""Addresses of databases: `postgresql://user:password@host:port/name?sslmode=verify-full`."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from cpms.database.refusal import StartRefused

OPTIONS = frozenset(
    {"host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "passfile"}
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a database is and who asks. `host` is empty for the local socket, or the folder of one."""

    name: str
    user: str
    password: str
    host: str
    port: str
    options: Mapping[str, str]

    @property
    def place(self) -> tuple[str, str, str]:
        """Two addresses with the same place are the same database."""
        return (self.host, self.port or "5432", self.name)


def read_address(variable: str, url: str) -> Address:
    """Return the parts of a URL. Raises StartRefused, which never repeats the URL because it holds a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise StartRefused(
            f"{variable} is no address: its host or its port cannot be read."
        ) from None
    if parts.scheme not in {"postgresql", "postgres"}:
        raise StartRefused(
            f"{variable} must begin with postgresql://; no other database is supported."
        )
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name or not parts.username:
        raise StartRefused(
            f"{variable} must name a user and a database: postgresql://user:password@host/name."
        )
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(options.keys() - OPTIONS)
    if unknown:
        raise StartRefused(
            f'{variable} has the option "{unknown[0]}": known are {", ".join(sorted(OPTIONS))}.'
        )
    return Address(
        name=name,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        host=options.pop("host", "") or unquote(parts.hostname or ""),
        port=str(port or ""),
        options=options,
    )
