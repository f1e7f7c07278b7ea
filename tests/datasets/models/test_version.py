"""Publishing a form freezes a version of it, by whichever way it goes live."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command

from datasets.acts import Act
from datasets.models import FormVersion, PublishRefused
from forms_engine.compile import CompiledForm
from forms_engine.definition.canonical import content_hash
from tests.factories.cast import NetworkCast, definition, draft_form
from tests.factories.forms import everything, publish, publish_again


@pytest.fixture
def draft(network: NetworkCast) -> Any:
    return draft_form(network.index, "Draft", by=network.coordinator)


def numbers(page: Any) -> list[int]:
    return sorted(FormVersion.objects.filter(page_id=page.pk).values_list("number", flat=True))


def with_error() -> dict[str, Any]:
    broken = definition("Broken")
    del broken["elements"][0]["elements"][0]["privacy"]
    return broken


class TestPublish:
    """A version holds all that is needed to read its records for ever."""

    def test_freezes_the_definition_its_contract_and_its_hash(
        self, network: NetworkCast, draft: Any
    ) -> None:
        draft.get_latest_revision().publish(user=network.coordinator)
        draft.refresh_from_db()
        version = FormVersion.objects.get(page_id=draft.pk)
        assert version.number == 1
        assert version.definition == draft.definition
        assert version.sha256 == content_hash(draft.definition)
        assert version.schema == CompiledForm(draft.definition).schema
        assert version.published_at == draft.last_published_at
        assert version.published_by_id == network.coordinator.pk

    def test_tells_the_audit_trail_who_published_what(
        self, network: NetworkCast, draft: Any, kept_acts: list[Act]
    ) -> None:
        draft.get_latest_revision().publish(user=network.coordinator)
        (act,) = [act for act in kept_acts if act.name == "publish_form"]
        version = FormVersion.objects.get(page_id=draft.pk)
        assert (act.by, act.subject_id) == (network.coordinator.pk, str(version.pk))
        assert act.details == {"page": draft.pk, "number": 1}

    def test_of_the_same_definition_makes_no_new_version(
        self, network: NetworkCast, kept_acts: list[Act]
    ) -> None:
        page = publish(network, everything())
        page.title = "Another title"
        publish_again(page, everything(), by=network.coordinator)
        assert numbers(page) == [1]
        assert [act.name for act in kept_acts].count("publish_form") == 1

    def test_of_another_definition_counts_on_also_when_it_was_there_before(
        self, network: NetworkCast
    ) -> None:
        page = publish(network, definition("One"))
        publish_again(page, definition("Two"))
        publish_again(page, definition("One"))
        assert numbers(page) == [1, 2, 3]

    def test_counts_for_each_page(self, network: NetworkCast) -> None:
        assert numbers(publish(network, definition("A"), "A")) == [1]
        assert numbers(publish(network, definition("A"), "B")) == [1]

    def test_freezes_when_a_review_approves(self, network: NetworkCast, draft: Any) -> None:
        state = draft.get_workflow().start(draft, network.designer)
        assert numbers(draft) == []
        state.current_task_state.approve(user=network.coordinator)
        draft.refresh_from_db()
        assert draft.live
        assert numbers(draft) == [1]

    def test_freezes_a_scheduled_form_only_when_it_goes_live(
        self, network: NetworkCast, draft: Any
    ) -> None:
        draft.go_live_at = datetime.now(UTC) + timedelta(hours=1)
        draft.save_revision(user=network.coordinator).publish(user=network.coordinator)
        draft.refresh_from_db()
        assert not draft.live
        assert numbers(draft) == []
        later = datetime.now(UTC) + timedelta(hours=2)
        with patch("django.utils.timezone.now", return_value=later):
            call_command("publish_scheduled", verbosity=0)
        draft.refresh_from_db()
        assert draft.live
        assert numbers(draft) == [1]

    def test_keeps_serving_the_old_version_while_the_new_one_waits(
        self, network: NetworkCast
    ) -> None:
        page = publish(network, definition("Now"))
        page.go_live_at = datetime.now(UTC) + timedelta(hours=1)
        publish_again(page, definition("Later"))
        assert numbers(page) == [1]
        newest = FormVersion.objects.newest(page.pk)
        assert newest is not None
        assert newest.definition["title"] == {"en": "Now"}


class TestRefusal:
    """A definition with errors does not go live, and nothing of it is kept."""

    def test_names_the_number_of_problems_and_the_first(self, draft: Any) -> None:
        draft.definition = with_error()
        with pytest.raises(PublishRefused, match=r"1 problem.* First: Say whether “Reason”"):
            draft.save_revision().publish()

    def test_leaves_nothing_half_published(self, network: NetworkCast, draft: Any) -> None:
        draft.definition = with_error()
        with pytest.raises(PublishRefused):
            draft.save_revision().publish()
        draft.refresh_from_db()
        assert (draft.live, draft.live_revision, numbers(draft)) == (False, None, [])

    def test_leaves_the_live_version_in_force(self, network: NetworkCast) -> None:
        page = publish(network, definition("Good"))
        with pytest.raises(PublishRefused):
            publish_again(page, with_error())
        page.refresh_from_db()
        assert page.definition == definition("Good")
        assert numbers(page) == [1]

    def test_leaves_nothing_half_published_when_freezing_fails(
        self, network: NetworkCast, draft: Any
    ) -> None:
        with (
            patch.object(type(FormVersion.objects.all()), "freeze", side_effect=RuntimeError),
            pytest.raises(RuntimeError),
        ):
            draft.get_latest_revision().publish()
        draft.refresh_from_db()
        assert not draft.live

    def test_leaves_the_review_open(self, network: NetworkCast, draft: Any) -> None:
        draft.definition = with_error()
        draft.save_revision(user=network.designer)
        state = draft.get_workflow().start(draft, network.designer)
        with pytest.raises(PublishRefused):
            state.current_task_state.approve(user=network.coordinator)
        state.refresh_from_db()
        draft.refresh_from_db()
        assert (state.status, draft.live, numbers(draft)) == ("in_progress", False, [])


class TestForm:
    """A version ready for use."""

    def test_is_compiled_once_for_all_copies_of_the_row(self, network: NetworkCast) -> None:
        page = publish(network, everything())
        first, second = (FormVersion.objects.get(page_id=page.pk) for _ in range(2))
        assert first.form is second.form

    def test_is_not_mixed_up_with_another_version(self, network: NetworkCast) -> None:
        page = publish(network, definition("One"))
        publish_again(page, definition("Two"))
        titles = {each.form.definition["title"]["en"] for each in page.form_versions.all()}
        assert titles == {"One", "Two"}
