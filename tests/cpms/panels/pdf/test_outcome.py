"""The document of an outcome: what it says, who signed it, and that it keeps the standards."""

from __future__ import annotations

import json
import re
import time
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from cpms.panels.pdf import OutcomeContent, outcome_pdf
from datasets.pdf.glyphs import BREAK, MARK
from forms_engine.context import FormContext
from forms_engine.definition.canonical import content_hash
from tests.cpms.panels.pdf.outcomes import ANSWERS, CLOSED_AT, FORM, QUESTION, outcome, signer
from tests.datasets.pdf.documents import (
    CONTEXT,
    NOW,
    attached,
    definition,
    field,
    filled,
    read,
    root,
    tags,
    words_of,
)


def printed(**more: Any) -> bytes:
    """Return the document of an outcome."""
    return outcome_pdf(outcome(**more), CONTEXT, NOW)


def outcome_data(pdf: bytes) -> Any:
    """Return the attached question and signatures."""
    [content] = read(pdf).attachments["outcome.json"]
    return json.loads(content)


@pytest.fixture(scope="module")
def signed() -> bytes:
    """Return the document of an outcome that all have signed."""
    return printed()


class TestWhatItSays:
    """The words on the pages."""

    def test_says_which_panel_it_is_of(self, signed: bytes) -> None:
        text = words_of(signed)
        assert text.startswith("ERN-EYE Retinal rare eye diseases EYE-2026-031 · Version 1 Signed")
        for words in (
            "Outcome of panel EYE-2026-031",
            "Patient Blue Heron · 7 years · Female",
            "Network ERN-EYE",
            "Other networks ERN-RND, ERN-ITHACA",
            "Thematic area Retinal rare eye diseases",
            "Purpose Treatment",
            "Priority Urgent",
            "Requested 2 Nov 2026, 09:15 CET",
            "Closed 21 Nov 2026, 17:30 CET by Prof. Maria Rossi",
            "Printed 22 Nov 2026, 14:02 CET",
            "For health professionals",
            "Page 1 of 1",
        ):
            assert words in text

    def test_leaves_out_what_nobody_said(self) -> None:
        text = words_of(printed(other_networks=(), age="", purpose=""))
        assert "Patient Blue Heron · Female Network ERN-EYE Thematic area" in text
        assert "Purpose" not in text

    def test_says_what_was_asked_then_answered_then_signed(self, signed: bytes) -> None:
        text = words_of(signed)
        parts = [
            f"Question to the panel {QUESTION}",
            "Diagnosis",
            "Agreed diagnosis Leber congenital amaurosis, RPE65",
            "Recommendations",
            "Treatment Refer for assessment of gene therapy. Repeat the electroretinogram before it.",
            "Review after how many months? 6",
            "Signatures",
        ]
        places = [text.index(part) for part in parts]
        assert places == sorted(places)

    def test_says_when_no_question_was_written(self) -> None:
        assert "Question to the panel No question was written." in words_of(printed(question="\n"))

    def test_prints_the_hashes_of_form_and_answers(self, signed: bytes) -> None:
        content = {"answers": ANSWERS, "missing": {}, "form": content_hash(FORM)}
        text = words_of(signed)
        assert f"Form, SHA-256 {content_hash(FORM)}" in text
        assert f"Submitted answers, SHA-256 {content_hash(content)}" in text

    def test_a_second_version_says_why_there_is_one(self, signed: bytes) -> None:
        text = words_of(printed(version=2))
        assert "Version of the outcome 2, after the panel was opened again" in text
        assert "EYE-2026-031 · Version 2" in text
        assert "opened again" not in words_of(signed)

    def test_every_page_says_number_and_version(self) -> None:
        pages = read(printed(question="A long story. " * 800, version=3)).pages
        assert len(pages) > 2
        assert all("EYE-2026-031 · Version 3" in page.extract_text() for page in pages)

    def test_speaks_the_reader_s_language(self, signed: bytes) -> None:
        french = FormContext(today=CONTEXT.today, language="fr")
        pdf = outcome_pdf(outcome(), french, NOW)
        assert "Agreed diagnosis (fr)" in words_of(pdf)
        assert root(pdf)["/Lang"] == "fr"
        assert root(signed)["/Lang"] == "en"

    def test_does_not_ask_what_identifies(self) -> None:
        pdf = outcome_pdf(outcome({**ANSWERS, "family_name": "Never to be seen"}), CONTEXT, NOW)
        assert "Name of the patient" not in words_of(pdf)
        assert "Never to be seen" not in words_of(pdf)
        assert attached(pdf)["answers"] == ANSWERS

    def test_refuses_a_draft(self) -> None:
        with pytest.raises(ValueError, match="draft is no outcome"):
            printed(record=filled(FORM, ANSWERS))

    @pytest.mark.parametrize("profile", ["demo", "training"])
    def test_every_page_says_that_it_is_of_no_real_patient(
        self, profile: str, settings: Any
    ) -> None:
        settings.PROFILE = profile
        pages = read(printed(question="A long story. " * 800)).pages
        assert len(pages) > 2
        for page in pages:
            assert profile.upper() in page.extract_text()
            assert f"{profile.title()}: " in page.extract_text()


