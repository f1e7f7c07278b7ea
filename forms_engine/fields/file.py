"""A document or picture that goes with the answers."""

from __future__ import annotations

from typing import Any

from forms_engine.context import FormContext
from forms_engine.fields.base import (
    AnswerRefused,
    FieldType,
    Finding,
    Property,
    Question,
    RawInput,
    field_types,
)
from forms_engine.messages import say

DEFAULT_MEGABYTES = 20
MEDIA_TYPES = ("application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain")


def size_words(size: int) -> str:
    """Return a size that people read: 340 kB, 2.1 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"


class File(FieldType):
    """One kept file. The answer describes it; the bytes lie in the site's storage."""

    name = "file"
    label = "File"
    group = "Files"
    description = "A document or picture, such as a letter or a report."
    icon = "file"
    properties = (
        Property(
            name="accept",
            control="list",
            label="Accepted kinds",
            help="Media types, such as application/pdf. Empty: PDF, pictures and plain text.",
        ),
        Property(
            name="max_megabytes",
            control="integer",
            label="Largest size in MB",
            minimum=1,
            maximum=100,
        ),
    )
    value_type = "file"
    fhir_type = "attachment"
    examples = (
        (
            {},
            {
                "upload": "0b0e7d6e-5c4f-4f0e-9f37-0f1d2c3b4a59",
                "name": "letter.pdf",
                "media_type": "application/pdf",
                "size": 1200,
                "sha256": "a" * 64,
            },
            "letter.pdf",
        ),
    )

    def schema(self, question: Question) -> dict[str, Any]:
        """Describe the file as the storage did."""
        return {
            "type": "object",
            "required": ["upload", "name", "media_type", "size", "sha256"],
            "properties": {
                "upload": {"type": "string", "minLength": 36, "maxLength": 36},
                "name": {"type": "string", "minLength": 1, "maxLength": 255},
                "media_type": {"enum": self.accepted(question)},
                "size": {"type": "integer", "minimum": 1, "maximum": self.largest(question)},
                "sha256": {"type": "string", "minLength": 64, "maxLength": 64},
            },
            "additionalProperties": False,
        }

    def clean(self, raw: RawInput, question: Question, context: FormContext) -> Any:
        """Take the id of a kept file; the site received, checked and kept the bytes before."""
        upload = raw.text("upload")
        if not upload or raw.text("remove"):
            return None
        described = context.uploads.describe(upload)
        if described is None:
            raise AnswerRefused(say("The file is no longer there. Choose it again."))
        if described["media_type"] not in self.accepted(question):
            raise AnswerRefused(
                say("This question takes {kinds} only.", kinds=", ".join(self.accepted(question)))
            )
        if int(described["size"]) > self.largest(question):
            raise AnswerRefused(
                say("The file is larger than {size}.", size=size_words(self.largest(question)))
            )
        return dict(described)

    def refusals(self, answer: Any, question: Question, context: FormContext) -> list[str]:
        """Refuse a file that the storage does not know or that is described otherwise there."""
        if not isinstance(answer, dict):
            return []
        if context.uploads.describe(str(answer.get("upload"))) != answer:
            return [say("The file is no longer there. Choose it again.")]
        return []

    def findings(self, question: Question) -> list[Finding]:
        """Only kinds that the site can check."""
        unknown = [kind for kind in question.get("accept", ()) if kind not in MEDIA_TYPES]
        if unknown:
            words = f"“{unknown[0]}” cannot be checked. Known: {', '.join(MEDIA_TYPES)}."
            return [Finding(property="accept", words=words)]
        return []

    def text(self, answer: Any, question: Question) -> str:
        """Name and size."""
        return f"{answer['name']} ({size_words(int(answer['size']))})"

    def input_text(self, answer: Any, question: Question) -> str:
        """Return the id of the kept file."""
        return "" if answer is None else str(answer["upload"])

    def accepted(self, question: Question) -> list[str]:
        """Return the media types that the question takes."""
        return list(question.get("accept") or MEDIA_TYPES)

    def largest(self, question: Question) -> int:
        """Return the largest size in bytes."""
        return int(question.get("max_megabytes", DEFAULT_MEGABYTES)) * 1_000_000


field_types.register(File.name, File())
