"""Form pages in the CMS: unfinished designs can be kept, going live wants a definition without errors."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from datasets.models import FormVersion
from tests.datasets.conftest import client_of
from tests.factories.cast import NetworkCast, definition, draft_form
from tests.factories.forms import everything, publish


@pytest.fixture
def coordinator(network: NetworkCast) -> Client:
    return client_of(network.coordinator)


@pytest.fixture
def draft(network: NetworkCast) -> Any:
    return draft_form(network.index, "Draft", by=network.coordinator)


def with_error() -> dict[str, Any]:
    broken = definition("Broken")
    del broken["elements"][0]["elements"][0]["privacy"]
    return broken


def posted(page: Any, content: Any, **more: str) -> dict[str, str]:
    return {
        "title": page.title,
        "slug": page.slug,
        "purpose": getattr(page, "purpose", ""),
        "definition": content if isinstance(content, str) else json.dumps(content),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **more,
    }


def edit(client: Client, page: Any, content: Any, **more: str) -> HttpResponse:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(url, posted(page, content, **more))
    assert isinstance(answer, HttpResponse)
    return answer


def latest(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object().definition


PUBLISH = {"action-publish": "action-publish"}


class TestFormPageForm:
    """What the page editor takes."""

    def test_keeps_an_unfinished_design_as_a_draft(self, coordinator: Client, draft: Any) -> None:
        answer = edit(coordinator, draft, with_error())
        assert answer.status_code == 302
        assert latest(draft) == with_error()

    def test_refuses_to_publish_one_and_names_the_problem(
        self, coordinator: Client, draft: Any
    ) -> None:
        answer = edit(coordinator, draft, with_error(), **PUBLISH)
        assert answer.status_code == 200
        assert "1 problems must be solved first" in answer.content.decode()
        assert "can identify the patient" in answer.content.decode()
        draft.refresh_from_db()
        assert not draft.live
        assert not FormVersion.objects.filter(page_id=draft.pk).exists()

    def test_publishes_a_finished_one_and_freezes_it(
        self, network: NetworkCast, coordinator: Client, draft: Any
    ) -> None:
        assert edit(coordinator, draft, everything(), **PUBLISH).status_code == 302
        version = FormVersion.objects.get(page_id=draft.pk)
        assert version.definition == everything()
        assert version.published_by_id == network.coordinator.pk

    def test_freezes_nothing_when_a_live_form_is_saved_as_a_draft(
        self, coordinator: Client, network: NetworkCast
    ) -> None:
        assert edit(coordinator, network.form, everything()).status_code == 302
        assert latest(network.form) == everything()
        (version,) = FormVersion.objects.filter(page_id=network.form.pk)
        assert version.definition == network.form.definition

    def test_refuses_text_that_is_no_json(self, coordinator: Client, draft: Any) -> None:
        answer = edit(coordinator, draft, "{")
        assert answer.status_code == 200
        assert "valid JSON" in answer.content.decode()

    @pytest.mark.parametrize("content", [[1], "words", 7, {"format": "cpms-form/9"}])
    def test_can_be_opened_again_whatever_was_kept(
        self, coordinator: Client, draft: Any, content: Any
    ) -> None:
        edit(coordinator, draft, json.dumps(content))
        assert latest(draft) == content
        url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        assert coordinator.get(url).status_code == 200


class TestApproval:
    """Approving goes past the page's form: the refusal is a message, not a broken page."""

    def test_of_a_form_with_errors_says_what_stands_in_the_way(
        self, network: NetworkCast, coordinator: Client, draft: Any
    ) -> None:
        draft.definition = with_error()
        draft.save_revision(user=network.designer)
        state = draft.get_workflow().start(draft, network.designer)
        url = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[draft.pk, "approve", state.current_task_state.pk],
        )
        answer = coordinator.post(url, {"comment": ""}, follow=True)
        assert answer.status_code == 200
        assert "The form cannot be published yet: 1 problem" in answer.content.decode()
        draft.refresh_from_db()
        state.refresh_from_db()
        assert (draft.live, state.status) == (False, "in_progress")

    def test_of_a_finished_form_publishes_it(
        self, network: NetworkCast, coordinator: Client, draft: Any
    ) -> None:
        state = draft.get_workflow().start(draft, network.designer)
        url = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[draft.pk, "approve", state.current_task_state.pk],
        )
        assert coordinator.post(url, {"comment": ""}).status_code == 302
        version = FormVersion.objects.get(page_id=draft.pk)
        assert version.published_by_id == network.coordinator.pk

    def test_goes_back_to_the_page(
        self, network: NetworkCast, coordinator: Client, draft: Any
    ) -> None:
        draft.definition = with_error()
        draft.save_revision(user=network.designer)
        state = draft.get_workflow().start(draft, network.designer)
        url = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[draft.pk, "approve", state.current_task_state.pk],
        )
        answer: Any = coordinator.post(url, {"comment": ""})
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])


class TestOtherWaysToGoLive:
    """Wagtail has several; all of them freeze, or refuse."""

    def publish_by_api(self, client: Client, page: Any) -> int:
        url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
        return client.post(url, {}, content_type="application/json").status_code

    def test_the_api_of_the_cms_freezes(self, coordinator: Client, draft: Any) -> None:
        assert self.publish_by_api(coordinator, draft) == 200
        assert FormVersion.objects.filter(page_id=draft.pk).count() == 1

    def test_the_api_of_the_cms_refuses_a_form_with_errors(
        self, coordinator: Client, draft: Any
    ) -> None:
        draft.definition = with_error()
        draft.save_revision()
        assert self.publish_by_api(coordinator, draft) == 302
        draft.refresh_from_db()
        assert not draft.live
        assert not FormVersion.objects.filter(page_id=draft.pk).exists()

    def test_a_copy_that_is_live_has_its_own_version(self, network: NetworkCast) -> None:
        copy = network.form.copy(
            update_attrs={"slug": "copy"}, user=network.coordinator, keep_live=True
        )
        assert copy.live
        (version,) = FormVersion.objects.filter(page_id=copy.pk)
        assert (version.number, version.definition) == (1, network.form.definition)


class TestServe:
    """Forms are filled in the site, not in the page tree."""

    def test_a_form_leads_to_its_records(self, network: NetworkCast, client: Client) -> None:
        answer: Any = client.get(network.form.relative_url(None))
        assert answer.url == reverse("datasets:records", args=[network.form.pk])

    def test_the_folder_of_forms_leads_to_the_list(
        self, network: NetworkCast, client: Client
    ) -> None:
        answer: Any = client.get(network.index.relative_url(None))
        assert answer.url == reverse("datasets:forms")


class TestPreview:
    """The form as a clinician will see it, or what stands in its way."""

    def preview(self, page: Any) -> str:
        response: Any = page.make_preview_request()
        response.render() if hasattr(response, "render") else None
        assert response.status_code == 200
        return str(response.content.decode())

    def test_shows_every_page(self, network: NetworkCast) -> None:
        shown = self.preview(publish(network, everything()))
        for words in ("Reasonaa", "Relative", "Adviceaa"):
            assert words in shown

    def test_shows_a_form_whose_privacy_classes_are_still_missing(self, draft: Any) -> None:
        draft.definition = with_error()
        assert "Reason" in self.preview(draft)

    @pytest.mark.parametrize("content", [[1], {}, {**definition("X"), "elements": []}])
    def test_shows_the_problems_of_a_form_with_errors(self, draft: Any, content: Any) -> None:
        draft.definition = content
        assert "<li" in self.preview(draft)