class TestSignatures:
    """Who signed, who did not, and why it was closed all the same."""

    def test_names_each_with_role_place_and_time(self, signed: bytes) -> None:
        text = words_of(signed)
        when = "21 Nov 2026, 15:30 CET"
        assert f"Prof. Maria Rossi Panel lead Centre for Rare Eye Diseases, Padova {when}" in text
        assert f"Dr Jan Novák Expert Motol University Hospital, Praha {when}" in text
        assert f"Dr Eleni Papadaki Guest ERN-RND {when}" in text
        assert "Not signed" not in text
        assert "Closed without" not in text

    def test_says_plainly_who_did_not_sign(self) -> None:
        late = signer("Dr Jan Novák", role="Expert", place="Praha", signed_at=None)
        text = words_of(printed(signers=(signer(), late)))
        assert "Dr Jan Novák Expert Praha Not signed" in text
        assert "Version 1 Not signed by all" in text

    def test_says_that_nobody_signed(self) -> None:
        assert "Version 1 Not signed" in words_of(printed(signers=(signer(signed_at=None),)))

    def test_says_that_nobody_was_asked(self) -> None:
        text = words_of(printed(signers=()))
        assert "Nobody was asked to sign this outcome." in text
        assert "Version 1 Not signed" in text

    def test_says_why_a_required_signature_is_missing(self) -> None:
        reason = "On leave;\nthe outcome could not wait."
        text = words_of(printed(signers=(signer(signed_at=None),), override_reason=reason))
        assert "Closed without a required signature On leave; the outcome could not wait." in text

    def test_shows_a_dissent_with_its_signer(self) -> None:
        against = signer("Dr Ana Lima", note="I do not agree:\nthe risk outweighs the benefit.")
        text = words_of(printed(signers=(against, signer("Dr Jan Novák"))))
        dissent = text.index(
            "Remark by Dr Ana Lima: I do not agree: the risk outweighs the benefit."
        )
        assert text.rindex("Dr Ana Lima", 0, dissent) < dissent < text.index("Dr Jan Novák")
        assert text.count("Remark by") == 1

    @pytest.mark.parametrize("others", range(6, 30, 2))
    def test_no_dissent_stands_on_another_page_than_its_signer(self, others: int) -> None:
        people = (signer(),) * others + (signer("Dr Jan Novák", note="Not for a child.\n" * 4),)
        [page] = [
            " ".join(page.extract_text().split())
            for page in read(printed(signers=people)).pages
            if "Remark by" in page.extract_text()
        ]
        assert page.count("Dr Jan Novák") == 2
        assert page.count("Not for a child.") == 4

    def test_a_very_long_dissent_goes_on_over_pages(self) -> None:
        note = "\n".join(f"Objection {number}." for number in range(200))
        pdf = printed(signers=(signer(note=note),))
        assert len(read(pdf).pages) > 2
        assert all(f"Objection {number}." in words_of(pdf) for number in range(200))

    def test_thirty_signers_are_all_there(self) -> None:
        people = tuple(
            signer(
                f"Dr Number {number}",
                place="University Hospital, Department of Ophthalmology and Genetics",
                note="Agreed in part." if number % 5 == 0 else "",
            )
            for number in range(30)
        )
        pdf = printed(signers=people)
        text, pages = words_of(pdf), read(pdf).pages
        names = re.findall(r"(?<!by )Dr Number [0-9]+", text)
        assert sorted(names) == sorted(each.name for each in people)
        assert text.count("Panel lead") == 30
        assert f"Page {len(pages)} of {len(pages)}" in text
        heads = ["Centre or network" in page.extract_text() for page in pages]
        assert len(pages) > 1
        assert heads == [True] * len(pages)


