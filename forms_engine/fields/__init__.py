"""The kinds of questions, one file each."""

from __future__ import annotations

import sys

from forms_engine.fields.base import (
    AnswerRefused,
    FieldType,
    Finding,
    Property,
    Question,
    RawInput,
    field_types,
)

field_types.discover(sys.modules[__name__])

__all__ = [
    "AnswerRefused",
    "FieldType",
    "Finding",
    "Property",
    "Question",
    "RawInput",
    "field_types",
]
