"""What the demo ships: people, forms and cases, in files beside this module. All of it is invented."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = files("cpms.demo")
State = Literal["empty", "half_filled", "ready", "submitted"]
_DAY = re.compile(r"today(?P<days>[+-][0-9]+)\Z")
_DOCUMENT = "@"


@dataclass(frozen=True, kw_only=True)
class Person:
    """An account. Who has no network is platform administrator."""

    username: str
    title: str
    first_name: str
    last_name: str
    network: str | None
    role: str | None


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of a network: the file of its definition, and where its page stands."""

    definition: str
    slug: str
    is_consultation: bool


@dataclass(frozen=True, kw_only=True)
class Network:
    """What one network shows. The designer made the forms, the coordinator published them."""

    key: str
    designer: str
    coordinator: str
    cases: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One filled form: who began it how many days ago, and how far it has come. `form` is the page's slug.

    In `answers`, `today-5` is the day five days before it was begun, and `@name` is a file of the folder `documents`.
    """

    form: str
    person: str
    days_ago: int
    state: State
    answers: Mapping[str, Any]
    missing: Mapping[str, str]


ERDRI = Form(definition="erdri-cds", slug="erdri-cds", is_consultation=False)
NETWORKS = (
    Network(
        key="ERN-EYE",
        designer="eye-designer",
        coordinator="eye-coordinator",
        cases="ern-eye",
        forms=(
            Form(definition="ern-eye-consultation", slug="consultation", is_consultation=True),
            ERDRI,
        ),
    ),
    Network(
        key="ERN-RND",
        designer="rnd-designer",
        coordinator="rnd-coordinator",
        cases="ern-rnd",
        forms=(
            Form(definition="ern-rnd-consultation", slug="consultation", is_consultation=True),
            ERDRI,
        ),
    ),
)


@cache
def people() -> tuple[Person, ...]:
    """Return the accounts."""
    return tuple(Person(**entry) for entry in _read("accounts.json"))


def definition(form: Form) -> dict[str, Any]:
    """Return the definition of a form."""
    document: dict[str, Any] = _read(f"definitions/{form.definition}.json")
    return document


def cases(network: Network) -> list[Case]:
    """Return the filled forms of a network, the oldest first."""
    found = [Case(**entry) for entry in _read(f"cases/{network.cases}.json")]
    return sorted(found, key=lambda case: -case.days_ago)


def document(name: str) -> bytes:
    """Return a file that belongs to a case."""
    return (FOLDER / "documents" / name).read_bytes()


def documents_of(case: Case) -> list[str]:
    """Return the names of the files that belong to a case."""
    return sorted(_names(case.answers))


def answers_on(case: Case, today: date, uploads: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the answers of a case that was begun on a day. `uploads` describes its files by name."""
    answers: dict[str, Any] = _filled(case.answers, today, uploads)
    return answers


def _filled(value: Any, today: date, uploads: Mapping[str, Mapping[str, Any]]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, today, uploads) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, today, uploads) for item in value]
    if isinstance(value, str) and (found := _DAY.match(value)):
        return (today + timedelta(days=int(found["days"]))).isoformat()
    if isinstance(value, str) and value.startswith(_DOCUMENT):
        return dict(uploads[value.removeprefix(_DOCUMENT)])
    return value


def _names(value: Any) -> set[str]:
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return {name for item in items for name in _names(item)}
    if isinstance(value, str) and value.startswith(_DOCUMENT):
        return {value.removeprefix(_DOCUMENT)}
    return set()


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))
