"""Looking for a patient's identity in everything that a run leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connections
from pypdf import PdfReader

CARE_TEAM_SCREENS = ("/patients/", "/centre/")


@dataclass
class Watch:
    """What the site answered, to whom; and the words that must not be in it."""

    words: tuple[str, ...]
    answers: list[tuple[str, str, str]] = field(default_factory=list)

    def identity_in(self, text: str) -> list[str]:
        """Return which of the words stand in a text, in whatever case."""
        lower = text.lower()
        return [word for word in self.words if word.lower() in lower]

    def leaks(self, *, care_team: Iterable[str]) -> list[str]:
        """Return the answers that hold identity and were not the care team's own screens."""
        team = set(care_team)
        return [
            f"{person} {path}: {found}"
            for person, path, text in self.answers
            if not (person in team and path.startswith(CARE_TEAM_SCREENS))
            if (found := self.identity_in(text))
        ]

    def shown_to(self, person: str) -> bool:
        """Tell whether somebody has seen the identity: what is never shown would not be missed."""
        return any(who == person and self.identity_in(text) for who, _, text in self.answers)


@contextmanager
def watching(*words: str) -> Iterator[Watch]:
    """Keep the text of every answer of the site, headers and documents included."""
    watch = Watch(words)
    original = BaseHandler.get_response

    def get_response(self: BaseHandler, request: Any) -> Any:
        response = original(self, request)
        person = str(getattr(request, "user", ""))
        watch.answers.append((person, request.get_full_path(), _text_of(response)))
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", get_response)
        yield watch


def _text_of(response: Any) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    if response.streaming:
        return headers
    content: bytes = response.content
    if response.headers.get("Content-Type", "").startswith("application/pdf"):
        return headers + text_of_pdf(content)
    return headers + content.decode("utf-8", "replace")


def text_of_pdf(content: bytes) -> str:
    """Return the words of a document and of what is attached to it."""
    document = PdfReader(BytesIO(content))
    words = [page.extract_text() for page in document.pages]
    attached = [
        each.decode("utf-8", "replace") for files in document.attachments.values() for each in files
    ]
    return "\n".join([*words, *attached, str(document.metadata)])


def rows_with(watch: Watch, alias: str = "default") -> list[str]:
    """Return the tables of a database in which a row holds identity."""
    found = []
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM public.{table} AS row WHERE row::text ILIKE ANY(%s)",
                [[f"%{word}%" for word in watch.words]],
            )
            (count,) = cursor.fetchone()
            if count:
                found.append(table)
    return found


def files_with(watch: Watch, *folders: Path) -> list[str]:
    """Return the files below the folders that hold identity."""
    return [
        str(path)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and watch.identity_in(path.read_bytes().decode("utf-8", "replace"))
    ]
