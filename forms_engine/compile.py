"""A definition made ready for use: its data contract, its rules as closures, and the order in which they are worked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jsonschema_rs

from forms_engine.definition.text import localized
from forms_engine.definition.tree import Definition, Element, Place, walk
from forms_engine.fields import FieldType, Question, field_types
from forms_engine.logic import (
    Context,
    Frame,
    OptionSymbol,
    Symbol,
    Value,
    compile_rule,
    evaluation_order,
    references,
    type_named,
)

_ROW_ID = re.compile(r"r[a-z0-9]{1,31}\Z")
Closure = Callable[[Frame, Context], Value]


class FormSymbols:
    """The questions that rules may read, by id; what identifies the patient is not among them."""

    def __init__(self, definition: Definition) -> None:
        languages = definition.get("languages") or ["en"]
        self._fields: dict[str, Symbol] = {}
        self._options: dict[str, OptionSymbol] = {}
        for place in walk(definition):
            if place.kind == "field" and not is_direct(place.element):
                self._add_field(place, languages)
        for set_id, option_set in definition.get("option_sets", {}).items():
            self._add_options(option_set.get("options", ()), set_id)

    def field(self, id: str, /) -> Symbol | None:
        """Return the question, None if rules cannot read one with that id."""
        return self._fields.get(id)

    def option(self, id: str, /) -> OptionSymbol | None:
        """Return the option, None if there is none with that id."""
        return self._options.get(id)

    def _add_field(self, place: Place, languages: list[str]) -> None:
        element = place.element
        if element.get("type") not in field_types:
            return
        self._fields[place.id] = Symbol(
            id=place.id,
            type=type_named(field_types.get(element["type"]).value_type),
            label=element.get("label") or localized(element.get("label"), languages[0]),
            key=element["key"],
            repeats=place.repeats,
        )
        self._add_options(element.get("options", ()), place.id)

    def _add_options(self, options: Any, holder: str) -> None:
        for option in options:
            self._options[option["id"]] = OptionSymbol(
                id=option["id"], code=option["code"], label=option["label"], field_or_set=holder
            )


def is_row_id(text: str) -> bool:
    """Tell whether the text may be the id of a row of a repeat."""
    return _ROW_ID.match(text) is not None


def is_direct(element: Element) -> bool:
    """Tell whether the question identifies the patient: it is then bound to the identity record and never asked here."""
    return element.get("privacy") == "direct"


@dataclass(frozen=True, kw_only=True)
class CompiledField:
    """A question that is asked, with its type. `keys` are the repeats' keys around it, outermost first."""

    place: Place
    type: FieldType
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name of its answer."""
        return str(self.place.element["key"])


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """A rule that an answer must not break, and what is said when it does."""

    id: str
    holds: Closure
    message: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Level:
    """One object of answers: the form itself or a row of a repeat."""

    fields: tuple[CompiledField, ...]
    repeats: tuple[tuple[Place, Level], ...]


class CompiledForm:
    """What is worked out once per version of a form. The definition must be free of errors."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.languages: list[str] = list(definition["languages"])
        self.places: dict[str, Place] = {place.id: place for place in walk(definition)}
        self.symbols = FormSymbols(definition)
        self.pages: tuple[Place, ...] = tuple(
            place for place in self.places.values() if place.kind == "page"
        )
        self.relevant: dict[str, Closure] = {}
        self.required: dict[str, Closure | bool] = {}
        self.constraints: dict[str, tuple[Constraint, ...]] = {}
        for place in self.places.values():
            if not is_direct(place.element):
                self._compile_rules(place)
        self.root = self._level(list(definition["elements"]), ())
        self.fields: dict[str, CompiledField] = {
            field.place.id: field for field in fields_below(self.root)
        }
        self.order: tuple[str, ...] = evaluation_order(relevance_dependencies(definition))

    def question(self, id: str, language: str = "") -> Question:
        """Return a question as one reader sees it."""
        return Question.of(self.places[id].element, self.definition, language)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The data contract: JSON Schema 2020-12 of the answers. Branching is not in it, logic decides that."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": localized(self.definition["title"], self.languages[0], self.languages),
            **self.level_schema(self.root),
        }

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        """The data contract, ready to check; formats are asserted."""
        return jsonschema_rs.Draft202012Validator(self.schema, validate_formats=True)

    @cached_property
    def field_validators(self) -> dict[str, jsonschema_rs.Draft202012Validator]:
        """The data contract of each answer alone, to say which keyword it breaks."""
        return {
            id: jsonschema_rs.Draft202012Validator(
                self._answer_schema(field), validate_formats=True
            )
            for id, field in self.fields.items()
        }

    def page_fields(self, page: str) -> list[CompiledField]:
        """Return the questions asked on a page, those in repeats included."""
        return [field for field in self.fields.values() if field.place.page == page]

    def level_schema(self, level: Level) -> dict[str, Any]:
        """Return the schema of one object of answers."""
        properties = {field.key: self._property_schema(field) for field in level.fields}
        for place, inner in level.repeats:
            properties[place.element["key"]] = self._repeat_schema(place, inner)
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _repeat_schema(self, place: Place, level: Level) -> dict[str, Any]:
        row = self.level_schema(level)
        row["properties"]["_id"] = {
            "type": "string",
            "pattern": "^r[a-z0-9]+",
            "maxLength": 32,
        }
        row["required"] = ["_id"]
        schema: dict[str, Any] = {"type": "array", "items": row, "x-id": place.id}
        if most := place.element.get("max"):
            schema["maxItems"] = most
        return schema

    def _answer_schema(self, field: CompiledField) -> dict[str, Any]:
        return field.type.schema(self.question(field.place.id))

    def _property_schema(self, field: CompiledField) -> dict[str, Any]:
        element = field.place.element
        schema = self._answer_schema(field)
        if element.get("missing"):
            schema = {"anyOf": [schema, {"type": "null"}], "x-missing": element["missing"]}
        schema["title"] = localized(element["label"], self.languages[0], self.languages)
        schema["x-id"] = field.place.id
        if "privacy" in element:
            schema["x-privacy"] = element["privacy"]
        return schema

    def _compile_rules(self, place: Place) -> None:
        element, scope = place.element, place.repeats
        if "relevant" in element:
            self.relevant[place.id] = compile_rule(element["relevant"], self.symbols, scope=scope)
        required = element.get("required", False)
        if required:
            self.required[place.id] = (
                True if required is True else compile_rule(required, self.symbols, scope=scope)
            )
        if element.get("constraints"):
            self.constraints[place.id] = tuple(
                Constraint(
                    id=constraint["id"],
                    holds=compile_rule(constraint["rule"], self.symbols, scope=scope),
                    message=constraint["message"],
                )
                for constraint in element["constraints"]
            )

    def _level(self, elements: list[Element], keys: tuple[str, ...]) -> Level:
        fields: list[CompiledField] = []
        repeats: list[tuple[Place, Level]] = []
        self._collect(elements, keys, fields, repeats)
        return Level(fields=tuple(fields), repeats=tuple(repeats))

    def _collect(
        self,
        elements: list[Element],
        keys: tuple[str, ...],
        fields: list[CompiledField],
        repeats: list[tuple[Place, Level]],
    ) -> None:
        for element in elements:
            place = self.places[element["id"]]
            if place.kind == "field":
                if not is_direct(element):
                    field_type = field_types.get(element["type"])
                    fields.append(CompiledField(place=place, type=field_type, keys=keys))
            elif place.kind == "repeat":
                repeats.append((place, self._level(element["elements"], (*keys, element["key"]))))
            else:
                self._collect(element.get("elements", []), keys, fields, repeats)


def relevance_dependencies(definition: Definition) -> dict[str, set[str]]:
    """Return what must be known before the relevance of each element: what its rule reads, and what it stands in."""
    dependencies: dict[str, set[str]] = {}
    for place in walk(definition):
        needs = (
            references(place.element["relevant"]) if "relevant" in place.element else frozenset()
        )
        parent = {str(place.parents[-1]["id"])} if place.parents else set()
        dependencies[place.id] = set(needs) | parent
    return dependencies


def fields_below(level: Level) -> list[CompiledField]:
    """Return the questions of a level and of the repeats in it."""
    found = list(level.fields)
    for _, inner in level.repeats:
        found.extend(fields_below(inner))
    return found
