"""Saving a page while others may do the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cpms.accounts.models import User
from datasets.acts import Act
from datasets.models import Record, Revision
from datasets.operations.locking import RecordRefused
from datasets.operations.saving import SaveConflict, clashes_of, settle_conflict
from tests.factories.cast import NOW, NetworkCast
from tests.factories.forms import CLOSING, FAMILY, PATIENT, save, started


@pytest.fixture
def record(network: NetworkCast) -> Record:
    return started(network)


def conflict_of(record: Record, answers: dict[str, Any], *, by: User, **more: Any) -> Revision:
    with pytest.raises(SaveConflict) as conflict:
        save(record, PATIENT, answers, by=by, **more)
    return conflict.value.revision


def person(id: str, name: str, **more: Any) -> dict[str, Any]:
    return {"_id": id, "kinshipa": name, **more}


class TestSavePage:
    """Nobody's words are lost, and nobody waits."""

    def test_keeps_answers_reasons_and_what_could_not_be_read(
        self, network: NetworkCast, record: Record
    ) -> None:
        saved = save(
            record,
            PATIENT,
            {"reasonaa": "Blind"},
            missing={"/onsetaaa": "unknown"},
            unread={"/seenaaaa": {"": ["soon"]}},
            by=network.clinician,
            minutes=5,
        )
        assert (saved.version, saved.merged) == (1, False)
        assert record.answers == {"reasonaa": "Blind"}
        assert record.missing == {"/onsetaaa": "unknown"}
        assert record.unread == {"/seenaaaa": {"": ["soon"]}}
        assert record.sections == {PATIENT: 1}
        assert record.updated_at == NOW + timedelta(minutes=5)
        assert record.updated_by_id == network.clinician.pk

    def test_writes_a_revision_of_what_changed(self, network: NetworkCast, record: Record) -> None:
        save(record, PATIENT, {"reasonaa": "A", "storyaaa": "S"}, by=network.clinician)
        save(record, PATIENT, {"reasonaa": "B", "storyaaa": "S"}, base=1, by=network.clinician)
        revision = record.revisions.get(number=2)
        assert revision.changes == {"/reasonaa": [{"answer": "A"}, {"answer": "B"}]}
        assert (revision.kind, revision.page, revision.base) == ("save", PATIENT, 1)

    def test_leaves_other_pages_alone(self, network: NetworkCast, record: Record) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        save(record, CLOSING, {"adviceaa": "B"}, by=network.clinician)
        assert record.answers == {"reasonaa": "A", "adviceaa": "B"}
        assert record.sections == {PATIENT: 1, CLOSING: 1}

    def test_marks_what_was_saved_automatically(self, network: NetworkCast, record: Record) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician, automatic=True)
        assert record.revisions.get().kind == "autosave"

    def test_of_the_same_again_makes_no_revision(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        again = save(record, PATIENT, {"reasonaa": "A"}, base=1, by=colleague, minutes=9)
        assert (again.version, again.merged) == (1, False)
        assert record.revisions.count() == 1
        assert record.updated_by_id == network.clinician.pk

    def test_sent_twice_is_saved_once(self, network: NetworkCast, record: Record) -> None:
        """A browser that got no answer sends the same again, from the same version."""
        for _ in range(2):
            saved = save(record, PATIENT, {"reasonaa": "A"}, base=0, by=network.clinician)
        assert saved.version == 1
        assert record.revisions.count() == 1

    def test_merges_what_two_people_changed_in_different_places(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        saved = save(record, PATIENT, {"storyaaa": "B"}, base=0, by=colleague)
        assert (saved.version, saved.merged) == (2, True)
        assert record.answers == {"reasonaa": "A", "storyaaa": "B"}

    def test_merges_with_a_page_of_several_saves_ago(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "1", "storyaaa": "S"}, by=network.clinician)
        for version in (1, 2, 3):
            answers = {"reasonaa": str(version + 1), "storyaaa": "S"}
            save(record, PATIENT, answers, base=version, by=network.clinician)
        changed = {"reasonaa": "1", "storyaaa": "S", "severity": "mild"}
        assert save(record, PATIENT, changed, base=1, by=colleague).version == 5
        assert record.answers == {"reasonaa": "4", "storyaaa": "S", "severity": "mild"}

    def test_merges_rows_that_two_people_added(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, FAMILY, {"relative": [person("r1", "Mother")]}, by=network.clinician)
        save(record, FAMILY, {"relative": [person("r2", "Father")]}, base=0, by=colleague)
        names = [row["kinshipa"] for row in record.answers["relative"]]
        assert names == ["Mother", "Father"]

    def test_keeps_a_word_in_a_row_that_a_colleague_removed_meanwhile(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, FAMILY, {"relative": [person("r1", "Mother")]}, by=network.clinician)
        save(record, FAMILY, {}, base=1, by=colleague)
        row = person("r1", "Mother", variants=[{"_id": "r9", "geneaaaa": "RPE65"}])
        save(record, FAMILY, {"relative": [row]}, base=1, by=network.clinician)
        assert record.answers["relative"] == [row]

    def test_keeps_a_row_that_i_removed_while_a_colleague_wrote_in_it(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, FAMILY, {"relative": [person("r1", "Mother", ageaaaaa=60)]}, by=colleague)
        theirs = {"relative": [person("r1", "Mother", ageaaaaa=61)]}
        save(record, FAMILY, theirs, base=1, by=colleague)
        assert save(record, FAMILY, {}, base=1, by=network.clinician).merged
        assert record.answers == theirs

    def test_takes_a_base_from_the_future_as_the_newest(
        self, network: NetworkCast, record: Record
    ) -> None:
        saved = save(record, PATIENT, {"reasonaa": "A"}, base=10**12, by=network.clinician)
        assert saved.version == 1
        assert record.revisions.get().base == 0

    def test_is_for_those_who_see_and_may_fill(
        self, network: NetworkCast, other_network: NetworkCast, record: Record
    ) -> None:
        with pytest.raises(RecordRefused, match="may read this record but not change it"):
            save(record, PATIENT, {"reasonaa": "A"}, by=network.coordinator)
        with pytest.raises(Record.DoesNotExist):
            save(record, PATIENT, {"reasonaa": "A"}, by=other_network.clinician)
        with pytest.raises(Record.DoesNotExist):
            save(record, PATIENT, {"reasonaa": "A"}, by=network.designer)
        assert record.answers == {}

    def test_does_not_fill_the_audit_trail_with_answers(
        self, network: NetworkCast, record: Record, kept_acts: list[Act]
    ) -> None:
        save(record, PATIENT, {"reasonaa": "Blind"}, by=network.clinician)
        assert "Blind" not in repr(kept_acts)


class TestConflict:
    """Both changed the same answer."""

    def test_keeps_what_was_typed_and_leaves_the_record(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        typed = {"reasonaa": "B", "storyaaa": "S"}
        kept = conflict_of(record, typed, by=colleague, minutes=3)
        assert record.answers == {"reasonaa": "A"}
        assert record.sections == {PATIENT: 1}
        kept.refresh_from_db()
        assert (kept.kind, kept.by_id, kept.at) == (
            "conflict",
            colleague.pk,
            NOW + timedelta(minutes=3),
        )
        assert kept.changes == {
            "/reasonaa": [None, {"answer": "B"}],
            "/storyaaa": [None, {"answer": "S"}],
        }

    def test_is_none_when_both_typed_the_same(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        assert save(record, PATIENT, {"reasonaa": "A"}, base=0, by=colleague).version == 1

    def test_names_only_what_both_changed(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A", "familial": True}, by=network.clinician)
        kept = conflict_of(record, {"reasonaa": "B", "storyaaa": "S"}, by=colleague)
        (clash,) = clashes_of(kept)
        assert (clash.path, clash.theirs, clash.mine) == (
            "/reasonaa",
            {"answer": "A"},
            {"answer": "B"},
        )

    def test_is_over_when_the_record_holds_the_same_by_now(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        kept = conflict_of(record, {"reasonaa": "B"}, by=colleague)
        save(record, PATIENT, {"reasonaa": "B"}, base=1, by=network.clinician)
        assert clashes_of(Revision.objects.get(pk=kept.pk)) == []


class TestSettleConflict:
    """Who typed last decides place by place."""

    def settle(self, kept: Revision, *mine: str, by: User) -> Any:
        return settle_conflict(revision_id=kept.pk, mine=mine, by=by, now=NOW)

    @pytest.fixture
    def kept(self, network: NetworkCast, colleague: User, record: Record) -> Revision:
        save(record, PATIENT, {"reasonaa": "A", "severity": "mild"}, by=network.clinician)
        return conflict_of(
            record, {"reasonaa": "B", "severity": "severe", "storyaaa": "S"}, by=colleague
        )

    def test_takes_mine_where_chosen_and_theirs_elsewhere(
        self, colleague: User, record: Record, kept: Revision
    ) -> None:
        assert self.settle(kept, "/reasonaa", by=colleague).version == 2
        record.refresh_from_db()
        assert record.answers["reasonaa"] == "B"
        assert record.answers["severity"] == "mild"

    def test_keeps_what_only_i_typed_without_asking(
        self, colleague: User, record: Record, kept: Revision
    ) -> None:
        self.settle(kept, by=colleague)
        record.refresh_from_db()
        assert record.answers == {"reasonaa": "A", "severity": "mild", "storyaaa": "S"}

    def test_keeps_the_rows_of_both(
        self, network: NetworkCast, colleague: User, record: Record
    ) -> None:
        save(record, FAMILY, {"relative": [person("r1", "Mother")]}, by=network.clinician)
        theirs = [person("r1", "Aunt"), person("r2", "Father")]
        save(record, FAMILY, {"relative": theirs}, base=1, by=network.clinician)
        with pytest.raises(SaveConflict) as conflict:
            mine = [person("r1", "Sister"), person("r3", "Brother")]
            save(record, FAMILY, {"relative": mine}, base=1, by=colleague)
        self.settle(conflict.value.revision, "/relative/r1/kinshipa", by=colleague)
        record.refresh_from_db()
        names = {row["kinshipa"] for row in record.answers["relative"]}
        assert names == {"Sister", "Father", "Brother"}

    def test_is_refused_to_everybody_else(
        self, network: NetworkCast, record: Record, kept: Revision
    ) -> None:
        with pytest.raises(RecordRefused, match="Only the person who typed this"):
            self.settle(kept, "/reasonaa", by=network.clinician)
        record.refresh_from_db()
        assert record.answers["reasonaa"] == "A"

    def test_takes_places_that_are_no_clash_for_nothing(
        self, colleague: User, record: Record, kept: Revision
    ) -> None:
        self.settle(kept, "/nothing", "/relative", "x", by=colleague)
        record.refresh_from_db()
        assert record.answers == {"reasonaa": "A", "severity": "mild", "storyaaa": "S"}

    def test_leaves_an_ordinary_save_alone(self, colleague: User, record: Record) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=colleague)
        with pytest.raises(Revision.DoesNotExist):
            self.settle(record.revisions.get(), "/reasonaa", by=colleague)
