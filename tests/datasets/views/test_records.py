"""Forms, their records, reading one, checking it and handing it in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from datasets.acts import Act
from datasets.models import Record
from datasets.operations.records import create_record
from tests.datasets.conftest import client_of
from tests.factories.cast import NOW, NetworkCast, definition, draft_form
from tests.factories.forms import (
    CLOSING,
    FAMILY,
    PATIENT,
    everything,
    publish,
    publish_again,
    save,
    started,
)


@pytest.fixture
def record(network: NetworkCast) -> Record:
    return started(network)


def list_url(form: Any) -> str:
    return reverse("datasets:records", args=[form.pk])


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestFormList:
    """The published forms of a person's networks."""

    def test_shows_published_forms_of_the_own_networks_only(
        self, network: NetworkCast, other_network: NetworkCast, client: Client
    ) -> None:
        draft_form(network.index, "Still a draft", by=network.designer)
        html = text(client.get(reverse("datasets:forms")))
        assert "ERN-EYE consultation" in html
        assert "ERN-RND consultation" not in html
        assert "Still a draft" not in html

    @pytest.mark.parametrize("purpose", ["contribution", "outcome"])
    def test_leaves_out_what_is_written_within_a_consultation(
        self, network: NetworkCast, client: Client, purpose: str
    ) -> None:
        type(network.form).objects.filter(pk=network.form.pk).update(purpose=purpose)
        assert network.form.title not in client.get(reverse("datasets:forms")).content.decode()
        assert client.get(reverse("datasets:records", args=[network.form.pk])).status_code == 404

    def test_needs_as_many_queries_for_many_forms(
        self, network: NetworkCast, client: Client
    ) -> None:
        url = reverse("datasets:forms")
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        for number in range(5):
            publish(network, definition(str(number)), f"Form {number}")
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        assert len(few) == len(many) <= 8

    def test_is_for_people_who_signed_in(self, network: NetworkCast) -> None:
        answer: Any = Client().get(reverse("datasets:forms"))
        assert answer.status_code == 302
        assert "/sign-in/" in answer.url


class TestRecordList:
    """The records of a form, with nothing of their answers."""

    def test_shows_number_state_progress_and_who_changed_it(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "Blind"}, by=network.clinician)
        html = text(client.get(list_url(record.version.page)))
        for words in ("Record 1", "Draft", "1 of 3 sections", network.clinician.last_name):
            assert words in html
        assert "Blind" not in html

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ({}, {1, 2}),
            ({"state": "draft"}, {2}),
            ({"state": "submitted"}, {1}),
            ({"state": "'; --"}, {1, 2}),
            ({"q": "2"}, {2}),
            ({"q": " 1 "}, {1}),
            ({"q": "7"}, set()),
            ({"q": "x"}, set()),
            ({"q": "9" * 30}, set()),
            ({"q": "9" * 5000}, set()),
            ({"page": "x"}, {1, 2}),
            ({"page": "9" * 30}, {1, 2}),
        ],
    )
    def test_can_be_filtered_whatever_is_asked(
        self, network: NetworkCast, client: Client, query: dict[str, str], shown: set[int]
    ) -> None:
        page = publish(network, everything())
        first, _ = (create_record(page=page, by=network.clinician, now=NOW) for _ in range(2))
        Record.objects.filter(pk=first.pk).update(state="submitted")
        answer: Any = client.get(list_url(page), query)
        text(answer)
        assert {row.record.number for row in answer.context["rows"]} == shown

    def test_has_pages(self, network: NetworkCast, client: Client) -> None:
        page = publish(network, everything())
        for _ in range(27):
            create_record(page=page, by=network.clinician, now=NOW)
        answer: Any = client.get(list_url(page), {"page": "2"})
        assert len(answer.context["rows"]) == 2

    def test_needs_as_many_queries_for_many_records(
        self, network: NetworkCast, client: Client
    ) -> None:
        page = publish(network, everything())
        counts = []
        for number in (1, 20):
            for _ in range(number):
                create_record(page=page, by=network.clinician, now=NOW)
            with CaptureQueriesContext(connection) as queries:
                text(client.get(list_url(page)))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 10

    def test_starts_a_record_at_its_first_page(self, network: NetworkCast, client: Client) -> None:
        page = publish(network, everything())
        answer: Any = client.post(list_url(page))
        record = Record.objects.get(version__page_id=page.pk)
        assert answer.url == reverse("datasets:fill", args=[record.pk, PATIENT])

    def test_offers_readers_no_new_record(self, network: NetworkCast) -> None:
        reader = client_of(network.coordinator)
        html = text(reader.get(list_url(network.form)))
        assert "Start a new record" not in html
        answer = reader.post(list_url(network.form))
        assert answer.status_code == 403
        assert "You may not fill in this form." in answer.content.decode()

    def test_does_not_exist_for_others(
        self, network: NetworkCast, other_network: NetworkCast
    ) -> None:
        for person in (other_network.clinician, network.designer):
            browser = client_of(person)
            assert browser.get(list_url(network.form)).status_code == 404
            assert browser.post(list_url(network.form)).status_code == 404

    def test_does_not_exist_for_what_is_no_published_form(
        self, network: NetworkCast, client: Client
    ) -> None:
        for page in (draft_form(network.index, "Draft", by=network.designer), network.index):
            assert client.get(list_url(page)).status_code == 404

    def test_keeps_records_of_old_versions(self, network: NetworkCast, client: Client) -> None:
        page = publish(network, definition("One"))
        create_record(page=page, by=network.clinician, now=NOW)
        publish_again(page, everything())
        create_record(page=page, by=network.clinician, now=NOW)
        html = text(client.get(list_url(page)))
        assert "0 of 1 section" in html
        assert "0 of 3 sections" in html


