"""What the demo ships: centres, people, forms, cases, patients and panels, in files beside this module. All of it is invented."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID, uuid5

from django.utils.timezone import get_current_timezone, localdate

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = files("cpms.demo")
State = Literal["empty", "half_filled", "ready", "submitted"]
OURS = UUID("5c0e6f3a-9d5b-5b7e-8f57-3a1f0c9d2e41")  # ids that are the same at every load
PLATFORM_ADMINISTRATOR = "platform-administrator"  # publishes the pages that are no network's
_DAY = re.compile(r"today(?P<days>[+-][0-9]+)\Z")
_DOCUMENT = "@"
_YEAR = 365.25  # days


@dataclass(frozen=True, kw_only=True)
class Centre:
    """A hospital that does not exist. `country` is two letters."""

    key: str
    name: str
    city: str
    country: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """An account. Who has no network is platform administrator. Not every role belongs to a centre."""

    username: str
    title: str
    first_name: str
    last_name: str
    network: str | None
    role: str | None
    centre: str | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of a network: the file of its definition, and where its page stands.

    Without a `purpose` it is a dataset. Of a shared definition each network has a copy with a key of its own.
    """

    definition: str
    slug: str
    purpose: str | None = None
    is_shared: bool = False


@dataclass(frozen=True, kw_only=True)
class Network:
    """What one network shows. The designer made the forms, the coordinator published them."""

    key: str
    designer: str
    coordinator: str
    forms: tuple[Form, ...]
    cases: str | None = None


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


@dataclass(frozen=True, kw_only=True)
class Patient:
    """A patient: who enrolled them how many days ago, who else cares for them, and what they agreed to.

    `age` is in years on the day of enrolment. Of the `consents` each says whether it was given and, unless it counts
    without end, in how many days from the load it ends. `guardian` is who signed for a child, and what they are to it.
    """

    key: str
    centre: str
    local_id: str
    given_name: str
    family_name: str
    age: float
    birth_place: str
    birth_country: str
    sex: str
    nickname: str
    language: str
    by: str
    days_ago: int
    consents: Mapping[str, Mapping[str, Any]]
    care_team: tuple[str, ...] = ()
    guardian: tuple[str, str] | None = None

    @property
    def id(self) -> UUID:
        """The patient's id on every site."""
        return uuid5(OURS, f"patient {self.key}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody does in a panel: on which day after it was opened and at what o'clock, and what they say."""

    day: int
    at: str
    by: str
    do: str
    says: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The story of one panel: what was asked how many days ago and at what o'clock, and all that happened since."""

    key: str
    patient: str
    network: str
    area: str
    by: str
    days_ago: int
    at: str
    asks: Mapping[str, Any]
    steps: tuple[Step, ...]

    @property
    def id(self) -> UUID:
        """The panel's id on every site."""
        return uuid5(OURS, f"panel {self.key}")

    def opened_at(self, now: datetime) -> datetime:
        """Return when it was opened, told at a time."""
        return _clock(localdate(now) - timedelta(days=self.days_ago), self.at)

    def time_of(self, step: Step, now: datetime) -> datetime:
        """Return when a step was taken."""
        return _clock(localdate(now) - timedelta(days=self.days_ago - step.day), step.at)


CASE, CONTRIBUTION, OUTCOME = "case", "contribution", "outcome"
ERDRI = Form(definition="erdri-cds", slug="erdri-cds")
SHARED = (
    Form(definition="assessment", slug="assessment", purpose=CONTRIBUTION, is_shared=True),
    Form(definition="outcome", slug="outcome", purpose=OUTCOME, is_shared=True),
)
NETWORKS = (
    Network(
        key="ERN-EYE",
        designer="eye-designer",
        coordinator="eye-coordinator",
        cases="ern-eye",
        forms=(
            Form(definition="ern-eye-consultation", slug="consultation", purpose=CASE),
            ERDRI,
            *SHARED,
        ),
    ),
    Network(
        key="ERN-RND",
        designer="rnd-designer",
        coordinator="rnd-coordinator",
        cases="ern-rnd",
        forms=(
            Form(definition="ern-rnd-consultation", slug="consultation", purpose=CASE),
            ERDRI,
            *SHARED,
        ),
    ),
    Network(
        key="PaedCAN",
        designer="paedcan-designer",
        coordinator="paedcan-coordinator",
        forms=(
            Form(definition="paedcan-consultation", slug="consultation", purpose=CASE),
            *SHARED,
        ),
    ),
    Network(
        key="MetabERN",
        designer="metabern-designer",
        coordinator="metabern-coordinator",
        forms=(
            Form(definition="metabern-consultation", slug="consultation", purpose=CASE),
            *SHARED,
        ),
    ),
)


@cache
def centres() -> tuple[Centre, ...]:
    """Return the hospitals."""
    return tuple(Centre(**entry) for entry in _read("centres.json"))


@cache
def people() -> tuple[Person, ...]:
    """Return the accounts."""
    return tuple(Person(**entry) for entry in _read("accounts.json"))


def definition(form: Form, network: Network) -> dict[str, Any]:
    """Return the definition of a form as a network publishes it."""
    document: dict[str, Any] = _read(f"definitions/{form.definition}.json")
    return (
        {**document, "key": f"{network.key.lower()}.{document['key']}"}
        if form.is_shared
        else document
    )


def cases(network: Network) -> list[Case]:
    """Return the filled forms of a network, the oldest first."""
    if network.cases is None:
        return []
    found = [Case(**entry) for entry in _read(f"cases/{network.cases}.json")]
    return sorted(found, key=lambda case: -case.days_ago)


@cache
def patients() -> tuple[Patient, ...]:
    """Return the patients."""
    return tuple(Patient(**entry) for entry in _read("patients.json"))


def birth_date(patient: Patient, now: datetime) -> date:
    """Return the birth date that makes the patient as old as told."""
    enrolled = localdate(now) - timedelta(days=patient.days_ago)
    return enrolled - timedelta(days=round(patient.age * _YEAR))


@cache
def panels() -> tuple[Panel, ...]:
    """Return the panels, the oldest first."""
    folder = FOLDER / "panels"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    found = [_panel(name.removesuffix(".json"), _read(f"panels/{name}")) for name in names]
    return tuple(sorted(found, key=lambda panel: (-panel.days_ago, panel.at)))


def _panel(key: str, entry: dict[str, Any]) -> Panel:
    steps = [
        Step(
            **{name: each.pop(name) for name in ("day", "at", "by", "do")},
            says=each,
        )
        for each in entry.pop("steps")
    ]
    return Panel(key=key, steps=tuple(steps), **entry)


def _clock(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), get_current_timezone())


def document(name: str) -> bytes:
    """Return a file that belongs to a case."""
    return (FOLDER / "documents" / name).read_bytes()


def documents_in(answers: Mapping[str, Any]) -> list[str]:
    """Return the names of the files that answers mention."""
    return sorted(_names(answers))


def answers_on(
    answers: Mapping[str, Any], today: date, uploads: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return answers as they were given on a day. `uploads` describes the files by name."""
    given: dict[str, Any] = _filled(answers, today, uploads)
    return given


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
