"""Files that leave the site, and the search for terms."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from datasets.acts import Act
from datasets.models import Record, Upload
from datasets.operations.uploads import receive_upload
from tests.datasets.conftest import client_of
from tests.factories.cast import NOW, NetworkCast
from tests.factories.forms import add_term, started


@pytest.fixture
def record(network: NetworkCast) -> Record:
    return started(network)


@pytest.fixture
def kept(network: NetworkCast, record: Record) -> Upload:
    file = SimpleUploadedFile("my “letter”.html", b"<script>alert(1)</script>")
    return receive_upload(record_id=record.pk, file=file, by=network.clinician, now=NOW)


def url(upload: Upload) -> str:
    return reverse("datasets:upload", args=[upload.record_id, upload.pk])


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


class TestUpload:
    """Always a download: nothing that was sent to us runs in a browser."""

    def test_is_sent_as_it_was_received(self, client: Client, kept: Upload) -> None:
        assert content_of(client.get(url(kept))) == b"<script>alert(1)</script>"

    def test_runs_nowhere_and_is_kept_by_nobody(self, client: Client, kept: Upload) -> None:
        answer = client.get(url(kept))
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Type"] == "text/plain"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "private, no-store"
        content_of(answer)

    def test_is_read_by_readers_and_nobody_else(
        self, network: NetworkCast, other_network: NetworkCast, kept: Upload
    ) -> None:
        answer = client_of(network.coordinator).get(url(kept))
        assert answer.status_code == 200
        content_of(answer)
        for person in (network.designer, other_network.clinician):
            assert client_of(person).get(url(kept)).status_code == 404

    def test_does_not_exist_under_another_record(
        self, network: NetworkCast, client: Client, kept: Upload
    ) -> None:
        for record in (network.record.pk, uuid4()):
            address = reverse("datasets:upload", args=[record, kept.pk])
            assert client.get(address).status_code == 404

    def test_is_noted_when_it_is_read(
        self, network: NetworkCast, client: Client, kept: Upload, kept_acts: list[Act]
    ) -> None:
        content_of(client.get(url(kept)))
        assert [(act.name, act.by) for act in kept_acts] == [("read_file", network.clinician.pk)]
        assert "letter" not in repr(kept_acts)

    def test_is_listed_with_its_record(self, client: Client, kept: Upload) -> None:
        html = client.get(reverse("datasets:record", args=[kept.record_id])).content.decode()
        assert url(kept) in html
        assert "my “letter”.html" in html


class TestPdf:
    """A record to print."""

    def test_is_sent_as_a_download_whose_name_tells_nothing(
        self, network: NetworkCast, client: Client, record: Record, kept_acts: list[Act]
    ) -> None:
        answer = client.get(reverse("datasets:pdf", args=[record.pk]))
        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Disposition"] == 'attachment; filename="eye-1.pdf"'
        assert answer["Cache-Control"] == "private, no-store"
        assert [act.name for act in kept_acts] == ["print_record"]


class TestTerms:
    """What the search box asks while somebody types."""

    @pytest.fixture(autouse=True)
    def _terms(self, network: NetworkCast) -> None:
        add_term("791", "Retinitis pigmentosa", "Rod-cone dystrophy")
        add_term("792", "X-linked retinoschisis")
        add_term("0000510", "Rod-cone dystrophy", system="HP")
        add_term("1", "Retinitis, old word").__class__.objects.filter(code="1").update(retired=True)

    def ask(self, client: Client, **query: str) -> Any:
        answer = client.get(reverse("datasets:terms"), query)
        assert answer.status_code == 200
        return answer.json()

    def test_finds_by_part_of_a_word_in_one_terminology(self, client: Client) -> None:
        assert self.ask(client, system="ORPHA", q="RETINI") == [
            {"code": "791", "label": "Retinitis pigmentosa", "synonym": ""}
        ]

    def test_says_which_synonym_was_meant(self, client: Client) -> None:
        assert self.ask(client, system="ORPHA", q="rod-cone") == [
            {"code": "791", "label": "Retinitis pigmentosa", "synonym": "Rod-cone dystrophy"}
        ]

    def test_finds_what_was_mistyped(self, client: Client) -> None:
        (found,) = self.ask(client, system="ORPHA", q="retinitis pigmentoza")
        assert found["code"] == "791"

    @pytest.mark.parametrize(
        "query",
        [{}, {"system": "ORPHA"}, {"q": "retin"}, {"system": "ORPHA", "q": "r"}]
        + [{"system": "ORPHA", "q": words} for words in ("%%", "__", "\\", "' OR 1=1", "x" * 5000)],
    )
    def test_finds_nothing_for_what_is_no_search(
        self, client: Client, query: dict[str, str]
    ) -> None:
        assert self.ask(client, **query) == []

    def test_survives_what_cannot_be_stored(self, client: Client) -> None:
        assert self.ask(client, system="ORPHA", q="re\0tin") == []
        assert self.ask(client, system="OR\0PHA", q="retin") == []

    def test_is_for_people_who_signed_in(self) -> None:
        assert Client().get(reverse("datasets:terms"), {"q": "x"}).status_code == 302
