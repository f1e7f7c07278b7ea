"""The definition itself as a JSON file: nothing is lost in either direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from forms_engine.definition.tree import walk
from forms_engine.interchange.base import Reading, UnreadableFile, Writing, formats
from forms_engine.messages import say

FORMAT = "cpms-form/1"
LARGEST_BYTES = 20_000_000
DEEPEST = 100


class JsonDefinition:
    """A `cpms-form/1` document. Its content is checked by `check_definition`, not here."""

    name = "json"
    label = "Form definition (JSON)"
    suffixes = (".json",)

    def read(self, data: bytes, *, name: str) -> Reading:
        """Take the document as it is. Raise `UnreadableFile` for what is not such a document."""
        if len(data) > LARGEST_BYTES:
            raise UnreadableFile(say("The file is larger than 20 MB."))
        try:
            definition = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as error:
            raise UnreadableFile(
                say(
                    "Line {line}, column {column}: this is not JSON ({reason}).",
                    line=error.lineno,
                    column=error.colno,
                    reason=error.msg.split(":")[0],
                )
            ) from None
        if not isinstance(definition, dict) or definition.get("format") != FORMAT:
            raise UnreadableFile(
                say(
                    "Line 1: the document does not say that its format is “{format}”.",
                    format=FORMAT,
                )
            )
        if _deeper_than(definition, DEEPEST):
            raise UnreadableFile(
                say("The document nests deeper than {levels} levels.", levels=DEEPEST)
            )
        items = sum(place.kind in ("field", "note") for place in walk(definition))
        rules = sum(1 for _ in _rules(definition))
        return Reading(
            definition=definition,
            losses=(),
            items=items,
            imported=items,
            rules_total=rules,
            rules_as_logic=rules,
        )

    def write(self, definition: Mapping[str, Any]) -> Writing:
        """Indent for people and for version control; keep the order of the keys."""
        return Writing(data=orjson.dumps(definition, option=orjson.OPT_INDENT_2) + b"\n")


def _rules(definition: Mapping[str, Any]) -> Iterator[Any]:
    for place in walk(definition):
        for name in ("relevant", "required"):
            if isinstance(rule := place.element.get(name), dict):
                yield rule
        constraints = place.element.get("constraints")
        if isinstance(constraints, list):
            yield from constraints


def _deeper_than(document: Any, limit: int) -> bool:
    level = [document]
    for _ in range(limit):
        level = [
            child
            for value in level
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return False
    return True


formats.register(JsonDefinition.name, JsonDefinition())
