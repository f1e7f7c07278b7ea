"""Receiving files for a record."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from pytest_django import Settings

from cpms.accounts.models import User
from datasets.acts import Act
from datasets.models import Record, Upload
from datasets.operations.locking import RecordRefused
from datasets.operations.records import submit_record
from datasets.operations.uploads import receive_upload
from datasets.uploads import receiving
from datasets.uploads.receiving import UploadRefused, clean_name
from tests.datasets.uploads.files import bomb, pdf, png
from tests.factories.cast import NOW, NetworkCast
from tests.factories.forms import PATIENT, context_of, save, started


@pytest.fixture
def record(network: NetworkCast) -> Record:
    return started(network)


def receive(record: Record, content: bytes, by: User, name: str = "letter.txt") -> Upload:
    file = SimpleUploadedFile(name, content)
    return receive_upload(record_id=record.pk, file=file, by=by, now=NOW)


def kept_files(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.UPLOAD_ROOT).rglob("*") if path.is_file()]


class TestReceiveUpload:
    """Checked first, then kept outside the web server's reach."""

    @pytest.mark.parametrize(
        ("content", "kind"),
        [(pdf(), "application/pdf"), (png(), "image/png"), (b"words", "text/plain")],
    )
    def test_keeps_the_bytes_and_what_they_are(
        self, network: NetworkCast, record: Record, settings: Settings, content: bytes, kind: str
    ) -> None:
        upload = receive(record, content, network.clinician)
        (kept,) = kept_files(settings)
        assert kept == Path(settings.UPLOAD_ROOT) / upload.path
        assert kept.read_bytes() == content
        assert upload.description() == {
            "upload": str(upload.pk),
            "name": "letter.txt",
            "media_type": kind,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        assert (upload.by_id, upload.at) == (network.clinician.pk, NOW)

    def test_keeps_them_from_other_accounts_of_the_machine(
        self, network: NetworkCast, record: Record, settings: Settings
    ) -> None:
        receive(record, b"words", network.clinician)
        for path in (Path(settings.UPLOAD_ROOT), *kept_files(settings)):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
        assert "letter" not in str(kept_files(settings))

    def test_keeps_large_files_that_lie_on_disk(
        self, network: NetworkCast, record: Record, settings: Settings
    ) -> None:
        file = TemporaryUploadedFile("a.txt", "text/plain", 3, "utf-8")
        file.write(b"abc" * 1_000_000)
        file.size = 3_000_000
        file.seek(0)
        kept = receive_upload(record_id=record.pk, file=file, by=network.clinician, now=NOW)
        assert kept.size == 3_000_000

    def test_keeps_the_same_file_of_a_record_once(
        self, network: NetworkCast, record: Record, settings: Settings
    ) -> None:
        first = receive(record, b"words", network.clinician)
        assert receive(record, b"words", network.clinician, "again.txt") == first
        assert receive(network.record, b"words", network.clinician) != first
        assert len(kept_files(settings)) == 2

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "The file is empty."),
            (b"\x00\x01", "The kind of this file is not known."),
            (b"MZ" + b"\0" * 60, "Files of this kind cannot be checked"),
            (pdf()[:80], "The PDF is damaged."),
            (bomb(60_000, 60_000), "The picture is too large."),
            (bomb(9_900, 9_900), "damaged|could not be checked|too large"),
        ],
    )
    def test_refuses_what_cannot_be_checked_and_keeps_nothing(
        self,
        network: NetworkCast,
        record: Record,
        settings: Settings,
        content: bytes,
        words: str,
    ) -> None:
        with pytest.raises(UploadRefused, match=words):
            receive(record, content, network.clinician, "letter.pdf")
        assert not Upload.objects.exists()
        assert kept_files(settings) == []

    def test_refuses_a_file_that_is_too_large_before_it_is_looked_at(
        self, network: NetworkCast, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(receiving, "LARGEST", 4)
        with pytest.raises(UploadRefused, match="larger than 100 MB"):
            receive(record, b"words", network.clinician)

    def test_refuses_a_file_that_takes_too_long(
        self,
        network: NetworkCast,
        record: Record,
        settings: Settings,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(receiving, "INSPECTION_SECONDS", 0.001)
        with pytest.raises(UploadRefused, match="took too long"):
            receive(record, b"words", network.clinician)
        assert kept_files(settings) == []

    def test_is_for_those_who_may_fill_the_record(
        self,
        network: NetworkCast,
        other_network: NetworkCast,
        record: Record,
        settings: Settings,
    ) -> None:
        with pytest.raises(RecordRefused, match="not change it"):
            receive(record, b"words", network.coordinator)
        with pytest.raises(Record.DoesNotExist):
            receive(record, b"words", other_network.clinician)
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        submit_record(
            record_id=record.pk, by=network.clinician, now=NOW, context=context_of(record)
        )
        with pytest.raises(RecordRefused, match="was submitted"):
            receive(record, b"words", network.clinician)
        assert kept_files(settings) == []

    def test_tells_the_audit_trail_ids_only(
        self, network: NetworkCast, record: Record, kept_acts: list[Act]
    ) -> None:
        upload = receive(record, b"words", network.clinician, "Anna Nowak.txt")
        (act,) = kept_acts
        assert (act.name, act.subject_id) == ("receive_file", str(upload.pk))
        assert act.details == {"record": str(record.pk), "size": 5}
        assert "Nowak" not in repr(act)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\anna\\scan 1.png", "scan 1.png"),
        ("/absolute/path.txt", "path.txt"),
        ("letter\u202efdp.exe", "letterfdp.exe"),
        ("a\u200bb\u2066c.txt", "abc.txt"),
        ("line\r\nbreak\0.txt", "linebreak.txt"),
        ("tab\tand\u00a0space.txt", "tabandspace.txt"),
        ("...", "file"),
        ("", "file"),
        ("..", "file"),
        (" .hidden ", "hidden"),
        ("Überweisung ärztlich.pdf", "Überweisung ärztlich.pdf"),
        ("x" * 300 + ".pdf", "x" * 255),
    ],
)
def test_a_name_loses_its_folders_and_what_misleads(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_the_name_of_a_received_file_is_cleaned(network: NetworkCast, record: Record) -> None:
    file: Any = SimpleUploadedFile("x", b"words")
    file._name = "../../letter\u202efdp.exe"
    kept = receive_upload(record_id=record.pk, file=file, by=network.clinician, now=NOW)
    assert kept.name == "letterfdp.exe"
