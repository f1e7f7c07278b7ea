"""The document: its canonical form, its hash, its shipped schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import forms_engine.check
from forms_engine.check.schema import document_schema
from forms_engine.definition.canonical import NotCanonical, canonical_bytes, content_hash
from forms_engine.definition.ids import is_id, new_id
from forms_engine.definition.text import localized
from tests.forms_engine.build import document, field

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(-(2.0**53) + 1, 2.0**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(value: object) -> None:
    def turned(each: object) -> object:
        if isinstance(each, dict):
            return {key: turned(each[key]) for key in reversed(list(each))}
        return [turned(inner) for inner in each] if isinstance(each, list) else each

    assert canonical_bytes(value) == canonical_bytes(turned(value))
    assert json.loads(canonical_bytes(value)) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"a": ["x\0"]}, "/a/0: The text holds a NUL"),
        ({"a": "\ud800"}, "/a: The text holds half a character"),
        ([float("nan")], "/0: This is not a number"),
        ([2**53], "/0: This number has more digits"),
        ({"a": {1, 2}}, "/a: A set is not a JSON value"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_place(value: object, words: str) -> None:
    with pytest.raises(NotCanonical, match=words):
        canonical_bytes(value)


def test_equal_numbers_have_equal_hashes() -> None:
    assert content_hash({"a": 1.0}) == content_hash({"a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": 2})


def test_ids_have_the_shape_that_the_schema_asks_for() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(is_id(id) for id in ids)
    assert not is_id("1abcdefg")
    assert not is_id("abcdefgh\n")


def test_the_shipped_schema_is_the_schema() -> None:
    shipped = Path(forms_engine.check.__file__).parent / "cpms-form-1.schema.json"
    assert json.loads(shipped.read_text()) == document_schema(), (
        "write it anew: python -m forms_engine.check.schema"
    )


def test_the_schema_is_a_schema_and_takes_a_form() -> None:
    jsonschema.Draft202012Validator.check_schema(document_schema())
    assert jsonschema.Draft202012Validator(document_schema()).is_valid(document(field("question")))


def test_a_text_falls_back_to_the_forms_languages_in_order() -> None:
    text = {"fr": "Œil", "de": "Auge"}
    assert localized(text, "de") == "Auge"
    assert localized(text, "de-AT") == "Auge"
    assert localized(text, "pl", ["en", "fr"]) == "Œil"
    assert localized({}, "en") == ""
