"""No text stops a document, and a refusal tells nobody's answers."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.pdf import PdfRefused, glyphs, record, record_pdf
from datasets.pdf.glyphs import MARK
from datasets.pdf.typesetting import covered_characters, typeset
from tests.datasets.pdf.documents import (
    ANSWERS,
    CONTEXT,
    FORM,
    NOW,
    attached,
    definition,
    field,
    filled,
    read,
    words_of,
)


class TestHostileText:
    """No text stops the document or is taken for anything but text."""

    @pytest.mark.parametrize(
        "text",
        [
            '#panic("x") *bold* $x^2$ \\ #read("/etc/passwd") = Heading',
            '"); #import "@preview/evil:1.0.0": * //',
            '[#set page(paper: "a8")] <label> @label `raw` ~ --- ...',
        ],
    )
    def test_source_stays_text(self, text: str) -> None:
        form = definition(field("fieldaa1", "disease", "text", text), title=text)
        pdf = record_pdf(filled(form, {"disease": text}), CONTEXT, NOW)
        assert words_of(pdf).count(" ".join(text.split())) >= 3

    @settings(max_examples=60, deadline=None)
    @given(text=st.text(max_size=300))
    def test_any_text_makes_a_document(self, text: str) -> None:
        storable = text.replace("\0", "")
        words = storable if storable.strip() else "?"
        form = definition(field("fieldaa1", "disease", "long_text", words), title=words)
        pdf = record_pdf(filled(form, {"disease": storable} if storable else {}), CONTEXT, NOW)
        assert attached(pdf)["answers"].get("disease", "") == storable

    @settings(max_examples=40, deadline=None)
    @given(data=st.data())
    def test_any_runs_of_printable_characters_make_a_document(self, data: st.DataObject) -> None:
        characters = st.sampled_from([chr(code) for code in sorted(covered_characters())])
        runs = data.draw(st.lists(st.tuples(characters, st.integers(1, 200)), max_size=12))
        text = "".join(character * length for character, length in runs)
        record_pdf(filled(FORM, {"disease": text}), CONTEXT, NOW)

    @pytest.mark.parametrize(
        "text",
        [
            "\u00a0" * 40_000,
            "/" * 40_000,
            "-" * 40_000,
            "e" + "\u0301" * 20_000,
            "\u0345" * 20_000 + "\u1dcd" * 20_000,
            " " * 40_000,
        ],
        ids=["no-break spaces", "slashes", "hyphens", "accents", "accents to sort", "spaces"],
    )
    def test_endless_runs_make_a_document_soon(self, text: str) -> None:
        began = time.process_time()
        record_pdf(filled(FORM, {"disease": text}), CONTEXT, NOW)
        assert time.process_time() - began < 5

    def test_endless_titles_make_a_document(self) -> None:
        form = definition(field("fieldaa1", "disease", "text", "Which disease?"))
        form["title"]["en"] = form["elements"][0]["title"]["en"] = "long title " * 5000
        pdf = record_pdf(filled(form, {"disease": "Gout"}), CONTEXT, NOW)
        assert "Which disease? Gout" in words_of(pdf)

    def test_every_character_with_a_glyph_can_be_printed(self) -> None:
        text = " ".join(chr(code) for code in sorted(covered_characters()))
        form = definition(field("fieldaa1", "disease", "long_text", text), title="Every character")
        assert len(text) > 3000
        record_pdf(filled(form, {"disease": text}), CONTEXT, NOW)

    def test_control_characters_are_marked(self) -> None:
        pdf = record_pdf(filled(FORM, {"disease": "a\x07b\x1b[31mc\td\u202ee"}), CONTEXT, NOW)
        assert f"a{MARK}b{MARK}[31mc d{MARK}e" in words_of(pdf)

    def test_very_long_words_stay_on_the_page(self) -> None:
        pdf = record_pdf(filled(FORM, {"disease": "M" * 5000}), CONTEXT, NOW)
        lines = [line for page in read(pdf).pages for line in page.extract_text().splitlines()]
        lengths = [line.count("M") for line in lines if "MM" in line]
        assert sum(lengths) == 5000
        assert 24 <= max(lengths) <= 36

    def test_long_texts_go_on_over_pages(self) -> None:
        text = "\n".join(f"Line {number} of the history." for number in range(400))
        pdf = record_pdf(filled(FORM, {"disease": text}), CONTEXT, NOW)
        assert len(read(pdf).pages) > 5
        assert "Line 0 of" in words_of(pdf)
        assert "Line 399 of" in words_of(pdf)

    def test_hundreds_of_rows_are_all_there(self) -> None:
        rows = [
            {"_id": f"r{number}", "kin": f"Cousin {number}", "age": number} for number in range(300)
        ]
        pdf = record_pdf(filled(FORM, {"relatives": rows}), CONTEXT, NOW)
        text, pages = words_of(pdf), len(read(pdf).pages)
        assert all(f"{number + 1} Cousin {number} {number}" in text for number in range(300))
        assert pages > 4
        assert f"Page {pages} of {pages}" in text

    def test_deep_sections_fit(self) -> None:
        inner: dict[str, Any] = field("fieldaa1", "disease", "text", "Deep question")
        for level in range(10):
            inner = {
                "kind": "section",
                "id": f"sect000{level}",
                "title": {"en": f"Level {level}"},
                "elements": [inner],
            }
        pdf = record_pdf(filled(definition(inner), {"disease": "Deep answer"}), CONTEXT, NOW)
        assert "Deep question Deep answer" in words_of(pdf)


class TestRefusals:
    """What is said when no document can be made."""

    def test_names_the_command_that_brings_the_fonts(self, settings: Any, tmp_path: Any) -> None:
        settings.CLIENT_FOLDER = tmp_path
        with pytest.raises(ImproperlyConfigured, match="make client"):
            record_pdf(filled(FORM, ANSWERS), CONTEXT, NOW)

    def test_keeps_answers_out_of_errors_and_logs(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        everything = frozenset(range(0x110000))
        monkeypatch.setattr(record, "covered_characters", lambda: everything)
        with caplog.at_level(logging.ERROR), pytest.raises(PdfRefused) as caught:
            record_pdf(filled(FORM, {"disease": "مرض"}), CONTEXT, NOW)
        assert "م" not in str(caught.value) + caplog.text
        assert caught.value.__context__ is None
        assert [entry.template for entry in caplog.records] == ["datasets/record.typ"]  # type: ignore[attr-defined]

    def test_a_crash_of_the_typesetter_is_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(glyphs, "_with_breaks", str)
        with pytest.raises(PdfRefused):
            record_pdf(filled(FORM, {"disease": "\u00a0" * 40_000}), CONTEXT, NOW)

    def test_reads_nothing_outside_the_templates(self, settings: Any, tmp_path: Any) -> None:
        folder = tmp_path / "templates"
        (folder / "datasets").mkdir(parents=True)
        (tmp_path / "secret.txt").write_text("secret")
        settings.TEMPLATES_FOLDER = folder
        for path in ("../secret.txt", "../../secret.txt", str(tmp_path / "secret.txt")):
            (folder / "datasets" / "bad.typ").write_text(f'#read("{path}")')
            with pytest.raises(PdfRefused):
                typeset("datasets/bad.typ", {}, {}, NOW)
