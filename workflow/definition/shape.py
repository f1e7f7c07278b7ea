"""Whether a document has the shape of a workflow, said in sentences with their places."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from forms_engine.definition.canonical import unstorable
from forms_engine.problems import Problem, pointer

SCHEMA = Path(__file__).with_name("cpms-workflow-1.schema.json")
TYPES = {
    "string": "a text",
    "object": "an object",
    "array": "a list",
    "null": "nothing",
    "boolean": "true or false",
    "integer": "a whole number",
}


def problem(code: str, words: str, *parts: str | int) -> Problem:
    """Return a finding that prevents publishing; the parts lead to its place."""
    return Problem(severity="error", code=code, path=pointer(*parts), element_id=None, words=words)


def shape_problems(document: Any) -> list[Problem]:
    """Return what keeps the document from being read as a workflow; empty when its shape is right."""
    lost = [
        Problem(severity="error", code="not_storable", path=place, element_id=None, words=words)
        for place, words in unstorable(document)
    ]
    if lost:
        return lost
    found = [
        problem(code, words, *error.instance_path, *extra)
        for error in _validator().iter_errors(document)
        for code, extra, words in _sentences(error)
    ]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return schema


@lru_cache(maxsize=1)
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema())


def _sentences(
    error: jsonschema_rs.ValidationError,
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield (code, further path, sentence)."""
    kind = error.kind
    match kind:
        case jsonschema_rs.ValidationErrorKind.AdditionalProperties():
            for name in kind.unexpected:
                yield "unknown_key", (name,), _unknown(name, error)
        case jsonschema_rs.ValidationErrorKind.Required():
            yield "missing_key", (), f"“{kind.property}” is missing."
        case jsonschema_rs.ValidationErrorKind.Type():
            names = [TYPES.get(str(name), str(name)) for name in kind.types]
            yield "wrong_type", (), f"This must be {' or '.join(names)}."
        case jsonschema_rs.ValidationErrorKind.Pattern():
            words = "is not a key: use lower-case letters, digits and underscores, a letter first"
            yield "wrong_value", (), f"“{str(error.instance)[:60]}” {words}."
        case jsonschema_rs.ValidationErrorKind.Enum():
            yield "wrong_value", (), f"This must be one of: {_options(error)}."
        case jsonschema_rs.ValidationErrorKind.MinItems():
            yield "too_few", (), f"At least {kind.limit} must be listed here."
        case _:
            yield "wrong_value", (), f"This does not fit: {error.message[:200]}."


def _options(error: jsonschema_rs.ValidationError) -> str:
    schema: Any = _schema()
    for part in error.schema_path:
        schema = schema[part]
    return ", ".join(schema)


def _unknown(name: str, error: jsonschema_rs.ValidationError) -> str:
    close = difflib.get_close_matches(name, _known_properties(error), n=1)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    return f"“{name}” is not a known key here.{hint}"


def _known_properties(error: jsonschema_rs.ValidationError) -> list[str]:
    schema: Any = _schema()
    for part in list(error.schema_path)[:-1]:
        schema = schema[part]
    return list(schema.get("properties", ())) if isinstance(schema, Mapping) else []
