"""Filling in a record page by page, with and without scripts."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpms.accounts.models import User
from datasets.models import Record, Upload
from datasets.operations.records import submit_record
from tests.datasets.conftest import client_of
from tests.datasets.views.filling import AUTOSAVE, autosave, input_of, post, shown, url
from tests.factories.cast import NOW, NetworkCast
from tests.factories.forms import (
    FAMILY,
    PATIENT,
    add_term,
    context_of,
    everything,
    form_of,
    page_of,
    save,
    started,
)
from tests.forms_engine.build import field


@pytest.fixture
def record(network: NetworkCast) -> Record:
    return started(network)


class TestPage:
    """What the screen of a page shows."""

    def test_asks_every_kind_of_question(self, client: Client, record: Record) -> None:
        html = shown(client, record)
        for name in ("reasonaa", "onsetaaa", "familial", "severity", "signsaaa", "seenaaaa"):
            input_of(html, name)
        for name in ("diseasea", "diseasea:code", "letteraa", "storyaaa", "onsetaaa:missing"):
            input_of(html, name)

    def test_never_asks_what_identifies_the_patient(self, client: Client, record: Record) -> None:
        html = shown(client, record)
        assert "Recorded with the patient’s identity" in html
        assert 'name="fullname"' not in html

    def test_hands_the_browser_the_rules_and_where_to_save(
        self, client: Client, record: Record
    ) -> None:
        html = shown(client, record)
        found = re.search(r'<script[^>]*type="application/json"[^>]*>(\{"page".*?)</script>', html)
        assert found
        plan = json.loads(found[1])
        assert plan["autosave"]["url"] == url(record)
        assert plan["autosave"]["version"] == 0
        assert input_of(html, "base_version").count('value="0"') == 1

    def test_loads_nothing_that_the_policy_forbids(self, client: Client, record: Record) -> None:
        html = shown(client, record)
        assert not re.search(r"<[^>]+\son[a-z]+=", html)
        assert not re.search(r'<[^>]+\sstyle="', html)
        scripts = re.findall(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>", html)
        assert scripts == []

    def test_is_unknown_to_others(
        self, record: Record, network: NetworkCast, other_network: NetworkCast
    ) -> None:
        assert client_of(other_network.clinician).get(url(record)).status_code == 404
        assert client_of(network.designer).get(url(record)).status_code == 404

    def test_is_refused_to_readers(self, record: Record, network: NetworkCast) -> None:
        reader = client_of(network.coordinator)
        assert reader.get(url(record)).status_code == 403
        assert post(reader, record, reasonaa="A").status_code == 403
        file = SimpleUploadedFile("a.txt", b"words")
        assert post(reader, record, letteraa=file).status_code == 403
        assert (record.answers, Upload.objects.count()) == ({}, 0)

    def test_of_no_such_name_does_not_exist(self, client: Client, record: Record) -> None:
        for page in ("nopage00", "check", "done", "reasonaa"):
            assert client.get(url(record, page)).status_code == 404
            assert client.post(url(record, page)).status_code == 404

    def test_of_a_submitted_record_leads_to_the_record(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        self.hand_in(network, record)
        answer: Any = client.get(url(record))
        assert answer.url == reverse("datasets:record", args=[record.pk])

    def test_of_a_submitted_record_takes_nothing_and_says_so(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        self.hand_in(network, record)
        for headers in (None, AUTOSAVE):
            answer = post(client, record, headers=headers, reasonaa="Late")
            assert answer.status_code == 403
        assert "was submitted and cannot be changed" in answer.content.decode()
        assert record.answers == {"reasonaa": "A"}

    def test_needs_as_many_queries_for_much_as_for_little(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"familial": True}, by=network.clinician)
        counts = []
        for number in (1, 30):
            rows = [{"_id": f"r{each}", "kinshipa": "Aunt"} for each in range(number)]
            version = record.section_version(FAMILY)
            save(record, FAMILY, {"relative": rows}, base=version, by=network.clinician)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                shown(client, record, FAMILY)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 10

    @staticmethod
    def hand_in(network: NetworkCast, record: Record) -> None:
        save(record, PATIENT, {"reasonaa": "A"}, by=network.clinician)
        submit_record(
            record_id=record.pk, by=network.clinician, now=NOW, context=context_of(record)
        )


class TestSave:
    """The buttons of a page, which need no script."""

    def test_keeps_every_kind_of_answer(self, client: Client, record: Record) -> None:
        add_term("791", "Retinitis pigmentosa")
        answer = post(
            client,
            record,
            reasonaa="Loss of sight",
            onsetaaa="12,5",
            familial="false",
            severity="mild",
            signsaaa=["nystagmus", "photophobia"],
            seenaaaa="05.01.2026",
            diseasea="retinitis pigmentosa",
            letteraa=SimpleUploadedFile("letter.txt", b"Dear colleague"),
            storyaaa="One\r\nTwo",
            action="next",
        )
        assert answer.status_code == 302
        letter = Upload.objects.get()
        assert record.answers == {
            "reasonaa": "Loss of sight",
            "onsetaaa": 12.5,
            "familial": False,
            "severity": "mild",
            "signsaaa": ["nystagmus", "photophobia"],
            "seenaaaa": "2026-01-05",
            "diseasea": {"system": "ORPHA", "code": "791", "label": "Retinitis pigmentosa"},
            "letteraa": letter.description(),
            "storyaaa": "One\nTwo",
        }
        assert record.unread == {}

    def test_never_keeps_what_identifies_the_patient(self, client: Client, record: Record) -> None:
        post(client, record, reasonaa="A", fullname="Anna Nowak")
        assert record.answers == {"reasonaa": "A"}
        assert "Nowak" not in json.dumps(list(record.revisions.values("changes")))

    def test_keeps_a_reason_for_no_answer(self, client: Client, record: Record) -> None:
        post(client, record, **{"onsetaaa:missing": "unknown"})
        assert record.missing == {"/onsetaaa": "unknown"}
        assert re.search(r'value="unknown"\s+selected', shown(client, record))

    def test_takes_off_a_file(self, client: Client, record: Record) -> None:
        post(client, record, letteraa=SimpleUploadedFile("letter.txt", b"Dear colleague"))
        kept = str(record.answers["letteraa"]["upload"])
        post(client, record, **{"letteraa:upload": kept})
        assert record.answers["letteraa"]["upload"] == kept
        post(client, record, **{"letteraa:upload": kept, "letteraa:remove": "1"})
        assert record.answers == {}

    def test_takes_no_file_of_another_record(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        another = started(network, everything() | {"key": "another"})
        post(client, another, letteraa=SimpleUploadedFile("letter.txt", b"Dear colleague"))
        theirs = str(Upload.objects.get().pk)
        post(client, record, **{"letteraa:upload": theirs})
        assert "letteraa" not in record.answers
        assert "The file is no longer there" in shown(client, record)

    def test_refuses_a_file_in_the_words_of_the_inspection(
        self, client: Client, record: Record
    ) -> None:
        file = SimpleUploadedFile("letter.pdf", b"\x00\x01 not a letter")
        answer = post(client, record, letteraa=file, reasonaa="Blind", action="next")
        assert answer.status_code == 422
        assert "The kind of this file is not known." in answer.content.decode()
        assert record.answers == {"reasonaa": "Blind"}

    def test_refuses_a_file_that_is_too_large_for_the_question(
        self, client: Client, record: Record
    ) -> None:
        file = SimpleUploadedFile("letter.txt", b"a" * 1_000_001)
        answer = post(client, record, letteraa=file, action="next")
        assert "The file is larger than 1.0 MB" in answer.content.decode()
        assert "letteraa" not in record.answers

    def test_takes_no_file_where_none_is_asked(self, client: Client, record: Record) -> None:
        for name in ("reasonaa", "nothing0", "relative.r1.kinshipa", "fullname"):
            post(client, record, **{name: SimpleUploadedFile("a.txt", name.encode())})
        assert Upload.objects.count() == 0

    @pytest.mark.parametrize("base", ["", "-1", "x", "²", "9" * 30, "9" * 5000])
    def test_takes_a_base_that_is_no_version_for_the_first_or_the_newest(
        self, client: Client, record: Record, base: str
    ) -> None:
        post(client, record, reasonaa="A", base_version=base)
        assert record.answers == {"reasonaa": "A"}

    def test_is_protected_against_other_sites(self, network: NetworkCast, record: Record) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(network.clinician)
        assert strict.post(url(record), {"reasonaa": "A"}).status_code == 403
        record.refresh_from_db()
        assert record.answers == {}


class TestWhatCannotBeRead:
    """It is kept as typed, with what is wrong."""

    def test_is_shown_again_with_its_error(self, client: Client, record: Record) -> None:
        answer = post(client, record, reasonaa="A", onsetaaa="twelve", action="next")
        assert answer.status_code == 422
        html = answer.content.decode()
        assert 'value="twelve"' in input_of(html, "onsetaaa")
        assert 'href="#f-onsetaaa"' in html
        assert "Enter a number, such as 12 or 3.5." in html
        assert record.unread == {"/onsetaaa": {"": ["twelve"]}}

    def test_is_still_there_after_leaving_and_coming_back(
        self, client: Client, record: Record
    ) -> None:
        answer = post(client, record, onsetaaa="twelve", action="leave")
        assert answer.status_code == 302
        html = client.get(url(record)).content.decode()
        assert 'value="twelve"' in input_of(html, "onsetaaa")
        assert "Enter a number, such as 12 or 3.5." in html

    def test_goes_when_it_is_mended(self, client: Client, record: Record) -> None:
        post(client, record, onsetaaa="twelve")
        post(client, record, onsetaaa="12", action="leave")
        assert (record.answers, record.unread) == ({"onsetaaa": 12}, {})
        assert "Enter a number" not in shown(client, record)

    def test_keeps_a_long_text_to_its_end(self, client: Client, record: Record) -> None:
        """Cut off, it would fit, and the next save would keep what is left of it for the answer."""
        text = "a" * 30_000
        post(client, record, storyaaa=text)
        assert record.unread == {"/storyaaa": {"": [text]}}

    def test_keeps_choices_that_exclude_each_other(self, client: Client, record: Record) -> None:
        post(client, record, signsaaa=["nystagmus", "none"], action="leave")
        answer = client.get(url(record))
        checked = re.findall(r'name="signsaaa" value="(\w+)" checked', answer.content.decode())
        assert checked == ["nystagmus", "none"]

    def test_offers_the_terms_that_resemble_it(self, client: Client, record: Record) -> None:
        add_term("791", "Retinitis pigmentosa")
        add_term("792", "X-linked retinoschisis")
        answer = post(client, record, diseasea="retin", action="next")
        html = answer.content.decode()
        for code in ("791", "792"):
            assert re.search(rf'type="radio"[^>]*name="diseasea:choice" value="{code}"', html)
        post(client, record, diseasea="retin")
        assert record.unread["/diseasea"][""] == ["retin"]
        post(client, record, **{"diseasea": "retin", "diseasea:choice": "792"})
        assert record.answers["diseasea"]["label"] == "X-linked retinoschisis"

    def test_may_hold_characters_that_the_database_cannot_store(
        self, client: Client, record: Record
    ) -> None:
        typed = dict.fromkeys(("reasonaa", "onsetaaa", "diseasea", "diseasea:code"), "a\0b")
        typed |= dict.fromkeys(("familial", "severity", "signsaaa", "seenaaaa"), "a\0b")
        typed |= {"letteraa:upload": "a\0b", "onsetaaa:missing": "\0", "base_version": "\0"}
        assert post(client, record, **typed, action="leave").status_code == 302
        assert record.unread["/reasonaa"] == {"": ["a\ufffdb"]}
        assert client.get(url(record)).status_code == 200

    def test_stops_no_autosave(self, client: Client, record: Record) -> None:
        answer = autosave(client, record, reasonaa="A", onsetaaa="twelve")
        body = answer.json()  # type: ignore[attr-defined]
        assert answer.status_code == 200
        assert body["errors"] == {"onsetaaa": "Enter a number, such as 12 or 3.5."}
        assert record.unread == {"/onsetaaa": {"": ["twelve"]}}


class TestAutosave:
    """What the browser is told."""

    def test_says_the_version_and_the_time(self, client: Client, record: Record) -> None:
        answer = autosave(client, record, reasonaa="A")
        body = answer.json()  # type: ignore[attr-defined]
        assert answer.status_code == 200
        assert re.fullmatch(r"\d\d:\d\d", body.pop("saved_at"))
        assert body == {"version": 1, "errors": {}, "merged": False}
        assert record.revisions.get().kind == "autosave"

    def test_says_that_another_save_was_merged(
        self, colleague: User, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"storyaaa": "S"}, by=colleague)
        body = autosave(client, record, reasonaa="A", base_version="0").json()  # type: ignore[attr-defined]
        assert (body["version"], body["merged"]) == (2, True)
        assert record.answers == {"reasonaa": "A", "storyaaa": "S"}

    def test_says_where_a_conflict_is_settled(
        self, colleague: User, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"reasonaa": "B"}, by=colleague)
        answer = autosave(client, record, reasonaa="A", base_version="0")
        kept = record.revisions.get(kind="conflict")
        assert answer.status_code == 409
        assert answer.json() == {  # type: ignore[attr-defined]
            "conflict": True,
            "url": reverse("datasets:conflict", args=[record.pk, kept.pk]),
        }
        assert client.get(answer.json()["url"]).status_code == 200  # type: ignore[attr-defined]

    def test_is_refused_when_nobody_is_signed_in(
        self, network: NetworkCast, record: Record
    ) -> None:
        assert autosave(Client(), record, reasonaa="A").status_code in (302, 401, 403)
        assert record.answers == {}

    def test_names_inputs_as_the_page_does(
        self, network: NetworkCast, client: Client, record: Record
    ) -> None:
        save(record, PATIENT, {"familial": True}, by=network.clinician)
        typed = {"relative:rows": ["r1"], "relative.r1.ageaaaaa": "old"}
        answer = autosave(client, record, FAMILY, **typed)
        (name,) = answer.json()["errors"]  # type: ignore[attr-defined]
        assert 'value="old"' in input_of(shown(client, record, FAMILY), name)


class TestDefaults:
    """What a form suggests."""

    FORM = form_of(
        page_of(
            PATIENT,
            field("reasonaa", default="Second opinion"),
            field("sourceaa", default="ERN", read_only=True),
        )
    )

    def test_are_shown_until_the_page_was_saved(self, network: NetworkCast, client: Client) -> None:
        record = started(network, self.FORM)
        assert 'value="Second opinion"' in input_of(shown(client, record), "reasonaa")
        post(client, record, reasonaa="")
        assert 'value=""' in input_of(shown(client, record), "reasonaa")

    def test_of_a_question_to_read_only_are_kept_whatever_is_posted(
        self, network: NetworkCast, client: Client
    ) -> None:
        record = started(network, self.FORM)
        post(client, record, reasonaa="A", sourceaa="Forged")
        assert record.answers == {"reasonaa": "A", "sourceaa": "ERN"}
        assert isinstance(record.pk, UUID)
