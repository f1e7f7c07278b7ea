"""The definition itself goes out and comes in unchanged."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.interchange import UnreadableFile
from forms_engine.interchange.json_definition import JsonDefinition

FORM: dict[str, Any] = {
    "format": "cpms-form/1",
    "key": "visit",
    "languages": ["en"],
    "title": {"en": "Visit"},
    "elements": [
        {
            "kind": "page",
            "id": "paaaaaaa",
            "title": {"en": "Änderung"},
            "elements": [
                {
                    "kind": "field",
                    "id": "faaaaaaa",
                    "key": "a",
                    "type": "boolean",
                    "label": {"en": "A"},
                },
                {
                    "kind": "field",
                    "id": "fbbbbbbb",
                    "key": "b",
                    "type": "number",
                    "label": {"en": "B"},
                    "relevant": {"=": [{"field": "faaaaaaa"}, True]},
                    "required": {"=": [{"field": "faaaaaaa"}, True]},
                    "constraints": [
                        {"id": "caaaaaaa", "rule": {">": [1, 0]}, "message": {"en": "."}}
                    ],
                },
                {"kind": "note", "id": "naaaaaaa", "text": {"en": "Thanks"}},
            ],
        }
    ],
}


class TestRead:
    def test_gives_back_what_was_written(self) -> None:
        written = JsonDefinition().write(FORM)
        reading = JsonDefinition().read(written.data, name="visit.json")
        assert reading.definition == FORM
        assert written.losses == reading.losses == ()

    def test_counts_questions_notes_and_rules(self) -> None:
        reading = JsonDefinition().read(JsonDefinition().write(FORM).data, name="visit.json")
        assert (reading.items, reading.imported) == (3, 3)
        assert (reading.rules_total, reading.rules_as_logic) == (3, 3)

    def test_takes_a_byte_order_mark(self) -> None:
        data = b"\xef\xbb\xbf" + JsonDefinition().write(FORM).data
        assert JsonDefinition().read(data, name="visit.json").definition == FORM

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b'{"format": "cpms-form/1",\n  oops}', "Line 2, column 3"),
            (b"", "Line 1"),
            (b"[]", "cpms-form/1"),
            (b'{"format": "cpms-form/2"}', "cpms-form/1"),
            (b'{"format": "cpms-form/1", "elements": ' + b"[" * 200 + b"]" * 200 + b"}", "deeper"),
            (b'{"a": NaN}', "not JSON"),
            (b"\xff\xfe", "not JSON"),
        ],
    )
    def test_refuses_what_is_no_definition(self, data: bytes, words: str) -> None:
        with pytest.raises(UnreadableFile, match=words):
            JsonDefinition().read(data, name="visit.json")

    @given(
        st.binary(max_size=300)
        | st.recursive(st.just(b"1"), lambda b: b.map(lambda x: b"[" + x + b"]"))
    )
    def test_never_fails_otherwise(self, data: bytes) -> None:
        with pytest.raises(UnreadableFile):
            JsonDefinition().read(data, name="x")
