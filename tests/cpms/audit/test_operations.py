"""The audit trail takes acts and gives none back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cpms.audit.middleware import RequestId
from cpms.audit.models import AuditRow
from cpms.audit.operations import NotAnIdentifier, collect, record
from datasets import acts
from datasets.acts import Act

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def act(name: str = "open_panel", by: int | None = 7, **values: object) -> Act:
    return Act(name=name, by=by, subject_type="panel", subject_id="31", now=NOW, **values)  # type: ignore[arg-type]


def record_and_fail(name: str) -> None:
    record(act(name))
    raise RuntimeError


def names() -> list[str]:
    return list(AuditRow.objects.values_list("act", flat=True))


class TestRecord:
    """One act, one row."""

    def test_keeps_who_what_when_and_where(self) -> None:
        scope = uuid4()
        record(act(scope=scope, details={"step": "open", "count": 2}))
        row = AuditRow.objects.get()
        assert (row.actor_id, row.actor_kind, row.act) == (7, "person", "open_panel")
        assert (row.subject_type, row.subject_id, row.at, row.scope) == ("panel", "31", NOW, scope)
        assert row.details == {"step": "open", "count": 2}

    def test_calls_a_command_the_system(self) -> None:
        record(act(by=None))
        assert AuditRow.objects.get().actor_kind == "system"

    def test_is_where_the_platform_sends_its_acts(self) -> None:
        acts.record(act("submit_record"))
        assert names() == ["submit_record"]

    @pytest.mark.parametrize(
        "words", ["Anna Nowak", "a.nowak@example.org", "blind since 2020", "é"]
    )
    def test_refuses_words_in_details(self, words: str) -> None:
        with pytest.raises(NotAnIdentifier):
            record(act(details={"value": words}))
        assert names() == []

    def test_refuses_words_as_subject(self) -> None:
        with pytest.raises(NotAnIdentifier):
            record(Act(name="see", by=1, subject_type="person", subject_id="Anna N", now=NOW))

    def test_goes_when_the_transaction_goes(self) -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            record_and_fail("open_panel")
        assert names() == []


class TestRows:
    """The database keeps rows as they are."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit_auditrow SET act = 'nothing'",
            "DELETE FROM audit_auditrow",
            "TRUNCATE audit_auditrow",
        ],
    )
    def test_refuse_every_change(self, statement: str) -> None:
        record(act())
        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            connection.cursor().execute(statement)
        assert names() == ["open_panel"]

    def test_refuse_an_act_that_is_a_sentence(self) -> None:
        with pytest.raises(IntegrityError, match="audit_act_is_snake_case"), transaction.atomic():
            record(act("Opened the panel"))

    def test_are_found_by_subject(self) -> None:
        record(act())
        record(Act(name="see", by=1, subject_type="panel", subject_id="32", now=NOW))
        assert [row.act for row in AuditRow.objects.about("panel", "32")] == ["see"]


class TestCollect:
    """The outermost operation writes the rows of all."""

    def test_writes_when_the_outermost_ends(self) -> None:
        with collect():
            with collect():
                record(act("inner"))
            record(act("outer"))
            assert names() == []
        assert names() == ["inner", "outer"]

    def test_leaves_out_an_inner_operation_that_failed(self) -> None:
        with collect():
            with pytest.raises(RuntimeError), collect():
                record_and_fail("inner")
            record(act("outer"))
        assert names() == ["outer"]

    def test_writes_nothing_when_the_outermost_fails(self) -> None:
        with pytest.raises(RuntimeError), collect():
            record_and_fail("open_panel")
        assert names() == []
        record(act("later"))
        assert names() == ["later"]


class TestRequestId:
    """Rows of one request are joined."""

    def test_is_the_same_within_a_request_and_another_in_the_next(self, rf: RequestFactory) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            record(act("first"))
            record(act("second"))
            return HttpResponse()

        answer = RequestId(view)
        answer(rf.get("/"))
        answer(rf.get("/"))
        ids = list(AuditRow.objects.values_list("request_id", flat=True))
        assert ids[0] == ids[1] != ids[2] == ids[3]
        assert len(ids[0]) == 32
        record(act("outside"))
        assert AuditRow.objects.get(act="outside").request_id == ""
