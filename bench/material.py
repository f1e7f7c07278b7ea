"""Forms and answers to measure with: the mix of a clinical dataset, and the same at every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forms_engine.context import FormContext, Term

Definition = dict[str, Any]
Element = dict[str, Any]
Answers = dict[str, Any]

TODAY = date(2026, 11, 22)
SECTION = 20
SYSTEM = "HP"
FINDINGS = (
    "night blindness",
    "nystagmus",
    "photophobia",
    "muscle weakness",
    "hearing loss",
    "ataxia",
    "scoliosis",
    "short stature",
    "seizures",
    "cardiomyopathy",
    "renal cysts",
    "joint laxity",
)
DEGREES = ("absent", "mild", "moderate", "severe")
METHODS = (
    "clinical examination",
    "electroretinography",
    "optical coherence tomography",
    "fundus photography",
    "magnetic resonance imaging",
    "computed tomography",
    "ultrasound",
    "echocardiography",
    "electromyography",
    "nerve conduction study",
    "biopsy",
    "gene panel",
    "exome sequencing",
    "genome sequencing",
)
WORDS = (
    "The patient was first seen for progressive complaints, noticed by the family before school age. "
    "Earlier examinations elsewhere were without a clear result; the reports are with the treating centre."
)


class Terms:
    """A terminology that knows the codes of the answers made here."""

    _terms = {
        f"{number:07d}": Term(system=SYSTEM, code=f"{number:07d}", label=label.capitalize())
        for number, label in enumerate(FINDINGS, 1)
    }

    def search(self, system: str, text: str, *, limit: int = 20) -> Sequence[Term]:
        """Find by part of the label."""
        found = [term for term in self._terms.values() if text.lower() in term.label.lower()]
        return found[:limit] if system == SYSTEM else ()

    def lookup(self, system: str, code: str) -> Term | None:
        """Find by code."""
        return self._terms.get(code) if system == SYSTEM else None

    def term(self, number: int) -> dict[str, str]:
        """Return an answer."""
        term = list(self._terms.values())[number % len(self._terms)]
        return {"system": term.system, "code": term.code, "label": term.label}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A question without its words, and how people answer it."""

    properties: Mapping[str, Any]
    right: Callable[[random.Random], Any]
    wrong: Sequence[Any]
    words: str


def _options(words: Sequence[str], number: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"o{number:04d}{index:03d}",
            "code": word.replace(" ", "_"),
            "label": {"en": word.capitalize()},
        }
        for index, word in enumerate(words)
    ]


def _codes(words: Sequence[str]) -> list[str]:
    return [word.replace(" ", "_") for word in words]


def _day(chance: random.Random) -> str:
    return (date(1990, 1, 1) + timedelta(days=chance.randrange(13_000))).isoformat()


def _sentence(chance: random.Random) -> str:
    begin = chance.randrange(60)
    return WORDS[begin : begin + chance.randrange(20, 100)].strip()


