from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from cpms.audit.models import AuditRow
from cpms.patients.models import Attachment, Case
from cpms.patients.operations import (
    AttachmentRefused,
    attach_file,
    give_access,
    read_attachment,
)
from datasets.uploads.receiving import UploadRefused
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import case_of

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


@pytest.fixture
def case(scene: Scene) -> Case:
    return case_of(scene.patient(), scene.doctor)


def letter(content: bytes = b"An old letter.") -> SimpleUploadedFile:
    return SimpleUploadedFile("../letter.txt", content)


def attach(case: Case, scene: Scene, who: str = "doctor", content: bytes = b"Old.") -> Attachment:
    return attach_file(
        case_id=case.pk,
        file=letter(content),
        description="Letter of 2025",
        by=getattr(scene, who),
        now=NOW,
    )


class TestAttachFile:
    def test_keeps_it_apart(self, scene: Scene, case: Case) -> None:
        kept = attach(case, scene)
        assert (kept.name, kept.media_type, kept.size) == ("letter.txt", "text/plain", 4)
        assert (Path(settings.UPLOAD_ROOT) / kept.path).read_bytes() == b"Old."
        row = AuditRow.objects.get(act="attach_file")
        assert (row.scope, row.details) == (case.pk, {"size": 4})

    def test_keeps_the_same_file_once(self, scene: Scene, case: Case) -> None:
        assert attach(case, scene) == attach(case, scene)
        assert attach(case, scene, content=b"New.") != attach(case, scene)

    @pytest.mark.parametrize("level", [None, "summary"])
    def test_is_refused_without_sight_of_everything(
        self, scene: Scene, case: Case, level: str | None
    ) -> None:
        if level:
            give_access(case=case, user=scene.stranger, level=level, by=None, now=NOW)
        with pytest.raises(AttachmentRefused):
            attach(case, scene, "stranger")
        kept = [path for path in Path(settings.UPLOAD_ROOT).rglob("*") if path.is_file()]
        assert kept == []

    def test_is_open_to_who_sees_everything(self, scene: Scene, case: Case) -> None:
        give_access(case=case, user=scene.stranger, level="full", by=None, now=NOW)
        assert attach(case, scene, "stranger").by == scene.stranger

    def test_is_refused_for_what_cannot_be_checked(self, scene: Scene, case: Case) -> None:
        with pytest.raises(UploadRefused):
            attach(case, scene, content=b"MZ\x00\x01")

    def test_is_frozen(self, scene: Scene, case: Case) -> None:
        kept = attach(case, scene)
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.filter(case=case).update(name="other.txt")
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.delete()


class TestReadAttachment:
    def test_is_noted(self, scene: Scene, case: Case) -> None:
        read_attachment(attachment=attach(case, scene), by=scene.doctor, now=NOW)
        assert AuditRow.objects.get(act="read_attachment").scope == case.pk

    def test_is_refused_to_who_sees_the_summary(self, scene: Scene, case: Case) -> None:
        kept = attach(case, scene)
        give_access(case=case, user=scene.stranger, level="summary", by=None, now=NOW)
        with pytest.raises(AttachmentRefused):
            read_attachment(attachment=kept, by=scene.stranger, now=NOW)