class TestStandards:
    """PDF/A-3a and PDF/UA-1."""

    def test_declares_both_standards(self, signed: bytes) -> None:
        metadata = root(signed)["/Metadata"].get_data().decode()
        assert re.search(r"<pdfaid:part>3</pdfaid:part>", metadata)
        assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", metadata)
        assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
        assert "Outcome of panel EYE-2026-031 – Version 1" in metadata

    def test_is_tagged(self, signed: bytes) -> None:
        assert root(signed)["/MarkInfo"]["/Marked"].value is True
        kinds = tags(signed)
        headings = [kind for kind in kinds if re.fullmatch("/H[1-6]", kind)]
        assert headings == ["/H1", "/H2", "/H2", "/H3", "/H2"]
        assert kinds.count("/Table") == 3
        assert kinds.count("/TH") == 2 + 2 + 4

    def test_is_the_same_for_the_same_input(self, signed: bytes) -> None:
        assert printed() == signed
        assert outcome_pdf(outcome(), CONTEXT, NOW + timedelta(days=1)) != signed
        with translation.override("fr"):
            assert printed() == signed

    @pytest.mark.parametrize(
        "change",
        [
            {"version": 2},
            {"signers": ()},
            {"override_reason": "On leave."},
            {"closed_at": CLOSED_AT + timedelta(minutes=1)},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_is_another_when_anything_differs(self, change: dict[str, Any], signed: bytes) -> None:
        assert printed(**change) != signed


class TestAttachments:
    """The outcome as data."""

    def test_holds_the_answers_and_gives_their_hash_again(self, signed: bytes) -> None:
        data = attached(signed)
        assert (data["answers"], data["left_out"]) == (ANSWERS, 0)
        content = {"answers": ANSWERS, "missing": {}, "form": data["form"]["sha256"]}
        assert content_hash(content) == data["content_sha256"]

    def test_holds_question_and_signatures(self, signed: bytes) -> None:
        data = outcome_data(signed)
        assert data["format"] == "cpms-outcome/1"
        assert (data["number"], data["version"], data["question"]) == ("EYE-2026-031", 1, QUESTION)
        assert data["closed_at"] == "2026-11-21T16:30:00+00:00"
        assert [each["name"] for each in data["signers"]] == [
            "Prof. Maria Rossi",
            "Dr Jan Novák",
            "Dr Eleni Papadaki",
        ]
        assert data["signers"][0]["signed_at"] == "2026-11-21T14:30:00+00:00"
        assert data["answers_sha256"] == attached(signed)["content_sha256"]

    def test_are_declared_as_data(self, signed: bytes) -> None:
        files = [file.get_object() for file in root(signed)["/AF"]]
        assert sorted(file["/UF"] for file in files) == ["answers.json", "outcome.json"]
        for file in files:
            assert file["/AFRelationship"] == "/Data"
            assert file["/EF"]["/F"]["/Subtype"] == "/application/json"


class TestHostileText:
    """No text stops the document or is taken for anything but text."""

    def test_greek_is_printed_and_arabic_is_marked_and_kept(self) -> None:
        greek, arabic = "Είναι υποψήφια θεραπείας", "هل هي مرشحة 🧬"
        pdf = printed(question=f"{greek} {arabic}", signers=(signer("مريم"),))
        text = words_of(pdf)
        assert f"{greek} {MARK * 2} {MARK * 2} {MARK * 5} {MARK}" in text
        assert f"{MARK * 4} Panel lead" in text
        assert f"{MARK} stands for a character" in text
        assert outcome_data(pdf)["question"] == f"{greek} {arabic}"
        assert outcome_data(pdf)["signers"][0]["name"] == "مريم"

    @pytest.mark.parametrize(
        "text",
        [
            '#panic("x") *bold* $x^2$ \\ #read("/etc/passwd") = Heading',
            '"); #import "@preview/evil:1.0.0": * //',
            '[#set page(paper: "a8")] <label> @label `raw` ~ --- ...',
        ],
    )
    def test_source_stays_text(self, text: str) -> None:
        pdf = printed(question=text, override_reason=text, signers=(signer(note=text),))
        assert words_of(pdf).count(" ".join(text.split())) == 3

    @settings(max_examples=60, deadline=None)
    @given(text=st.text(max_size=300))
    def test_any_text_makes_a_document(self, text: str) -> None:
        storable = text.replace("\0", "")
        people = (signer(storable, role=storable, place=storable, note=storable),)
        said = {each.name: storable for each in fields(OutcomeContent) if each.type == "str"}
        assert {"question", "nickname", "override_reason"} <= set(said)
        pdf = printed(**said, other_networks=(storable,), signers=people)
        assert outcome_data(pdf)["question"] == storable

    @pytest.mark.parametrize(
        "text",
        ["\u00a0" * 20_000, "/" * 20_000, "e" + "\u0301" * 20_000, "M" * 20_000, " " * 20_000],
        ids=["no-break spaces", "slashes", "accents", "letters", "spaces"],
    )
    def test_endless_runs_make_a_document_soon(self, text: str) -> None:
        began = time.process_time()
        printed(question=text, override_reason=text, signers=(signer(note=text),))
        assert time.process_time() - began < 5

    def test_a_very_long_question_is_printed_to_its_end(self) -> None:
        question = "\n".join(f"Line {number} of the question." for number in range(500))
        pdf = printed(question=question)
        text = words_of(pdf)
        assert len(read(pdf).pages) > 6
        assert all(f"Line {number} of the question." in text for number in range(500))
        assert text.index("Line 499") < text.index("Agreed diagnosis") < text.index("Signatures")

    def test_long_words_stay_in_their_cells(self) -> None:
        pdf = printed(signers=(signer("W" * 60, role="M" * 60, place="W" * 60),))
        lines = [line for page in read(pdf).pages for line in page.extract_text().splitlines()]
        assert max(line.replace(BREAK, "").count("M") for line in lines if "MM" in line) <= 18

    def test_endless_names_go_on_over_pages(self) -> None:
        place = " ".join(f"Ward {number}" for number in range(500))
        pdf = printed(signers=(signer(place=place),))
        assert len(read(pdf).pages) > 1
        words = words_of(pdf)
        assert all(f"Ward {number}" in words for number in range(500))

    def test_says_that_files_are_not_inside(self) -> None:
        form = definition(field("fieldaa1", "letter", "file", "Letter"))
        letter = {
            "upload": "2c1b",
            "name": "letter.pdf",
            "media_type": "application/pdf",
            "size": 5000,
            "sha256": "0",
        }
        content = replace(outcome(), record=filled(form, {"letter": letter}, submitted=True))
        assert "Files are named here." in words_of(outcome_pdf(content, CONTEXT, NOW))