class TestRecord:
    """A record to read."""

    def test_shows_answers_reasons_and_the_history(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        answers = {"reasonaa": "Loss of <b>sight</b>", "severity": "mild", "familial": True}
        save(record, PATIENT, answers, missing={"/onsetaaa": "unknown"}, by=network.clinician)
        rows = [{"_id": "r1", "kinshipa": "Aunt"}]
        save(record, FAMILY, {"relative": rows}, by=network.clinician)
        html = text(client.get(reverse("datasets:record", args=[record.pk])))
        for words in ("Loss of &lt;b&gt;sight&lt;/b&gt;", "MILD", "Yes", "Unknown", "Aunt"):
            assert words in html
        assert "Relative 1" in html
        assert "3 answers" not in html
        assert "4 answers" in html

    def test_leaves_out_what_is_hidden(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        save(
            record, FAMILY, {"relative": [{"_id": "r1", "kinshipa": "Aunt"}]}, by=network.clinician
        )
        html = text(client.get(reverse("datasets:record", args=[record.pk])))
        assert "Aunt" not in html
        assert "Fullname" not in html

    def test_tells_the_audit_trail_that_it_was_read(
        self, network: NetworkCast, client: Client, record: Record, kept_acts: list[Act]
    ) -> None:
        client.get(reverse("datasets:record", args=[record.pk]))
        (act,) = kept_acts
        assert (act.name, act.by, act.subject_id) == (
            "read_record",
            network.clinician.pk,
            str(record.pk),
        )

    def test_does_not_exist_for_others_nor_does_reading_it_count(
        self,
        network: NetworkCast,
        other_network: NetworkCast,
        record: Record,
        kept_acts: list[Act],
    ) -> None:
        for name in ("record", "check", "pdf"):
            url = reverse(f"datasets:{name}", args=[record.pk])
            assert client_of(other_network.clinician).get(url).status_code == 404
            assert client_of(network.designer).get(url).status_code == 404
        unknown = reverse("datasets:record", args=[uuid4()])
        assert client_of(network.clinician).get(unknown).status_code == 404
        assert kept_acts == []

    def test_of_a_case_does_not_exist_for_the_network(
        self, network: NetworkCast, client: Client
    ) -> None:
        record = create_record(page=network.form, by=network.clinician, now=NOW)
        Record.objects.filter(pk=record.pk).update(scope=uuid4())
        url = reverse("datasets:record", args=[record.pk])
        assert client.get(url).status_code == 404

    def test_offers_readers_no_change(self, network: NetworkCast, record: Record) -> None:
        url = reverse("datasets:record", args=[record.pk])
        check = reverse("datasets:check", args=[record.pk])
        assert check in text(client_of(network.clinician).get(url))
        assert check not in text(client_of(network.coordinator).get(url))

    def test_needs_as_many_queries_for_a_long_history(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        url = reverse("datasets:record", args=[record.pk])
        counts = []
        for numbers in (range(1), range(1, 15)):
            for number in numbers:
                answers = {"reasonaa": str(number)}
                save(record, PATIENT, answers, base=number, by=network.clinician)
            with CaptureQueriesContext(connection) as queries:
                text(client.get(url))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 14


class TestCheckAndSubmit:
    """What stands in the way of handing in, and handing in."""

    def test_lists_each_problem_with_a_link_to_its_question(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        unread = {"/onsetaaa": {"": ["twelve"]}}
        save(record, PATIENT, {}, unread=unread, by=network.clinician)
        html = text(client.get(reverse("datasets:check", args=[record.pk])))
        page = reverse("datasets:fill", args=[record.pk, PATIENT])
        for key in ("reasonaa", "onsetaaa"):
            assert f'href="{page}#f-{key}"' in html
        assert "2 answers to look at" in html
        assert "Submit the record" not in html

    def test_offers_to_submit_when_nothing_is_left(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        assert "Submit the record" in text(client.get(reverse("datasets:check", args=[record.pk])))

    def test_leads_back_to_the_check_while_something_is_left(
        self, client: Client, record: Record
    ) -> None:
        answer: Any = client.post(reverse("datasets:submit", args=[record.pk]))
        assert answer.url == reverse("datasets:check", args=[record.pk])
        record.refresh_from_db()
        assert record.is_draft

    def test_submits_once(self, network: NetworkCast, client: Client, record: Record) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        save(record, CLOSING, {"adviceaa": "B"}, by=network.clinician)
        url = reverse("datasets:submit", args=[record.pk])
        detail = reverse("datasets:record", args=[record.pk])
        assert client.get(url).status_code == 405
        first: Any = client.post(url)
        assert first.url == detail
        again = client.post(url)
        assert again.status_code == 403
        assert "was submitted and cannot be changed any more" in again.content.decode()
        html = text(client.get(detail))
        assert "submitted by" in html
        assert reverse("datasets:check", args=[record.pk]) not in html
        checked: Any = client.get(reverse("datasets:check", args=[record.pk]))
        assert checked.url == detail

    def test_is_refused_to_readers(self, network: NetworkCast, record: Record) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        reader = client_of(network.coordinator)
        assert reader.post(reverse("datasets:submit", args=[record.pk])).status_code == 403

    def test_shows_afterwards_what_was_handed_in(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "Blind", "familial": False}, by=network.clinician)
        client.post(reverse("datasets:submit", args=[record.pk]))
        html = text(client.get(reverse("datasets:record", args=[record.pk])))
        assert "Blind" in html
