"""Which role gets which answer at which address. A new address is a new row; `test_matrix.py` misses none.

A row names the view, says how to ask it for something of ERN-EYE, and what each role is answered. `eye` and `rnd` stand
for all roles of a network; a role named by itself wins over them. `eye_clinician` also stands for `eye_clinician_elsewhere`,
a health professional of ERN-EYE at its second centre, until that one is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cpms.networks.models import Membership
from tests.factories.cast import Cast

OF_A_NETWORK = (
    "clinician",
    "coordinator",
    "designer",
    "dispatcher",
    "helpdesk",
    "centre_administrator",
    "data_protection_officer",
    "researcher",
)
ROLES = (
    "anonymous",
    *(f"eye_{role}" for role in OF_A_NETWORK),
    "eye_clinician_elsewhere",
    *(f"rnd_{role}" for role in OF_A_NETWORK),
    "platform_administrator",
)
Arguments = Callable[[Cast], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address, one method, and the status for each role."""

    name: str
    method: str
    arguments: Arguments
    statuses: Mapping[str, int]
    query: Arguments = field(default=lambda cast: {})
    data: Arguments = field(default=lambda cast: {})
    json: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def row(
    request: str,
    arguments: Arguments = lambda cast: {},
    *,
    query: Arguments = lambda cast: {},
    data: Arguments = lambda cast: {},
    json: bool = False,
    like: Mapping[str, int] | None = None,
    **statuses: int,
) -> Row:
    """Return a row; `request` is method and view name; the module says which names are short for several roles.

    `like` gives the statuses that are not named one by one.
    """
    method, name = request.split(" ", 1)
    return Row(
        name=name,
        method=method,
        arguments=arguments,
        query=query,
        data=data,
        json=json,
        statuses={role: _status(role, {**(like or {}), **statuses}) for role in ROLES},
    )


def _status(role: str, statuses: Mapping[str, int]) -> int:
    for name in (role, role.removesuffix("_elsewhere"), role.split("_")[0], "everyone"):
        if name in statuses:
            return statuses[name]
    raise LookupError(f"The row says nothing about {role}.")


def form(cast: Cast) -> Mapping[str, Any]:
    """Ask for ERN-EYE's form."""
    return {"page": cast.eye.form.pk}


def record(cast: Cast) -> Mapping[str, Any]:
    """Ask for a record of ERN-EYE."""
    return {"record": cast.eye.record.pk}


def network(cast: Cast) -> Mapping[str, Any]:
    """Ask for ERN-EYE."""
    return {"key": cast.eye.network.key}


def membership(cast: Cast) -> Mapping[str, Any]:
    """Ask for the role of a health professional of ERN-EYE."""
    held = Membership.objects.get(user=cast.eye.clinician)
    return {**network(cast), "pk": held.pk}


def page_path(page: str) -> Arguments:
    """Ask for a page of ERN-EYE by its place in the tree."""

    def arguments(cast: Cast) -> Mapping[str, Any]:
        found = cast.eye.network.section if page == "section" else getattr(cast.eye, page)
        return {"path": found.relative_url(None).lstrip("/")}

    return arguments


SIGNED_IN = {"everyone": 200, "anonymous": 302}
PLATFORM = {"everyone": 403, "anonymous": 302, "platform_administrator": 200}
IN_CMS = {
    "everyone": 403,
    "anonymous": 302,
    "eye_coordinator": 200,
    "eye_designer": 200,
    "rnd_coordinator": 404,
    "rnd_designer": 404,
    "platform_administrator": 200,
}
KEEPERS = {
    "everyone": 404,
    "anonymous": 302,
    "eye": 403,
    "eye_coordinator": 200,
    "platform_administrator": 200,
}
READERS = {
    "everyone": 404,
    "anonymous": 302,
    "eye_clinician": 200,
    "eye_coordinator": 200,
}

from tests.permissions.home import ROWS as HOME  # noqa: E402 — its rows are made with `row`

