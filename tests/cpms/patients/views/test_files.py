from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cpms.audit.models import AuditRow
from cpms.patients.operations import attach_file, give_access
from tests.cpms.patients.conftest import Scene, browser
from tests.factories.cast import NOW
from tests.factories.patients import case_of

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


class TestAttachment:
    @pytest.fixture
    def page(self, scene: Scene) -> str:
        case = case_of(scene.patient(), scene.doctor)
        file = SimpleUploadedFile("letter.txt", b"An old letter.")
        kept = attach_file(case_id=case.pk, file=file, description="", by=scene.doctor, now=NOW)
        give_access(case=case, user=scene.stranger, level="summary", by=None, now=NOW)
        return reverse("patients:attachment", args=[case.pk, kept.pk])

    def test_is_sent_as_a_download_that_runs_nothing(self, page: str, client: Client) -> None:
        answer: Any = client.get(page)
        assert b"".join(answer.streaming_content) == b"An old letter."
        assert answer["Content-Disposition"] == 'attachment; filename="letter.txt"'
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert AuditRow.objects.filter(act="read_attachment").count() == 1
        answer.close()

    def test_is_forbidden_to_who_sees_the_summary(self, scene: Scene, page: str) -> None:
        assert browser(scene.stranger).get(page).status_code == 403

    def test_is_not_there_for_others(self, scene: Scene, page: str) -> None:
        assert browser(scene.colleague).get(page).status_code == 404
