"""The law of saving: whatever two people do to a page, and whatever they had before them, no word is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cpms.accounts.models import User
from datasets.models import Record, Revision
from datasets.operations.records import create_record
from datasets.operations.saving import SaveConflict, clashes_of, settle_conflict
from tests.factories.cast import NOW, NetworkCast
from tests.factories.forms import FAMILY, form_of, page_of, publish, save
from tests.forms_engine.build import field as question
from tests.forms_engine.build import repeat

FORM = form_of(
    page_of(
        FAMILY,
        question("reasonaa"),
        question("onsetaaa", "number"),
        repeat("relative", question("kinshipa"), repeat("variants", question("geneaaaa"))),
    )
)
ROW_IDS = st.sampled_from(["r1", "r2"])
EDITS = st.one_of(
    st.tuples(st.just("write"), st.just("reasonaa")),
    st.tuples(st.just("scribble"), st.just("onsetaaa")),
    st.tuples(st.just("clear"), st.sampled_from(["reasonaa", "onsetaaa"])),
    st.tuples(st.just("write in a row"), ROW_IDS),
    st.tuples(st.just("write in a row of a row"), ROW_IDS, ROW_IDS),
    st.tuples(st.just("remove a row"), ROW_IDS),
    st.tuples(st.just("remove a row of a row"), ROW_IDS, ROW_IDS),
)
INSIDE_A_REMOVED_ROW = [
    (0, 0, [("write in a row", "r1")], False),
    (0, 0, [("remove a row", "r1")], False),
    (1, 1, [("write in a row of a row", "r1", "r2")], False),
]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),  # who
        st.integers(0, 2),  # how many saves ago the page was opened; 0 is now
        st.lists(EDITS, min_size=1, max_size=2),
        st.booleans(),  # what is chosen when there is a conflict
    ),
    min_size=2,
    max_size=6,
)


@dataclass
class Page:
    """What somebody has on the screen."""

    answers: dict[str, Any] = field(default_factory=dict)
    unread: dict[str, Any] = field(default_factory=dict)

    def edit(self, kind: str, *where: str, word: str) -> None:
        match kind, where:
            case "write", (key,):
                self.answers[key] = word
            case "scribble", (key,):
                self.answers.pop(key, None)
                self.unread[f"/{key}"] = {"": [word]}
            case "clear", (key,):
                self.answers.pop(key, None)
                self.unread.pop(f"/{key}", None)
            case "write in a row", (row,):
                row_of(self.answers, "relative", row)["kinshipa"] = word
            case "write in a row of a row", (row, inner):
                outer = row_of(self.answers, "relative", row)
                row_of(outer, "variants", inner)["geneaaaa"] = word
            case "remove a row", (row,):
                remove(self.answers, "relative", row)
            case "remove a row of a row", (row, inner):
                for each in self.answers.get("relative", []):
                    if each["_id"] == row:
                        remove(each, "variants", inner)


def row_of(answers: dict[str, Any], key: str, id: str) -> dict[str, Any]:
    rows = answers.setdefault(key, [])
    found = next((row for row in rows if row["_id"] == id), None)
    if found is None:
        found = {"_id": id}
        rows.append(found)
    return dict_of(found)


def dict_of(row: Any) -> dict[str, Any]:
    assert isinstance(row, dict)
    return row


def remove(answers: dict[str, Any], key: str, id: str) -> None:
    rows = [row for row in answers.get(key, []) if row["_id"] != id]
    answers.pop(key, None)
    if rows:
        answers[key] = rows


def opened(page: Mapping[str, Any]) -> Page:
    copy = json.loads(json.dumps(page))
    return Page(answers=copy["answers"], unread=copy["unread"])


def words_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)
    elif isinstance(value, str) and value.startswith("word"):
        yield value


def play(record: Record, people: list[User], steps: Any) -> set[str]:
    """Save, conflict and decide as the steps say; return every word that was typed."""
    numbers = count(1)
    pages: dict[int, Mapping[str, Any]] = {0: {"answers": {}, "unread": {}}}
    typed: set[str] = set()
    for who, ago, edits, mine in steps:
        version = record.section_version(FAMILY)
        base = max(0, version - ago)
        page = opened(pages[base])
        for edit in edits:
            word = f"word{next(numbers)}"
            page.edit(*edit, word=word)
        typed |= set(words_in([page.answers, page.unread]))
        try:
            save(record, FAMILY, page.answers, unread=page.unread, base=base, by=people[who])
        except SaveConflict as conflict:
            decide(conflict.revision, people[who], mine=mine)
            record.refresh_from_db()
        now = {"answers": record.answers, "unread": record.unread}
        pages[record.section_version(FAMILY)] = now
    return typed


def decide(kept: Revision, person: User, *, mine: bool) -> None:
    chosen = [clash.path for clash in clashes_of(kept)] if mine else []
    settle_conflict(revision_id=kept.pk, mine=chosen, by=person, now=NOW)


def lost(record: Record, typed: set[str]) -> set[str]:
    """Return the words that are not in the record, were not replaced by somebody who saw them, and are not kept aside."""
    gone = typed - set(words_in([record.answers, record.unread]))
    revisions = list(record.revisions.order_by("pk"))
    return {word for word in gone if not any(accounts_for(word, each) for each in revisions)}


def accounts_for(word: str, revision: Revision) -> bool:
    befores = [before for before, _ in revision.changes.values()]
    afters = [after for _, after in revision.changes.values()]
    if revision.kind == Revision.Kind.CONFLICT:
        return word in words_in(afters)
    if word not in words_in(befores):
        return False
    since = introduced(revision.record, word)
    return since is not None and revision.base >= since


def introduced(record: Record, word: str) -> int | None:
    applied = record.revisions.exclude(kind=Revision.Kind.CONFLICT).order_by("pk")
    for revision in applied:
        if word in words_in([after for _, after in revision.changes.values()]):
            return int(revision.number)
    return None


def replayed(record: Record) -> dict[str, Any]:
    """Return the places of the page as its revisions, one after the other, leave them."""
    cells: dict[str, Any] = {}
    for revision in record.revisions.exclude(kind=Revision.Kind.CONFLICT).order_by("number"):
        for path, (before, after) in revision.changes.items():
            assert cells.get(path) == before
            cells[path] = after
    return {path: cell for path, cell in cells.items() if cell is not None}


class TestLaw:
    """For every sequence of saves by two people."""

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @example(steps=INSIDE_A_REMOVED_ROW)
    @given(steps=STEPS)
    def test_no_word_is_lost(self, network: NetworkCast, colleague: User, steps: Any) -> None:
        record = self.record(network)
        typed = play(record, [network.clinician, colleague], steps)
        assert lost(record, typed) == set()

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=STEPS)
    def test_the_revisions_tell_how_the_record_came_about(
        self, network: NetworkCast, colleague: User, steps: Any
    ) -> None:
        record = self.record(network)
        play(record, [network.clinician, colleague], steps)
        words = set(words_in(list(replayed(record).values())))
        assert words == set(words_in([record.answers, record.unread]))
        numbers = record.revisions.exclude(kind="conflict").values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, record.section_version(FAMILY) + 1))

    @staticmethod
    def record(network: NetworkCast) -> Record:
        page = network.index.get_children().filter(slug="law").first()
        page = page.specific if page else publish(network, FORM, "Law")
        return create_record(page=page, by=network.clinician, now=NOW)
