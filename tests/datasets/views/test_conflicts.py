"""The screen on which somebody decides between two versions of an answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cpms.accounts.models import User
from datasets.models import Record, Revision
from datasets.operations.saving import SaveConflict
from tests.datasets.conftest import client_of
from tests.factories.cast import NetworkCast
from tests.factories.forms import PATIENT, save, started

THEIRS = {"reasonaa": "Their <i>words</i>", "severity": "mild"}
MINE = {"reasonaa": "My words", "severity": "severe", "storyaaa": "Only mine"}


@pytest.fixture
def record(network: NetworkCast) -> Record:
    return started(network)


@pytest.fixture
def kept(network: NetworkCast, colleague: User, record: Record) -> Revision:
    """Return what the network's clinician typed while a colleague saved the same answers."""
    save(record, PATIENT, THEIRS, by=colleague)
    with pytest.raises(SaveConflict) as conflict:
        save(record, PATIENT, MINE, by=network.clinician)
    return conflict.value.revision


def url(kept: Revision) -> str:
    return reverse("datasets:conflict", args=[kept.record_id, kept.pk])


class TestConflict:
    """Both versions side by side."""

    def test_follows_a_save_that_met_another(
        self, colleague: User, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, THEIRS, by=colleague)
        fill = reverse("datasets:fill", args=[record.pk, PATIENT])
        answer: Any = client.post(fill, {**MINE, "base_version": "0", "action": "next"})
        assert answer.url == url(record.revisions.get(kind="conflict"))

    def test_shows_both_with_the_words_of_the_question(
        self, colleague: User, client: Client, kept: Revision
    ) -> None:
        html = client.get(url(kept)).content.decode()
        for words in ("Their &lt;i&gt;words&lt;/i&gt;", "My words", "MILD", "SEVERE", "Reasonaa"):
            assert words in html
        assert colleague.last_name in html
        assert "2 answers were changed by two people" in html
        assert "Only mine" not in html

    def test_takes_the_decision_and_leads_back_to_the_page(
        self, client: Client, record: Record, kept: Revision
    ) -> None:
        answer: Any = client.post(
            url(kept), {"choose:/reasonaa": "mine", "choose:/severity": "theirs"}
        )
        assert answer.url == reverse("datasets:fill", args=[record.pk, PATIENT])
        record.refresh_from_db()
        assert record.answers == {
            "reasonaa": "My words",
            "severity": "mild",
            "storyaaa": "Only mine",
        }

    def test_says_when_there_is_nothing_left_to_choose(
        self, client: Client, kept: Revision
    ) -> None:
        client.post(url(kept), {"choose:/reasonaa": "mine", "choose:/severity": "mine"})
        assert "There is nothing to choose" in client.get(url(kept)).content.decode()

    def test_shows_a_missing_reason_and_unreadable_text(
        self, network: NetworkCast, colleague: User, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {}, missing={"/onsetaaa": "not_asked"}, by=colleague)
        unread = {"/onsetaaa": {"": ["twelve"]}}
        with pytest.raises(SaveConflict) as conflict:
            save(record, PATIENT, {}, unread=unread, by=network.clinician)
        html = client.get(url(conflict.value.revision)).content.decode()
        assert "Not asked" in html
        assert "twelve" in html

    def test_shows_answers_in_rows_with_the_words_of_the_question(
        self, network: NetworkCast, colleague: User, client: Client, record: Record
    ) -> None:
        def row(name: str) -> dict[str, Any]:
            return {"relative": [{"_id": "r1", "kinshipa": name}]}

        save(record, "family01", row("Aunt"), by=colleague)
        with pytest.raises(SaveConflict) as conflict:
            save(record, "family01", row("Uncle"), by=network.clinician)
        html = client.get(url(conflict.value.revision)).content.decode()
        assert "Kinshipa" in html
        assert "Aunt" in html
        assert "Uncle" in html

    def test_does_not_exist_for_anybody_else(
        self,
        network: NetworkCast,
        colleague: User,
        other_network: NetworkCast,
        record: Record,
        kept: Revision,
    ) -> None:
        for person in (colleague, network.coordinator, other_network.clinician):
            browser = client_of(person)
            assert browser.get(url(kept)).status_code == 404
            assert browser.post(url(kept), {"choose:/reasonaa": "mine"}).status_code == 404
        record.refresh_from_db()
        assert record.answers == THEIRS

    def test_does_not_exist_for_an_ordinary_save_or_another_record(
        self, network: NetworkCast, client: Client, record: Record, kept: Revision
    ) -> None:
        ordinary = record.revisions.get(kind="save")
        another = reverse("datasets:conflict", args=[network.record.pk, kept.pk])
        assert client.get(url(ordinary)).status_code == 404
        assert client.get(another).status_code == 404
