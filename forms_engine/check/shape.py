"""Whether a document has the shape of a definition, said in sentences with their places."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from forms_engine.check.schema import RESERVED_KINDS, document_schema
from forms_engine.definition.canonical import unstorable
from forms_engine.problems import Problem, pointer


@lru_cache(maxsize=1)
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(document_schema())


def shape_problems(document: Any) -> list[Problem]:
    """Return what keeps the document from being read as a definition; empty when its shape is right."""
    problems = [
        _problem("not_storable", place, words, document) for place, words in unstorable(document)
    ]
    if problems:
        return problems
    for error in _validator().iter_errors(document):
        path = [*error.instance_path]
        for code, extra, words in _sentences(error, document):
            problems.append(_problem(code, pointer(*path, *extra), words, document))
    return list(dict.fromkeys(problems))


def _sentences(
    error: jsonschema_rs.ValidationError, document: Any
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield (code, further path, sentence)."""
    kind = error.kind
    match kind:
        case jsonschema_rs.ValidationErrorKind.AdditionalProperties():
            known = _known_properties(error)
            for name in kind.unexpected:
                close = difflib.get_close_matches(name, known, n=1)
                hint = f" Did you mean “{close[0]}”?" if close else ""
                yield "unknown_key", (name,), f"“{name}” is not a known key here.{hint}"
        case jsonschema_rs.ValidationErrorKind.Required():
            yield "missing_key", (), f"“{kind.property}” is missing."
        case jsonschema_rs.ValidationErrorKind.Enum():
            yield _enum_words(error)
        case jsonschema_rs.ValidationErrorKind.Constant():
            yield "wrong_value", (), f"This must be “{kind.expected_value}”."
        case jsonschema_rs.ValidationErrorKind.Type():
            yield (
                "wrong_type",
                (),
                f"This must be {_type_words(error)}, not {_shown(error.instance)}.",
            )
        case jsonschema_rs.ValidationErrorKind.Pattern():
            yield "wrong_value", (), _pattern_words(error)
        case jsonschema_rs.ValidationErrorKind.AnyOf():
            yield "wrong_type", (), "This must be true, false or a rule."
        case _:
            yield "wrong_value", (), f"This does not fit: {error.message}."


def _known_properties(error: jsonschema_rs.ValidationError) -> list[str]:
    schema: Any = document_schema()
    for part in list(error.schema_path)[:-1]:
        schema = schema[part]
        if isinstance(schema, Mapping) and str(schema.get("$ref", "")).startswith("#/$defs/"):
            schema = document_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    return list(schema.get("properties", ())) if isinstance(schema, Mapping) else []


def _enum_words(error: jsonschema_rs.ValidationError) -> tuple[str, tuple[str, ...], str]:
    last = error.instance_path[-1] if error.instance_path else ""
    value = error.instance
    if last == "kind" and value in RESERVED_KINDS:
        return "not_supported", (), f"The element “{value}” is not supported yet."
    allowed = getattr(error.kind, "options", None)
    listed = ", ".join(str(each) for each in allowed) if isinstance(allowed, list) else str(allowed)
    noun = {"type": "field type", "kind": "element"}.get(str(last), "value")
    return "wrong_value", (), f"{_shown(value)} is not a known {noun} here. Known: {listed}."


def _type_words(error: jsonschema_rs.ValidationError) -> str:
    names = {
        "string": "a text",
        "object": "an object",
        "array": "a list",
        "boolean": "true or false",
        "integer": "a whole number",
        "number": "a number",
    }
    wanted = getattr(error.kind, "types", [])
    return " or ".join(names.get(str(name), str(name)) for name in wanted) or "of another type"


def _pattern_words(error: jsonschema_rs.ValidationError) -> str:
    last = str(error.instance_path[-1]) if error.instance_path else ""
    shapes = {
        "id": "eight lower-case letters and digits, a letter first",
        "key": "lower-case letters, digits and underscores, a letter first",
    }
    return f"{_shown(error.instance)} does not have the right form: {shapes.get(last, 'see the format')}."


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:57] + '…'}”"


def _problem(code: str, path: str, words: str, document: Any) -> Problem:
    return Problem(
        severity="error", code=code, path=path, element_id=_element_at(document, path), words=words
    )


def _element_at(document: Any, path: str) -> str | None:
    """Return the id of the innermost element on the way to the place."""
    found, here = None, document
    for part in path.split("/")[1:]:
        if isinstance(here, list) and part.isdigit() and int(part) < len(here):
            here = here[int(part)]
        elif isinstance(here, dict) and part in here:
            here = here[part]
        else:
            break
        if isinstance(here, dict) and "kind" in here and isinstance(here.get("id"), str):
            found = here["id"]
    return found