def _shapes(number: int) -> tuple[Shape, ...]:
    """Return ten kinds of questions; options have ids of their own in every question."""
    return (
        Shape(
            words="Where was {finding} first described",
            properties={"type": "text", "max_length": 120},
            right=_sentence,
            wrong=(17, "", "x" * 121),
        ),
        Shape(
            words="Age at onset of {finding}",
            properties={
                "type": "number",
                "integer": True,
                "minimum": 0,
                "maximum": 120,
                "unit": "a",
                "unit_label": {"en": "years"},
            },
            right=lambda chance: chance.randrange(121),
            wrong=("12", 3.5, 121, -1),
        ),
        Shape(
            words="Degree of {finding}",
            properties={"type": "choice", "options": _options(DEGREES, number)},
            right=lambda chance: chance.choice(_codes(DEGREES)),
            wrong=("extreme", 2, ["mild"]),
        ),
        Shape(
            words="Is there {finding} in the family",
            properties={"type": "boolean"},
            right=lambda chance: chance.random() < 0.5,
            wrong=("yes", 1),
        ),
        Shape(
            words="Date of the first examination for {finding}",
            properties={"type": "date", "maximum": "today"},
            right=_day,
            wrong=("2023-02-29", "22.11.2026", 20261122),
        ),
        Shape(
            words="What was seen together with {finding}",
            properties={"type": "choices", "options": _options(FINDINGS[:6], number)},
            right=lambda chance: chance.sample(_codes(FINDINGS[:6]), chance.randrange(1, 4)),
            wrong=(["ataxia", "ataxia"], ["fever"], [], "ataxia"),
        ),
        Shape(
            words="Measured value for {finding}",
            properties={
                "type": "number",
                "minimum": 0,
                "maximum": 500,
                "decimals": 2,
                "unit": "mg/dL",
            },
            right=lambda chance: chance.randrange(50_000) / 100,
            wrong=("4,2", 500.5, True),
        ),
        Shape(
            words="Best term for {finding}",
            properties={"type": "coded_term", "binding": {"system": SYSTEM}},
            right=lambda chance: Terms().term(chance.randrange(12)),
            wrong=(
                {"system": "ORPHA", "code": "791", "label": "Retinitis pigmentosa"},
                {"system": SYSTEM, "code": "0000001"},
                "Ataxia",
            ),
        ),
        Shape(
            words="How was {finding} found",
            properties={
                "type": "choice",
                "layout": "select",
                "options": _options(METHODS, number),
            },
            right=lambda chance: chance.choice(_codes(METHODS)),
            wrong=("guessed", False),
        ),
        Shape(
            words="Course of {finding} in your own words",
            properties={"type": "long_text", "max_length": 2000, "rows": 3},
            right=_sentence,
            wrong=("", 0, "x" * 2001),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Form:
    """A definition, and how to fill it: for each key right answers (by chance) and wrong ones."""

    definition: Definition
    shapes: Mapping[str, Shape]

    def context(self) -> FormContext:
        """Return the circumstances of 22 November 2026."""
        return FormContext(today=TODAY, terminology=Terms())

    def good(self, count: int, *, seed: int = 1) -> list[Answers]:
        """Return complete answers that fit."""
        chance = random.Random(seed)  # noqa: S311 — material, not secrets
        return [
            {key: shape.right(chance) for key, shape in self.shapes.items()} for _ in range(count)
        ]

    def broken(self, count: int, *, seed: int = 2) -> list[Answers]:
        """Return answers of which one, anywhere in the form, does not fit."""
        chance = random.Random(seed)  # noqa: S311 — material, not secrets
        records = self.good(count, seed=seed)
        for record in records:
            key, shape = chance.choice(list(self.shapes.items()))
            record[key] = chance.choice(shape.wrong)
        return records


def make_form(count: int, *, on_a_page: int | None = None) -> Form:
    """Return a form with that many questions, twenty to a section and all on one page if not told otherwise.

    Every question has a hint; of twenty, two have a longer explanation, four must be answered, two take a reason for no
    answer and two are shown only if an earlier yes-or-no question was not answered with no.
    """
    shapes: dict[str, Shape] = {}
    questions = []
    for number in range(count):
        shape = _shapes(number)[number % 10]
        question = _question(number, shape)
        questions.append(question)
        shapes[question["key"]] = shape
    sections = _grouped("section", "Part", questions, SECTION)
    definition = {
        "format": "cpms-form/1",
        "key": f"dataset-{count}",
        "languages": ["en"],
        "title": {"en": f"Dataset of {count} questions"},
        "elements": _grouped("page", "Page", sections, (on_a_page or count) // SECTION),
        "option_sets": {},
        "examples": [],
    }
    return Form(definition=definition, shapes=shapes)


def _grouped(kind: str, title: str, elements: Sequence[Element], size: int) -> list[Element]:
    size = max(1, size)
    return [
        {
            "kind": kind,
            "id": f"{kind[0]}{begin:07d}",
            "title": {"en": f"{title} {begin // size + 1}"},
            "elements": elements[begin : begin + size],
        }
        for begin in range(0, len(elements), size)
    ]


def _question(number: int, shape: Shape) -> Element:
    finding = FINDINGS[number // 10 % len(FINDINGS)]
    question: Element = {
        "kind": "field",
        "id": f"q{number:07d}",
        "key": f"item_{number}",
        "label": {"en": f"{shape.words.format(finding=finding)} ({number + 1})"},
        "hint": {"en": f"As in the patient’s file & letters, item {number + 1}."},
        "privacy": "free_text" if shape.properties["type"] == "long_text" else "sensitive",
        **shape.properties,
    }
    if number % 10 == 1:
        question["help"] = {"en": f"Count from birth. Item {number + 1} of the manual says more."}
    if number % 5 == 2:
        question["required"] = True
    if number % 10 == 6:
        question["missing"] = ["unknown", "not_recorded", "not_asked"]
    if number % 10 == 8:
        question["relevant"] = {"!=": [{"field": f"q{number - 5:07d}"}, False]}
    return question
