"""Files of the case, and the document of the outcome."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cpms.panels.views.conftest import browser, see, send, words
from tests.factories.panels import Scene, closed, in_sign_off, opened

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


def letter() -> SimpleUploadedFile:
    """Return a small file."""
    return SimpleUploadedFile("letter.txt", b"Seen in March.", content_type="text/plain")


class TestAttach:
    def test_adds_a_file_that_everybody_in_the_panel_can_open(self, scene: Scene) -> None:
        panel = opened(scene)
        send(scene.requester, "attach", panel.pk, file=letter(), description="First visit")
        kept = panel.case.attachments.get()
        page = words(see(scene.coordinator, "panel", panel.pk))
        url = reverse("patients:attachment", args=[panel.case_id, kept.pk])
        assert "First visit" in page
        assert url in page
        sent = browser(scene.coordinator).get(url)
        assert b"".join(sent.streaming_content) == b"Seen in March."  # type: ignore[attr-defined]

    def test_says_why_a_file_cannot_be_kept(self, scene: Scene) -> None:
        panel = opened(scene)
        wrong = SimpleUploadedFile("run.exe", b"MZ\x90\x00", content_type="application/pdf")
        client, url = browser(scene.requester), reverse("panels:attach", args=[panel.pk])
        page = words(client.post(url, {"file": wrong}, follow=True))  # type: ignore[arg-type]
        assert "cpms-notice--urgent" in page
        assert not panel.case.attachments.exists()

    def test_wants_a_file(self, scene: Scene) -> None:
        client, panel = browser(scene.requester), opened(scene)
        url = reverse("panels:attach", args=[panel.pk])
        assert "Choose a file first." in words(client.post(url, follow=True))  # type: ignore[arg-type]

    def test_is_for_the_requester_and_not_after_sign_off(self, scene: Scene) -> None:
        panel = opened(scene)
        answer = send(scene.coordinator, "attach", panel.pk, file=letter())
        assert answer.status_code == 403
        assert send(scene.stranger, "attach", panel.pk, file=letter()).status_code == 404
        late = send(scene.requester, "attach", in_sign_off(scene).pk, file=letter())
        assert late.status_code == 403


class TestOutcome:
    def test_sends_the_document_to_who_sees_the_case(self, scene: Scene) -> None:
        panel = closed(scene)
        answer = see(scene.requester, "outcome", panel.pk, 1)
        assert answer.content.startswith(b"%PDF")
        assert f"{panel.number}-1.pdf" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"
        assert see(scene.requester, "outcome", panel.pk, 2).status_code == 404
        for person in (scene.stranger, scene.dispatcher):
            assert see(person, "outcome", panel.pk, 1).status_code == 404
