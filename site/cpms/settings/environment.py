"""The one reader of environment variables. Strict: a misspelt name or value stops the site instead of being ignored."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cpms.database.refusal import StartRefused
from cpms.settings.addresses import Address, read_address

PREFIX = "CPMS_"
PROFILES = {
    "demo": "cpms.settings.demo",
    "test": "cpms.settings.test",
    "production": "cpms.settings.production",
    "training": "cpms.settings.production",
}
KNOWN = frozenset({"CPMS_PROFILE", "CPMS_VAR", "CPMS_SECRET_KEY", "CPMS_ADDRESS", "CPMS_SHARED"})

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]
# A wheel carries its templates and the browser's files inside the package; its changing files lie where it is started.
IS_CHECKOUT = (CHECKOUT / "pyproject.toml").is_file()


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the variables say, checked.

    `address` is the public address of the site, without a slash at the end. It, `profile` and `secret_key` are empty when not
    given. `databases` and `owner_databases` hold alias → address and are empty when PostgreSQL comes along (embedded).
    """

    profile: str
    var: Path
    address: str
    secret_key: str
    shared: Path
    databases: Mapping[str, Address]
    owner_databases: Mapping[str, Address]

    @property
    def settings_module(self) -> str:
        """The settings that belong to the profile; without one it is the demo, which serves this computer only."""
        return PROFILES[self.profile or "demo"]

    def for_profile(self, *accepted: str) -> str:
        """Return the profile, the first accepted one when none is given. Raises StartRefused for any other."""
        profile = self.profile or accepted[0]
        if profile not in accepted:
            raise StartRefused(
                f"CPMS_PROFILE is {profile} and the settings are those of {accepted[0]}: "
                "leave DJANGO_SETTINGS_MODULE unset."
            )
        return profile


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return the checked environment. Raises StartRefused, naming the variable."""
    _refuse_unknown(variables)
    root = CHECKOUT if IS_CHECKOUT else Path.cwd()
    databases = _read_pair(variables, "DATABASE_URL", "IDENTITY_DATABASE_URL")
    owners = _read_pair(variables, "OWNER_DATABASE_URL", "IDENTITY_OWNER_DATABASE_URL")
    if owners and not databases:
        raise StartRefused(
            "OWNER_DATABASE_URL is set without DATABASE_URL: the embedded PostgreSQL has an owner of its own."
        )
    return Environment(
        profile=_read_profile(variables),
        var=_read_folder(variables, "CPMS_VAR", root / "var"),
        address=_read_site_address(variables),
        secret_key=_read_secret_key(variables),
        shared=_read_folder(variables, "CPMS_SHARED", root.parent / "shared"),
        databases=databases,
        owner_databases=owners,
    )


def _refuse_unknown(variables: Mapping[str, str]) -> None:
    unknown = sorted(name for name in variables if name.startswith(PREFIX) and name not in KNOWN)
    if unknown:
        raise StartRefused(
            f"There is no setting {unknown[0]}: remove it or choose one of {', '.join(sorted(KNOWN))}."
        )


def _read_profile(variables: Mapping[str, str]) -> str:
    profile = variables.get("CPMS_PROFILE", "")
    if profile and profile not in PROFILES:
        raise StartRefused(f'CPMS_PROFILE is "{profile}": it must be one of {", ".join(PROFILES)}.')
    return profile


def _read_folder(variables: Mapping[str, str], name: str, default: Path) -> Path:
    value = variables.get(name)
    if value is None:
        return default
    folder = Path(value)
    if not folder.is_absolute():
        raise StartRefused(
            f'{name} is "{value}": it must be the full path of a folder, beginning with /.'
        )
    return folder


def _read_secret_key(variables: Mapping[str, str]) -> str:
    key = variables.get("CPMS_SECRET_KEY", "")
    if key and len(key) < 50:
        raise StartRefused("CPMS_SECRET_KEY is too short: it must have at least 50 characters.")
    return key


def _read_site_address(variables: Mapping[str, str]) -> str:
    address = variables.get("CPMS_ADDRESS", "")
    host = address.removeprefix("https://")
    if address and (host == address or not host or set(host) & set("/?# @")):
        raise StartRefused(
            f'CPMS_ADDRESS is "{address}": it must be the address of the site, such as https://cpms.example.org.'
        )
    return address


def _read_pair(variables: Mapping[str, str], clinical: str, identity: str) -> dict[str, Address]:
    given = [name for name in (clinical, identity) if variables.get(name)]
    if not given:
        return {}
    if len(given) == 1:
        missing = identity if given == [clinical] else clinical
        raise StartRefused(
            f"{given[0]} is set and {missing} is not: identity lives in a database of its own."
        )
    pair = {
        alias: read_address(name, variables[name])
        for alias, name in (("default", clinical), ("identity", identity))
    }
    if pair["default"].place == pair["identity"].place:
        raise StartRefused(
            f"{clinical} and {identity} name the same database: identity lives in a database of its own."
        )
    return pair
