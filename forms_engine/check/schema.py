"""The JSON Schema (2020-12) of a definition, put together from the elements and the registered field types.

A copy is shipped as `cpms-form-1.schema.json` beside this module; a test keeps the two equal.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from forms_engine.definition.ids import ID_PATTERN, KEY_PATTERN
from forms_engine.fields import FieldType, Property, field_types

FORMAT = "cpms-form/1"
PRIVACY = ("direct", "quasi", "sensitive", "free_text", "none")
MISSING = ("unknown", "not_recorded", "not_asked", "not_applicable")
ON_HIDE = ("exclude", "keep", "clear")
SHOW_IN = ("screen", "pdf", "summary")
REQUIREMENT = ("mandatory", "recommended", "optional")
RESERVED_KINDS = ("matrix", "output")

Schema = dict[str, Any]


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = list(required)
    return schema


def _list(items: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": items, **limits}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_ID: Schema = {"type": "string", "pattern": ID_PATTERN}
_KEY: Schema = {"type": "string", "pattern": KEY_PATTERN}
_NAME: Schema = {"type": "string", "minLength": 1, "maxLength": 200}

_CONTROLS: dict[str, Schema] = {
    "text": {"type": "string", "maxLength": 2000},
    "long_text": {"type": "string", "maxLength": 20000},
    "localized": _ref("text"),
    "localized_long": _ref("text"),
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "options": _list(_ref("option"), maxItems=2000),
    "binding": _object({"system": _NAME, "subset": _NAME}, ("system",)),
    "list": _list(_NAME, maxItems=100),
    "option_ids": _list(_ID, maxItems=2000),
    "date": {"type": "string", "maxLength": 10},
}

_COMMON: Schema = {
    "kind": {"const": "field"},
    "id": _ID,
    "key": _KEY,
    "type": {"type": "string"},
    "label": _ref("text"),
    "help": _ref("text"),
    "hint": _ref("text"),
    "required": {"anyOf": [{"type": "boolean"}, _ref("rule")]},
    "relevant": _ref("rule"),
    "constraints": _list(
        _object(
            {"id": _ID, "rule": _ref("rule"), "message": _ref("text")}, ("id", "rule", "message")
        ),
        maxItems=50,
    ),
    "read_only": {"type": "boolean"},
    "default": {},
    "missing": _list({"enum": list(MISSING)}, maxItems=4),
    "on_hide": {"enum": list(ON_HIDE)},
    "privacy": {"enum": list(PRIVACY)},
    "show_in": _list({"enum": list(SHOW_IN)}, maxItems=3),
    "codes": _list(_ref("coding"), maxItems=50),
    "requirement_by_group": {
        "type": "object",
        "additionalProperties": {"enum": list(REQUIREMENT)},
        "maxProperties": 200,
    },
    "width": {"type": "integer", "minimum": 1, "maximum": 12},
}
_TITLED: Schema = {"id": _ID, "title": _ref("text"), "introduction": _ref("text")}


def property_schema(prop: Property) -> Schema:
    """Return the schema of one property of a field type."""
    if prop.control == "select":
        return {"enum": [value for value, _ in prop.choices]}
    schema = dict(_CONTROLS[prop.control])
    if prop.minimum is not None:
        schema["minimum"] = prop.minimum
    if prop.maximum is not None:
        schema["maximum"] = prop.maximum
    return schema


def _field(field_type: FieldType) -> Schema:
    own = {prop.name: property_schema(prop) for prop in field_type.properties}
    return _object({**_COMMON, **own}, ("kind", "id", "key", "type", "label"))


def _elements(*kinds: str) -> Schema:
    return _list(
        {"allOf": [_ref("element"), {"properties": {"kind": {"enum": list(kinds)}}}]}, maxItems=5000
    )


def _containers() -> dict[str, Schema]:
    inside = ("section", "row", "repeat", "note", "field")
    children = {"elements": _elements(*inside)}
    rule = {"relevant": _ref("rule")}
    return {
        "page": _object(
            {"kind": {"const": "page"}, **_TITLED, **rule, **children},
            ("kind", "id", "title", "elements"),
        ),
        "section": _object(
            {
                "kind": {"const": "section"},
                **_TITLED,
                "collapsible": {"type": "boolean"},
                **rule,
                **children,
            },
            ("kind", "id", "title", "elements"),
        ),
        "row": _object(
            {"kind": {"const": "row"}, "id": _ID, "elements": _elements("field")},
            ("kind", "id", "elements"),
        ),
        "repeat": _object(
            {
                "kind": {"const": "repeat"},
                **_TITLED,
                "key": _KEY,
                "min": {"type": "integer", "minimum": 0, "maximum": 1000},
                "max": {"type": "integer", "minimum": 1, "maximum": 1000},
                "layout": {"enum": ["list", "table", "cards"]},
                "row_title": _ID,
                "row_key": _ID,
                **rule,
                **children,
            },
            ("kind", "id", "key", "title", "elements"),
        ),
        "note": _object(
            {"kind": {"const": "note"}, "id": _ID, "text": _ref("text"), **rule},
            ("kind", "id", "text"),
        ),
    }


def _element(kinds: list[str]) -> Schema:
    branches = [
        {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": _ref(kind)}
        for kind in kinds
    ]
    branches += [
        {
            "if": {
                "properties": {"kind": {"const": "field"}, "type": {"const": name}},
                "required": ["kind", "type"],
            },
            "then": _ref(f"field_{name}"),
        }
        for name in field_types.names()
    ]
    return {
        "type": "object",
        "required": ["kind", "id"],
        "properties": {"kind": {"enum": [*kinds, "field"]}, "id": _ID},
        "if": {"properties": {"kind": {"const": "field"}}, "required": ["kind"]},
        "then": {"required": ["type"], "properties": {"type": {"enum": list(field_types.names())}}},
        "allOf": branches,
    }


@lru_cache(maxsize=1)
def document_schema() -> Schema:
    """Return the schema of a whole definition."""
    containers = _containers()
    coding = {"system": _NAME, "code": _NAME, "display": {"type": "string", "maxLength": 1000}}
    option = {
        "id": _ID,
        "code": {"type": "string", "minLength": 1, "maxLength": 200},
        "label": _ref("text"),
        "coding": _ref("coding"),
        "retired": {"type": "boolean"},
        "replaced_by": _ID,
        "other": {"type": "boolean"},
    }
    option_set = _object(
        {"label": _ref("text"), "options": _list(_ref("option"), maxItems=5000)},
        ("label", "options"),
    )
    document = {
        "format": {"const": FORMAT},
        "key": {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{0,199}$"},
        "languages": _list(
            {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"},
            minItems=1,
            maxItems=40,
        ),
        "title": _ref("text"),
        "introduction": _ref("text"),
        "elements": _elements("page"),
        "option_sets": {"type": "object", "propertyNames": _ID, "additionalProperties": option_set},
        "examples": _list({"type": "object"}, maxItems=500),
        "source": {"type": "object"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Form definition",
        **_object(document, ("format", "key", "languages", "title", "elements")),
        "$defs": {
            "text": {
                "type": "object",
                "additionalProperties": {"type": "string", "maxLength": 20000},
            },
            "rule": {"type": "object", "minProperties": 1, "maxProperties": 1},
            "coding": _object(coding, ("system", "code")),
            "option": _object(option, ("id", "code", "label")),
            "element": _element(list(containers)),
            **containers,
            **{f"field_{name}": _field(field_type) for name, field_type in field_types.items()},
        },
    }


if __name__ == "__main__":
    shipped = Path(__file__).with_name("cpms-form-1.schema.json")
    shipped.write_text(json.dumps(document_schema(), indent=1, ensure_ascii=False) + "\n")
