"""What the designer shows beside a definition: problems, rules in words, and use by stored records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from datasets.models.concept import Concept
from datasets.queries import answered_counts
from forms_engine.check import check_definition, rules_of
from forms_engine.check.shape import shape_problems
from forms_engine.compile import FormSymbols
from forms_engine.definition.tree import walk
from forms_engine.logic import sentence
from forms_engine.problems import Problem


def checked(definition: Any, *, page: Any, language: str) -> dict[str, Any]:
    """Return `{"problems": […], "sentences": {id: {property: words}}, "usage": {id: records}}`."""
    problems = check_definition(definition)
    if shape_problems(definition):
        return {"problems": [asdict(problem) for problem in problems], "sentences": {}, "usage": {}}
    problems += list(unknown_terminologies(definition))
    return {
        "problems": [asdict(problem) for problem in problems],
        "sentences": dict(_sentences(definition, language)),
        "usage": _usage(definition, page) if page is not None else {},
    }


def unknown_terminologies(definition: Any) -> Iterator[Problem]:
    """Yield a warning for each question bound to a terminology of which nothing is loaded."""
    loaded = set(Concept.objects.order_by().values_list("system", flat=True).distinct())
    for place in walk(definition):
        system = place.element.get("binding", {}).get("system")
        if system and system not in loaded:
            words = gettext("No terms of %(system)s are loaded, so nothing will be found.")
            yield Problem(
                severity="warning",
                code="no_terms",
                path=f"{place.path}/binding",
                element_id=place.id,
                words=words % {"system": system},
            )


def _sentences(definition: Any, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    symbols = FormSymbols(definition)
    for place in walk(definition):
        words = {
            str(parts[0] if len(parts) == 1 else "/".join(map(str, parts[:2]))): sentence(
                rule, symbols, language
            )
            for parts, rule in rules_of(place.element)
        }
        if words:
            yield place.id, words


def _usage(definition: Any, page: Any) -> dict[str, int]:
    counts = answered_counts(page.pk)
    return {
        place.id: counts[place.element["key"]]
        for place in walk(definition)
        if not place.repeats and counts.get(place.element.get("key", ""))
    }