ROWS = (
    *HOME,
    # the first page, signing in and out
    row("GET home:start", everyone=200),
    row("GET accounts:sign_in", everyone=302, anonymous=200),
    row("POST accounts:sign_in", everyone=302, anonymous=422),
    row(
        "POST accounts:sign_in_as",
        lambda cast: {"username": cast.eye.clinician.username},
        everyone=404,
    ),
    row("POST accounts:sign_out", everyone=302),
    row("POST set_language", data=lambda cast: {"language": "fr"}, everyone=302),
    row("GET favicon", everyone=302),
    row(
        "GET cms/login/",
        everyone=403,
        anonymous=302,
        eye_coordinator=302,
        eye_designer=302,
        rnd_coordinator=302,
        rnd_designer=302,
        platform_administrator=302,
    ),
    row("GET _util/login/", everyone=302),
    # what happens; a server of pages alone sends browsers away
    row("GET events:stream", everyone=204, anonymous=403),
    row("GET communication:news", like=SIGNED_IN),
    row("GET communication:count", like=SIGNED_IN),
    row("POST communication:seen", data=lambda cast: {"up_to": "1-1"}, everyone=302),
    row(
        "POST communication:post",
        lambda cast: {"case": UUID(int=1)},
        everyone=404,
        anonymous=302,
    ),
    # networks
    row("GET networks:networks", like=PLATFORM),
    row("GET networks:members", network, like=KEEPERS),
    row(
        "POST networks:members",
        network,
        like=KEEPERS,
        eye_coordinator=422,
        platform_administrator=422,
    ),
    row("GET networks:end_role", membership, like=KEEPERS),
    row(
        "POST networks:end_role",
        membership,
        like=KEEPERS,
        eye_coordinator=302,
        platform_administrator=302,
    ),
    row(
        "POST networks:act",
        lambda cast: {"pk": membership(cast)["pk"]},
        everyone=404,
        anonymous=302,
        eye_clinician=302,
        eye_clinician_elsewhere=404,
    ),
    # pages of the tree
    row("GET wagtail_serve", page_path("section"), everyone=200),
    row("GET wagtail_serve", page_path("index"), everyone=302),
    row("GET wagtail_serve", page_path("form"), everyone=302),
    row(
        "POST wagtailcore_authenticate_with_password",
        lambda cast: {"page_view_restriction_id": 999, "page_id": cast.eye.form.pk},
        everyone=404,
    ),
    row("GET wagtaildocs_serve", lambda cast: {"args": ("999", "x.pdf")}, everyone=404),
    row(
        "POST wagtaildocs_authenticate_with_password",
        lambda cast: {"restriction_id": 999},
        everyone=404,
    ),
    # forms and records
    row("GET datasets:forms", like=SIGNED_IN),
    row("GET datasets:records", form, like=READERS),
    row("POST datasets:records", form, like=READERS, eye_clinician=302, eye_coordinator=403),
    row("GET datasets:record", record, like=READERS),
    row(
        "GET datasets:fill",
        lambda cast: {**record(cast), "step": "bbbbbbb1"},
        like=READERS,
        eye_coordinator=403,
    ),
    row(
        "POST datasets:fill",
        lambda cast: {**record(cast), "step": "bbbbbbb1"},
        data=lambda cast: {"reason": "x", "action": "save", "base_version": "0"},
        like=READERS,
        eye_coordinator=403,
    ),
    row("GET datasets:check", record, like=READERS),
    row("GET datasets:pdf", record, like=READERS),
    row(
        "GET datasets:upload",
        lambda cast: {**record(cast), "upload": UUID(int=1)},
        everyone=404,
        anonymous=302,
    ),
    row(
        "GET datasets:conflict",
        lambda cast: {**record(cast), "revision": 999},
        everyone=404,
        anonymous=302,
    ),
    row(
        "POST datasets:submit",
        record,
        like=READERS,
        eye_clinician=302,
        eye_clinician_elsewhere=403,  # their colleague has handed it in just before
        eye_coordinator=403,
    ),
    row("GET datasets:terms", like=SIGNED_IN),
    # the designer and the import, for people of the CMS
    row(
        "POST datasets:check_definition",
        query=lambda cast: {"page": cast.eye.form.pk},
        data=lambda cast: cast.eye.form.definition,
        json=True,
        like=IN_CMS,
    ),
    row(
        "GET datasets:import",
        lambda cast: {"parent": cast.eye.index.pk},
        like=IN_CMS,
    ),
    row(
        "GET datasets:import_report",
        form,
        like=IN_CMS,
    ),
)
