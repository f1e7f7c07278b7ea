"""The way through a record: from page to page, and rows of repeats, by the buttons and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cpms.accounts.models import User
from datasets.models import Record
from tests.datasets.views.filling import autosave, input_of, post, url
from tests.factories.cast import NetworkCast
from tests.factories.forms import CLOSING, FAMILY, PATIENT, save, started


@pytest.fixture
def record(network: NetworkCast) -> Record:
    return started(network)


class TestWay:
    """From page to page, over those that are not asked."""

    def test_passes_over_a_hidden_page(self, client: Client, record: Record) -> None:
        answer: Any = post(client, record, reasonaa="A", familial="false", action="next")
        assert answer.url == url(record, CLOSING)

    def test_goes_to_a_page_that_the_answers_just_opened(
        self, client: Client, record: Record
    ) -> None:
        answer: Any = post(client, record, reasonaa="A", familial="true", action="next")
        assert answer.url == url(record, FAMILY)

    def test_passes_over_a_page_that_the_answers_just_closed(
        self, client: Client, record: Record
    ) -> None:
        post(client, record, reasonaa="A", familial="true")
        answer: Any = post(client, record, reasonaa="A", familial="false", action="next")
        assert answer.url == url(record, CLOSING)

    def test_ends_at_the_check(self, client: Client, record: Record) -> None:
        answer: Any = post(client, record, CLOSING, adviceaa="A", action="next")
        assert answer.url == reverse("datasets:check", args=[record.pk])

    def test_saves_on_the_way_back_also_what_cannot_be_read(
        self, client: Client, record: Record
    ) -> None:
        post(client, record, reasonaa="A", familial="true")
        answer: Any = post(client, record, CLOSING, adviceaa="B", action="previous")
        assert answer.url == url(record, FAMILY)
        assert record.answers["adviceaa"] == "B"
        answer = post(client, record, PATIENT, onsetaaa="x", action="previous")
        assert answer.url == url(record, PATIENT)

    def test_leads_to_the_record_when_leaving(self, client: Client, record: Record) -> None:
        answer: Any = post(client, record, reasonaa="A", action="leave")
        assert answer.url == reverse("datasets:record", args=[record.pk])
        assert record.answers == {"reasonaa": "A"}

    def test_stays_after_saving(self, client: Client, record: Record) -> None:
        answer = post(client, record, reasonaa="A", action="save")
        assert answer.status_code == 200
        assert 'value="1"' in input_of(answer.content.decode(), "base_version")

    def test_to_a_page_that_is_hidden_does_not_exist(self, client: Client, record: Record) -> None:
        assert client.get(url(record, FAMILY)).status_code == 404

    def test_keeps_what_was_typed_on_a_page_that_a_colleague_closed_meanwhile(
        self, network: NetworkCast, colleague: User, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A", "familial": True}, by=network.clinician)
        save(record, PATIENT, {"reasonaa": "A", "familial": False}, base=1, by=colleague)
        typed = {"relative:rows": ["r1"], "relative.r1.kinshipa": "Aunt"}
        assert autosave(client, record, FAMILY, **typed).status_code == 200
        assert record.answers["relative"] == [{"_id": "r1", "kinshipa": "Aunt"}]
        answer: Any = post(client, record, FAMILY, **typed, action="next")
        assert answer.status_code == 302
        assert client.get(answer.url).status_code == 200


class TestRows:
    """Rows of repeats without scripts."""

    @pytest.fixture
    def record(self, network: NetworkCast) -> Record:
        record = started(network)
        save(record, PATIENT, {"reasonaa": "A", "familial": True}, by=network.clinician)
        return record

    def test_are_added_with_what_was_typed_meanwhile(self, client: Client, record: Record) -> None:
        answer: Any = post(client, record, FAMILY, action="add:relative")
        assert answer.status_code == 302
        (first,) = record.answers["relative"]
        typed = {"relative:rows": first["_id"], f"relative.{first['_id']}.kinshipa": "Aunt"}
        post(client, record, FAMILY, **typed, action="add:relative")
        assert [row.get("kinshipa") for row in record.answers["relative"]] == ["Aunt", None]

    def test_are_added_inside_rows(self, client: Client, record: Record) -> None:
        post(client, record, FAMILY, **{"relative:rows": "r1"}, action="add:relative.r1.variants")
        (row,) = record.answers["relative"]
        assert [list(inner) for inner in row["variants"]] == [["_id"]]

    def test_lead_to_where_they_are(self, client: Client, record: Record) -> None:
        for action in ("add:relative", "remove:relative.r1"):
            typed = {"relative:rows": ["r1", "r2"]}
            answer: Any = post(client, record, FAMILY, **typed, action=action)
            address, _, fragment = answer.url.partition("#")
            assert f'id="{fragment}"' in client.get(address).content.decode()

    def test_are_removed_with_all_that_was_typed_in_them(
        self, client: Client, record: Record
    ) -> None:
        typed = {
            "relative:rows": ["r1", "r2"],
            "relative.r1.kinshipa": "Aunt",
            "relative.r1.ageaaaaa": "old",
            "relative.r2.kinshipa": "Uncle",
        }
        post(client, record, FAMILY, **typed)
        assert record.unread == {"/relative/r1/ageaaaaa": {"": ["old"]}}
        post(client, record, FAMILY, **typed, action="remove:relative.r1")
        assert record.answers["relative"] == [{"_id": "r2", "kinshipa": "Uncle"}]
        assert record.unread == {}

    @pytest.mark.parametrize(
        "action",
        [
            "add:nothing",
            "add:relative.r1.nothing",
            "add:relative.r1.kinshipa",
            "add:relative.kinshipa.x",
            "add:reasonaa",
            "add:",
            "add:.",
            "remove:relative",
            "remove:relative.r9",
            "remove:relative.r1.kinshipa.x",
            "remove:reasonaa.r1",
            "remove:..",
            "jump:relative",
            "add:relative\r\nLocation: x",
        ],
    )
    def test_are_not_made_where_there_is_no_repeat(
        self, client: Client, record: Record, action: str
    ) -> None:
        typed = {"relative:rows": ["r1"], "relative.r1.kinshipa": "Aunt"}
        answer = post(client, record, FAMILY, **typed, action=action)
        assert answer.status_code in (200, 302)
        assert record.answers["relative"] == [{"_id": "r1", "kinshipa": "Aunt"}]
        assert client.get(url(record, FAMILY)).status_code == 200

    def test_are_not_made_of_an_answer(self, client: Client, record: Record) -> None:
        for key in ("signsaaa", "severity", "diseasea", "letteraa"):
            post(client, record, PATIENT, reasonaa="A", action=f"add:{key}")
            typed = {"reasonaa": "A", "signsaaa": ["nystagmus"]}
            post(client, record, PATIENT, **typed, action=f"add:{key}.r1.x")
            post(client, record, PATIENT, **typed, action=f"remove:{key}.r1")
        assert set(record.answers) == {"reasonaa", "signsaaa"}
