"""The document of a record: what it says, what it hides, and that it keeps the standards."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from datasets.models import DatasetPage, FormIndexPage
from datasets.pdf import record_pdf
from datasets.pdf.glyphs import MARK
from forms_engine.context import FormContext
from forms_engine.definition.canonical import content_hash
from tests.datasets.pdf.documents import (
    ANSWERS,
    CONTEXT,
    FORM,
    MISSING,
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
from tests.factories.networks import NetworkFactory


@pytest.fixture(scope="module")
def draft() -> bytes:
    """Return the document of a draft."""
    return record_pdf(filled(FORM, ANSWERS, MISSING), CONTEXT, NOW)


@pytest.fixture(scope="module")
def handed_in() -> bytes:
    """Return the document of a submitted record."""
    return record_pdf(filled(FORM, ANSWERS, MISSING, submitted=True), CONTEXT, NOW)


class TestWhatItSays:
    """The words on the pages."""

    def test_says_what_it_is(self, draft: bytes) -> None:
        text = words_of(draft)
        for words in (
            "Consultation",
            "Record 12",
            "eye-consultation v3",
            "22 Nov 2026, 14:02 CET",
            "Page 1 of 1",
        ):
            assert words in text
        assert f"Form, SHA-256 {content_hash(FORM)}" in text
        assert "For health professionals" in text

    def test_shows_answers_missing_reasons_and_rows(self, draft: bytes) -> None:
        text = words_of(draft)
        assert "Which disease? Retinitis pigmentosa" in text
        assert "Age at onset Unknown" in text
        assert "Family" in text
        assert "1 Mother 61 2 Brother Unknown" in text

    def test_marks_a_draft(self, draft: bytes, handed_in: bytes) -> None:
        assert "DRAFT" in words_of(draft)
        assert "It was not submitted and may still change." in words_of(draft)
        assert "draft" not in words_of(handed_in).lower()

    def test_says_when_and_by_whom_it_was_submitted(self, handed_in: bytes) -> None:
        assert "Submitted 21 Nov 2026, 14:02 CET by Dr A. Nowak" in words_of(handed_in)

    def test_says_whose_hash_it_prints(self, draft: bytes, handed_in: bytes) -> None:
        content = {"answers": ANSWERS, "missing": MISSING, "form": content_hash(FORM)}
        assert f"Answers of this draft, SHA-256 {content_hash(content)}" in words_of(draft)
        assert f"Submitted answers, SHA-256 {content_hash(content)}" in words_of(handed_in)

    def test_sets_missing_reasons_in_italics(self, draft: bytes) -> None:
        fonts: dict[str, str] = {}

        def visit(text: str, _: Any, __: Any, font: Any, ___: Any) -> None:
            if font is not None:
                fonts[text.strip()] = str(font["/BaseFont"])

        read(draft).pages[0].extract_text(visitor_text=visit)
        assert fonts["Unknown"].endswith("Italic")
        assert fonts["Retinitis pigmentosa"].endswith("Regular")

    def test_tells_of_entries_that_were_not_read(self) -> None:
        unread = {"/onset": {"": ["about ten"]}}
        text = words_of(record_pdf(filled(FORM, {}, unread=unread), CONTEXT, NOW))
        assert "Some entries could not be read as answers." in text

    def test_tells_that_files_are_not_inside(self, draft: bytes) -> None:
        form = definition(field("fieldaa1", "letter", "file", "Letter"))
        letter = {
            "upload": "2c1b",
            "name": "letter.pdf",
            "media_type": "application/pdf",
            "size": 5000,
            "sha256": "0",
        }
        text = words_of(record_pdf(filled(form, {"letter": letter}), CONTEXT, NOW))
        assert "letter.pdf (5 kB)" in text
        assert "Files are named here." in text
        assert "Files are named here." not in words_of(draft)

    def test_reads_a_submission_on_its_own_day(self) -> None:
        rule = {"<": [{"today": []}, "2026-11-10"]}
        form = definition(field("fieldaa1", "early", "text", "Early", relevant=rule))
        answers = {"early": "Asked on the first"}
        assert "Asked on the first" in words_of(
            record_pdf(filled(form, answers, submitted=True), CONTEXT, NOW)
        )
        assert "Asked on the first" not in words_of(record_pdf(filled(form, answers), CONTEXT, NOW))

    def test_speaks_the_reader_s_language(self, draft: bytes) -> None:
        french = FormContext(today=CONTEXT.today, language="fr")
        pdf = record_pdf(filled(FORM, ANSWERS, MISSING), french, NOW)
        assert "Which disease? (fr)" in words_of(pdf)
        assert root(pdf)["/Lang"] == "fr"
        assert root(draft)["/Lang"] == "en"


class TestOfWhichSite:
    """What tells a page of a demo or training site from one about a real patient."""

    @pytest.mark.parametrize("profile", ["demo", "training"])
    def test_every_page_says_it(self, profile: str, settings: Any) -> None:
        settings.PROFILE = profile
        answers = {"disease": "\n".join(["A line of the history."] * 200)}
        pages = read(record_pdf(filled(FORM, answers, submitted=True), CONTEXT, NOW)).pages
        assert len(pages) > 2
        for page in pages:
            text = page.extract_text()
            assert profile.upper() in text
            assert f"{profile.title()}: " in text

    def test_a_draft_says_both(self, settings: Any) -> None:
        settings.PROFILE = "training"
        text = words_of(record_pdf(filled(FORM, ANSWERS), CONTEXT, NOW))
        assert "TRAINING" in text
        assert "DRAFT" in text

    def test_readers_by_ear_hear_it(self, settings: Any) -> None:
        """What repeats at the top of the pages and what lies behind them is left out when a document is read aloud."""
        settings.PROFILE = "demo"
        sentence = "Demo: invented people and records only."
        text = words_of(record_pdf(filled(FORM, ANSWERS), CONTEXT, NOW))
        assert text.count(sentence) == 2

    def test_the_real_site_says_nothing(self, handed_in: bytes, settings: Any) -> None:
        settings.PROFILE = "production"
        record = filled(FORM, ANSWERS, MISSING, submitted=True)
        assert record_pdf(record, CONTEXT, NOW) == handed_in
        assert "DEMO" not in words_of(handed_in)
        assert "TRAINING" not in words_of(handed_in)


class TestWhereItStands:
    """The network and the folder in the page tree."""

    @pytest.mark.django_db
    def test_names_the_network(self, django_assert_num_queries: Any) -> None:
        record = filled(FORM, ANSWERS, submitted=True)
        section = NetworkFactory.create(acronym="ERN-EYE").section
        index = FormIndexPage.objects.child_of(section).get()
        record.version.page = index.add_child(instance=DatasetPage(title="Eye", slug="eye"))
        with django_assert_num_queries(1):
            text = words_of(record_pdf(record, CONTEXT, NOW))
        assert f"ERN-EYE \u203a {index.title}" in text
        assert text.startswith("ERN-EYE Consultation Record 12")


class TestStandards:
    """PDF/A-3a and PDF/UA-1."""

    def test_declares_both_standards(self, draft: bytes) -> None:
        metadata = root(draft)["/Metadata"].get_data().decode()
        assert re.search(r"<pdfaid:part>3</pdfaid:part>", metadata)
        assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", metadata)
        assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
        assert "Consultation – Record 12" in metadata

    def test_is_tagged(self, draft: bytes) -> None:
        catalogue = root(draft)
        assert catalogue["/MarkInfo"]["/Marked"].value is True
        assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        kinds = tags(draft)
        headings = [kind for kind in kinds if re.fullmatch("/H[1-6]", kind)]
        assert headings == ["/H1", "/H2", "/H3", "/H4"]
        assert {"/Table", "/TH", "/TD"} <= set(kinds)

    def test_carries_our_fonts_only(self, draft: bytes) -> None:
        fonts = {
            str(font.get_object()["/BaseFont"]).split("+")[1]
            for page in read(draft).pages
            for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
        }
        assert fonts == {"SourceSans3-Regular", "SourceSans3-Italic", "SourceSans3-SemiBold"}

    def test_is_the_same_for_the_same_input(self, draft: bytes) -> None:
        again = filled(FORM, ANSWERS, MISSING)
        assert record_pdf(again, CONTEXT, NOW) == draft
        assert record_pdf(again, CONTEXT, NOW + timedelta(days=1)) != draft
        with translation.override("fr"):
            assert record_pdf(again, CONTEXT, NOW) == draft


class TestAttachment:
    """The answers as data."""

    def test_holds_the_answers_and_what_they_answer(self, handed_in: bytes) -> None:
        data = attached(handed_in)
        assert data["answers"] == ANSWERS
        assert data["missing"] == MISSING
        assert data["form"] == {
            "key": "eye-consultation",
            "version": 3,
            "sha256": content_hash(FORM),
        }
        assert data["record"] == {"number": 12, "state": "submitted"}
        assert data["left_out"] == 0

    def test_gives_the_hash_again(self, handed_in: bytes) -> None:
        data = attached(handed_in)
        content = {
            "answers": data["answers"],
            "missing": data["missing"],
            "form": data["form"]["sha256"],
        }
        assert content_hash(content) == data["content_sha256"]

    def test_hashes_of_a_draft_what_would_be_submitted(self) -> None:
        answers = {"disease": "Shown", "tested": False}
        hidden = {**answers, "laboratory": "Answered before it was hidden"}
        data = attached(record_pdf(filled(FORM, hidden), CONTEXT, NOW))
        content = {"answers": answers, "missing": {}, "form": content_hash(FORM)}
        assert data["content_sha256"] == content_hash(content)
        assert data["left_out"] == 0

    def test_is_declared_as_data(self, handed_in: bytes) -> None:
        [file] = root(handed_in)["/AF"]
        assert file.get_object()["/AFRelationship"] == "/Data"
        assert file.get_object()["/EF"]["/F"]["/Subtype"] == "/application/json"

    def test_keeps_what_cannot_be_printed(self) -> None:
        pdf = record_pdf(filled(FORM, {"disease": "مرض 🧬"}), CONTEXT, NOW)
        assert attached(pdf)["answers"] == {"disease": "مرض 🧬"}
        assert f"{MARK * 3} {MARK}" in words_of(pdf)
        assert f"{MARK} stands for a character" in words_of(pdf)


class TestWhatItHides:
    """What must not leave with the document."""

    @pytest.mark.parametrize("submitted", [False, True])
    @pytest.mark.parametrize("key", ["laboratory", "kept", "aside", "patient_name"])
    def test_holds_no_answer_that_is_not_shown(self, key: str, *, submitted: bool) -> None:
        answers = {"disease": "Shown", "tested": False, key: "Never to be seen"}
        pdf = record_pdf(filled(FORM, answers, submitted=submitted), CONTEXT, NOW)
        assert "Never to be seen" not in words_of(pdf)
        assert attached(pdf)["answers"] == {"disease": "Shown", "tested": False}

    def test_counts_what_it_left_out(self) -> None:
        pdf = record_pdf(filled(FORM, {"aside": "For the screen"}), CONTEXT, NOW)
        assert attached(pdf)["left_out"] == 1

    def test_does_not_ask_what_identifies(self, draft: bytes) -> None:
        assert "Name of the patient" not in words_of(draft)
