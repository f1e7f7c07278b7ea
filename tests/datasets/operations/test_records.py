"""Starting records and handing them in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from cpms.accounts.models import User
from cpms.networks.queries import NetworkRecordAccess
from datasets import access
from datasets.acts import Act
from datasets.models import Record, Submission
from datasets.operations.records import (
    RecordRefused,
    SubmitRefused,
    create_record,
    submission_errors,
    submit_record,
)
from forms_engine.definition.canonical import content_hash
from tests.factories.cast import NOW, NetworkCast, definition, draft_form, make_network
from tests.factories.forms import (
    CLOSING,
    FAMILY,
    PATIENT,
    context_of,
    everything,
    publish,
    publish_again,
    save,
    started,
)

RELATIVES = [{"_id": "r1", "kinshipa": "Mother"}]


def submit(record: Record, by: User, now: Any = NOW) -> Submission:
    return submit_record(record_id=record.pk, by=by, now=now, context=context_of(record, now))


class OfThisCase(NetworkRecordAccess):
    """Lets everybody start records of one case."""

    def __init__(self, case: UUID) -> None:
        self.case = case

    def may_create(self, user: Any, page: Any, scope: UUID | None) -> bool:
        return scope == self.case


class TestCreateRecord:
    """A record pins the version that is in force."""

    def test_counts_the_records_of_a_form_from_one(self, network: NetworkCast) -> None:
        page = publish(network, everything())
        records = [create_record(page=page, by=network.clinician, now=NOW) for _ in range(3)]
        assert [record.number for record in records] == [1, 2, 3]

    def test_counts_on_over_versions_and_pins_the_newest(self, network: NetworkCast) -> None:
        page = publish(network, definition("One"))
        first = create_record(page=page, by=network.clinician, now=NOW)
        publish_again(page, definition("Two"))
        second = create_record(page=page, by=network.clinician, now=NOW)
        first.refresh_from_db()
        assert (first.number, first.version.number) == (1, 1)
        assert (second.number, second.version.number) == (2, 2)

    def test_notes_who_started_it_when_and_for_which_case(
        self, network: NetworkCast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = uuid4()
        monkeypatch.setattr(access, "_providers", [OfThisCase(case)])
        record = create_record(page=network.form, by=network.clinician, now=NOW, scope=case)
        record.refresh_from_db()
        assert (record.created_by_id, record.created_at) == (network.clinician.pk, NOW)
        assert (record.scope, record.state, record.answers) == (case, "draft", {})

    def test_asks_whose_case_it_is_for(self, network: NetworkCast) -> None:
        with pytest.raises(RecordRefused):
            create_record(page=network.form, by=network.clinician, now=NOW, scope=uuid4())

    def test_takes_the_version_that_a_case_has_pinned(self, network: NetworkCast) -> None:
        page = network.form
        pinned = page.form_versions.get()
        publish_again(page, definition("Two"))
        record = create_record(page=page, by=network.clinician, now=NOW, version=pinned)
        assert record.version == pinned

    @pytest.mark.parametrize("role", ["coordinator", "designer"])
    def test_refuses_people_who_may_not_fill_the_form(
        self, network: NetworkCast, role: str
    ) -> None:
        with pytest.raises(RecordRefused, match="You may not fill in this form"):
            create_record(page=network.form, by=getattr(network, role), now=NOW)

    def test_refuses_clinicians_of_another_network(
        self, network: NetworkCast, other_network: NetworkCast
    ) -> None:
        with pytest.raises(RecordRefused):
            create_record(page=network.form, by=other_network.clinician, now=NOW)

    def test_refuses_a_form_that_was_never_published(self, network: NetworkCast) -> None:
        page = draft_form(network.index, "Draft", by=network.coordinator)
        with pytest.raises(RecordRefused, match="not been published yet"):
            create_record(page=page, by=network.clinician, now=NOW)

    def test_tells_the_audit_trail_ids_only(
        self, network: NetworkCast, kept_acts: list[Act]
    ) -> None:
        record = create_record(page=network.form, by=network.clinician, now=NOW)
        assert kept_acts == [
            Act(
                name="create_record",
                by=network.clinician.pk,
                subject_type="record",
                subject_id=str(record.pk),
                now=NOW,
                details={"version": record.version_id},
            )
        ]


@pytest.mark.django_db(transaction=True)
class TestTwoPeopleAtOnce:
    """Two people who start a record at the same moment get two numbers."""

    def test_never_get_the_same_number(self) -> None:
        network = make_network("ERN-EYE")
        page = publish(network, everything())
        numbers = self.numbers_of(network, page, lambda: None)
        assert sorted(numbers) == list(range(1, 13))

    def test_never_get_the_same_number_while_the_form_is_published_again(self) -> None:
        network = make_network("ERN-EYE")
        page = publish(network, definition("0"))
        titles = iter(map(str, range(1, 100)))
        numbers = self.numbers_of(
            network, page, lambda: publish_again(page, definition(next(titles)))
        )
        assert sorted(numbers) == list(range(1, 13))

    @staticmethod
    def numbers_of(network: NetworkCast, page: Any, meanwhile: Any) -> list[int]:
        together = Barrier(3)

        def start(count: int) -> list[int]:
            try:
                numbers = []
                for _ in range(count):
                    together.wait(timeout=60)
                    record = create_record(page=page, by=network.clinician, now=NOW)
                    numbers.append(record.number)
                return numbers
            finally:
                connections.close_all()

        def disturb(count: int) -> list[int]:
            try:
                for _ in range(count):
                    together.wait(timeout=60)
                    meanwhile()
                return []
            finally:
                connections.close_all()

        with ThreadPoolExecutor(3) as pool:
            jobs = [pool.submit(start, 6), pool.submit(start, 6), pool.submit(disturb, 6)]
            return [number for job in jobs for number in job.result()]


class TestSubmitRecord:
    """Handing in: one pass over everything, then a frozen copy."""

    def test_refuses_while_something_required_is_unanswered(self, network: NetworkCast) -> None:
        record = started(network)
        with pytest.raises(SubmitRefused) as refusal:
            submit(record, network.clinician)
        assert [(error.path, error.code) for error in refusal.value.errors] == [
            ("/reasonaa", "required")
        ]
        record.refresh_from_db()
        assert record.is_draft
        assert not Submission.objects.filter(record=record).exists()

    def test_keeps_what_was_checked_its_circumstances_and_its_hash(
        self, network: NetworkCast
    ) -> None:
        record = started(network)
        answers = {"reasonaa": "Blind", "familial": False}
        save(record, PATIENT, answers, missing={"/onsetaaa": "unknown"}, by=network.clinician)
        submission = submit(record, network.clinician, NOW + timedelta(hours=1))
        record.refresh_from_db()
        assert (record.state, record.updated_at) == ("submitted", NOW + timedelta(hours=1))
        assert (submission.answers, submission.missing) == (answers, {"/onsetaaa": "unknown"})
        assert submission.context == {"today": "2026-01-06", "step": None, "user_roles": []}
        content = {
            "answers": answers,
            "missing": {"/onsetaaa": "unknown"},
            "form": record.version.sha256,
        }
        assert submission.sha256 == content_hash(content)

    def test_leaves_hidden_answers_and_reasons_out(self, network: NetworkCast) -> None:
        record = started(network)
        save(record, PATIENT, {"reasonaa": "Blind", "familial": True}, by=network.clinician)
        save(record, FAMILY, {"relative": RELATIVES}, by=network.clinician)
        save(
            record, PATIENT, {"reasonaa": "Blind", "familial": False}, base=1, by=network.clinician
        )
        assert record.answers["relative"] == RELATIVES
        submission = submit(record, network.clinician)
        assert submission.answers == {"reasonaa": "Blind", "familial": False}

    def test_refuses_what_could_not_be_read(self, network: NetworkCast) -> None:
        record = started(network)
        save(
            record,
            PATIENT,
            {"reasonaa": "Blind"},
            unread={"/onsetaaa": {"": ["twelve"]}},
            by=network.clinician,
        )
        errors = submission_errors(record, context_of(record))
        assert [(error.path, error.code) for error in errors] == [("/onsetaaa", "unread")]
        with pytest.raises(SubmitRefused):
            submit(record, network.clinician)

    def test_does_not_mind_unreadable_text_in_what_is_hidden(self, network: NetworkCast) -> None:
        record = started(network)
        save(record, PATIENT, {"reasonaa": "Blind"}, by=network.clinician)
        save(
            record,
            FAMILY,
            {"relative": [{"_id": "r1"}]},
            unread={"/relative/r1/ageaaaaa": {"": ["old"]}},
            by=network.clinician,
        )
        assert submit(record, network.clinician).answers == {"reasonaa": "Blind"}

    def test_refuses_a_second_time_in_words(self, network: NetworkCast) -> None:
        record = started(network)
        save(record, PATIENT, {"reasonaa": "Blind"}, by=network.clinician)
        submit(record, network.clinician)
        with pytest.raises(RecordRefused, match="was submitted and cannot be changed"):
            submit(record, network.clinician)

    def test_closes_the_record_for_every_save(self, network: NetworkCast) -> None:
        record = started(network)
        save(record, PATIENT, {"reasonaa": "Blind"}, by=network.clinician)
        submit(record, network.clinician)
        with pytest.raises(RecordRefused, match="was submitted"):
            save(record, CLOSING, {"adviceaa": "Late"}, by=network.clinician)
        assert record.answers == {"reasonaa": "Blind"}

    def test_is_for_those_who_may_fill(
        self, network: NetworkCast, other_network: NetworkCast
    ) -> None:
        with pytest.raises(RecordRefused, match="may read this record but not change it"):
            submit(network.record, network.coordinator)
        with pytest.raises(Record.DoesNotExist):
            submit(network.record, other_network.clinician)

    def test_tells_the_audit_trail_ids_only(
        self, network: NetworkCast, kept_acts: list[Act]
    ) -> None:
        record = started(network)
        save(record, PATIENT, {"reasonaa": "Blind"}, by=network.clinician)
        submit(record, network.clinician)
        assert kept_acts[-1].name == "submit_record"
        assert kept_acts[-1].subject_id == str(record.pk)
        assert "Blind" not in repr(kept_acts)
