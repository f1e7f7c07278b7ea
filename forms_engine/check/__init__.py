"""Everything that can be wrong with a definition, found before it is published, each with its place and a sentence."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from forms_engine.check.shape import shape_problems
from forms_engine.compile import FormSymbols, is_direct, relevance_dependencies
from forms_engine.definition.text import localized
from forms_engine.definition.tree import Definition, Element, Place, walk
from forms_engine.fields import Question, field_types
from forms_engine.logic import BOOLEAN, Cycle, check_rule, evaluation_order, references
from forms_engine.problems import Problem, Severity, pointer

DEEPEST = 12


def check_definition(document: Any) -> list[Problem]:
    """Return all problems of a document: first its shape, and only if that is right, its sense."""
    problems = shape_problems(document)
    if problems:
        return problems
    definition: Definition = document
    problems = [
        *_identity(definition),
        *_keys(definition),
        *_options(definition),
        *_elements(definition),
        *_questions(definition),
        *_source(definition),
    ]
    if not any(problem.code == "duplicate_id" for problem in problems):
        problems += _rules(definition)
        problems += _cycles(definition)
    return problems


def errors_of(document: Any) -> list[Problem]:
    """Return what prevents publishing."""
    return [problem for problem in check_definition(document) if problem.severity == "error"]


def _problem(
    code: str, place: Place, words: str, *parts: str | int, severity: Severity = "error"
) -> Problem:
    return Problem(
        severity=severity,
        code=code,
        path=f"{place.path}{pointer(*parts)}",
        element_id=place.id or None,
        words=words,
    )


def _name(element: Mapping[str, Any], definition: Definition) -> str:
    languages = definition["languages"]
    words = localized(_words_of(element), languages[0], languages)
    return textwrap.shorten(words, 60, placeholder="…") or element.get("key") or element["id"]


def _words_of(element: Mapping[str, Any]) -> Any:
    return element.get("label") or element.get("title") or element.get("text")


def _identity(definition: Definition) -> Iterator[Problem]:
    """Ids are unique in the document, over elements, options and constraints."""
    first: dict[str, str] = {}
    for path, id, element_id in _ids(definition):
        if id in first:
            words = f"The id “{id}” is used twice; it stands at {first[id]} already."
            yield Problem(
                severity="error", code="duplicate_id", path=path, element_id=element_id, words=words
            )
        first.setdefault(id, path)


def _ids(definition: Definition) -> Iterator[tuple[str, str, str | None]]:
    for place in walk(definition):
        yield f"{place.path}/id", place.id, place.id
        for name in ("options", "constraints"):
            for index, item in enumerate(place.element.get(name, ())):
                yield f"{place.path}{pointer(name, index, 'id')}", item["id"], place.id
    for set_id, option_set in definition.get("option_sets", {}).items():
        yield pointer("option_sets", set_id), set_id, None
        for index, option in enumerate(option_set["options"]):
            yield pointer("option_sets", set_id, "options", index, "id"), option["id"], None


def _keys(definition: Definition) -> Iterator[Problem]:
    """Keys are unique within a row of a repeat, or within the form outside repeats."""
    places = [place for place in walk(definition) if "key" in place.element]
    count = Counter((place.repeats, place.element["key"]) for place in places)
    for place in places:
        key = place.element["key"]
        if count[(place.repeats, key)] > 1:
            yield _problem("duplicate_key", place, f"Two questions have the key “{key}”.", "key")


def _options(definition: Definition) -> Iterator[Problem]:
    for place in walk(definition):
        known = {option["id"] for option in place.element.get("options", ())}
        yield from _replacements(place, place.element.get("options", ()), known, ("options",))
        set_id = place.element.get("option_set")
        if set_id is not None and set_id not in definition.get("option_sets", {}):
            words = f"There is no shared option set “{set_id}”."
            yield _problem("dangling_reference", place, words, "option_set")
    root = Place(element={}, path="")
    for set_id, option_set in definition.get("option_sets", {}).items():
        options = option_set["options"]
        known = {option["id"] for option in options}
        yield from _replacements(root, options, known, ("option_sets", set_id, "options"))


def _replacements(
    place: Place, options: Any, known: set[str], parts: tuple[str, ...]
) -> Iterator[Problem]:
    for index, option in enumerate(options):
        by = option.get("replaced_by")
        if by is not None and (by not in known or by == option["id"]):
            words = f"“{option['code']}” is replaced by an option that is not in the list."
            yield _problem("dangling_reference", place, words, *parts, index, "replaced_by")


def _elements(definition: Definition) -> Iterator[Problem]:
    if not definition["elements"]:
        yield _problem("empty", Place(element={}, path=""), "Add a first page.", "elements")
    for place in walk(definition):
        if len(place.parents) > DEEPEST:
            yield _problem("too_deep", place, f"Groups nest at most {DEEPEST} deep.")
        yield from _words(place, definition)
        if place.kind == "repeat":
            yield from _repeat(place)


def _words(place: Place, definition: Definition) -> Iterator[Problem]:
    """Every question, title and note has words, and in all languages of the form."""
    name = {"field": "label", "note": "text", "row": ""}.get(place.kind, "title")
    if not name:
        return
    texts = place.element.get(name, {})
    if not any(str(text).strip() for text in texts.values()):
        yield _problem("no_words", place, f"This {_noun(place.kind)} has no {name} yet.", name)
        return
    lacking = [each for each in definition["languages"] if not str(texts.get(each, "")).strip()]
    if lacking:
        words = f"“{_name(place.element, definition)}” is not translated: {', '.join(lacking)}."
        yield _problem("not_translated", place, words, name, severity="warning")


def _noun(kind: str) -> str:
    return "question" if kind == "field" else kind


def _repeat(place: Place) -> Iterator[Problem]:
    element = place.element
    inside = {each.id for each in walk(element) if each.kind == "field"}
    for name in ("row_title", "row_key"):
        if name in element and element[name] not in inside:
            words = "This refers to a question that is not in the repeat."
            yield _problem("dangling_reference", place, words, name)
    if element.get("max") is not None and element.get("min", 0) > element["max"]:
        yield _problem("wrong_value", place, "The fewest rows are more than the most.", "min")
    if not inside:
        yield _problem("empty", place, "Add a question that is repeated.", "elements")


def _questions(definition: Definition) -> Iterator[Problem]:
    for place in walk(definition):
        if place.kind != "field":
            continue
        element = place.element
        if "privacy" not in element:
            words = f"Say whether “{_name(element, definition)}” can identify the patient."
            yield _problem("privacy_missing", place, words, "privacy")
        if element.get("on_hide") == "clear":
            words = "Answers are not deleted when hidden yet; this one is left out instead."
            yield _problem("not_supported", place, words, "on_hide", severity="warning")
        question = Question.of(element, definition)
        for finding in field_types.get(element["type"]).findings(question):
            yield _problem(
                "wrong_value", place, finding.words, finding.property, severity=finding.severity
            )
        yield from _default(place, question)


def _default(place: Place, question: Question) -> Iterator[Problem]:
    if "default" not in place.element or is_direct(place.element):
        return
    schema = field_types.get(place.element["type"]).schema(question)
    if not jsonschema_rs.is_valid(schema, place.element["default"]):
        yield _problem("wrong_type", place, "The default is no answer to this question.", "default")


def _source(definition: Definition) -> Iterator[Problem]:
    """Ask for confirmation: a class that an import suggested is a guess."""
    unconfirmed = definition.get("source", {}).get("unconfirmed_privacy", ())
    for place in walk(definition):
        if place.id in unconfirmed:
            name = _name(place.element, definition)
            words = f"Confirm the privacy class that the import suggested for “{name}”."
            yield _problem("privacy_unconfirmed", place, words, "privacy")


def _rules(definition: Definition) -> Iterator[Problem]:
    symbols = FormSymbols(definition)
    direct = {place.id for place in walk(definition) if is_direct(place.element)}
    for place in walk(definition):
        for parts, rule in rules_of(place.element):
            if references(rule) & direct:
                words = "A rule cannot read a question that identifies the patient."
                yield _problem("direct_in_rule", place, words, *parts)
                continue
            for problem in check_rule(rule, symbols, scope=place.repeats, expected=BOOLEAN):
                path = f"{place.path}{pointer(*parts)}{problem.path}"
                yield Problem(
                    severity="error",
                    code=problem.code,
                    path=path,
                    element_id=place.id,
                    words=problem.words,
                )


def rules_of(element: Element) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield where each rule of an element stands in it, and the rule."""
    if "relevant" in element:
        yield ("relevant",), element["relevant"]
    if isinstance(element.get("required"), dict):
        yield ("required",), element["required"]
    for index, constraint in enumerate(element.get("constraints", ())):
        yield ("constraints", index, "rule"), constraint["rule"]


def _cycles(definition: Definition) -> Iterator[Problem]:
    """No element may be shown depending on itself, by whatever detour."""
    known = {place.id: place for place in walk(definition)}
    dependencies = {
        id: {need for need in needs if need in known}
        for id, needs in relevance_dependencies(definition).items()
    }
    try:
        evaluation_order(dependencies)
    except Cycle as cycle:
        names = " → ".join(f"“{_name(known[id].element, definition)}”" for id in cycle.path)
        words = f"These are shown depending on each other: {names}."
        yield _problem("cycle", known[cycle.path[0]], words, "relevant")
