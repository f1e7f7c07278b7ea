"""Somebody who saves a section of a record over and over, as the browser does by itself, and notes what the site answers."""

import json
import secrets
import threading
import uuid
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

PATIENCE = 30  # seconds


@dataclass(frozen=True, kw_only=True)
class Section:
    """A page of a record with one question, and the session of the person who fills it in."""

    record: uuid.UUID
    page: str
    key: str
    session: str


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """The site has answered that this value is saved, as this version of the page."""

    section: Section
    version: int
    value: str


class Acknowledgements:
    """What all writers were told, in one list."""

    def __init__(self) -> None:
        self.noted: list[Acknowledgement] = []
        self._changed = threading.Condition()

    def note(self, acknowledgement: Acknowledgement) -> None:
        """Write one down."""
        with self._changed:
            self.noted.append(acknowledgement)
            self._changed.notify_all()

    def wait_for(self, number: int) -> bool:
        """Wait until there are so many; return whether there are."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.noted) >= number, PATIENCE)


class Writer(threading.Thread):
    """One person at one section, who saves a new value as soon as the last one is acknowledged, until the site is gone.

    `unanswered` is the value that was on its way in the end, and `ended` says what came instead of an acknowledgement.
    """

    def __init__(self, section: Section, *, port: int, base: int, told: Acknowledgements) -> None:
        super().__init__(daemon=True)
        self.section = section
        self.unanswered = ""
        self.ended = ""
        self._told = told
        self._base = base
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._token = secrets.token_hex(16)

    def run(self) -> None:
        """Save until something else than an acknowledgement comes back."""
        try:
            while not self.ended:
                self.unanswered = uuid.uuid4().hex
                self._save(self.unanswered)
        except (OSError, HTTPException) as error:
            self.ended = repr(error)
        finally:
            self._connection.close()

    def _save(self, value: str) -> None:
        fields = {self.section.key: value, "base_version": self._base, "action": "save"}
        self._connection.request(
            "POST",
            f"/records/{self.section.record}/fill/{self.section.page}/",
            urlencode(fields),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"sessionid={self.section.session}; csrftoken={self._token}",
                "X-CSRFToken": self._token,
                "X-Autosave": "1",
            },
        )
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            self.ended = f"{answer.status} {body[:300]!r}"
            return
        kept = json.loads(body)
        self._base = int(kept["version"])
        self._told.note(Acknowledgement(section=self.section, version=self._base, value=value))
