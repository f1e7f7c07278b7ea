"""Text on several lines."""

from __future__ import annotations

from forms_engine.fields.base import Property, field_types
from forms_engine.fields.text import Text


class LongText(Text):
    """Several sentences or paragraphs."""

    name = "long_text"
    label = "Long text"
    description = "Several sentences, such as a case history."
    icon = "long_text"
    longest = 20000
    properties = (
        Property(
            name="max_length",
            control="integer",
            label="Longest text",
            help="Number of characters, at most.",
            minimum=1,
            maximum=20000,
        ),
        Property(name="rows", control="integer", label="Height in lines", minimum=2, maximum=40),
    )
    fhir_type = "text"
    examples = (({}, "First line\nsecond line", False), ({"max_length": 4}, "abcd", "abcde"))


field_types.register(LongText.name, LongText())
