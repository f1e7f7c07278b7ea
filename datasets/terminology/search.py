"""Searching concepts."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Length

from datasets.models.concept import Concept
from forms_engine.context import Term

SHORTEST = 2
RESEMBLES = 0.45


class DatabaseTerminology:
    """The concepts in the database."""

    def search(self, system: str, text: str, *, limit: int = 20) -> Sequence[Term]:
        """Return what holds the words, best first; if nothing does, what resembles them."""
        wanted = " ".join(text.lower().split())
        if (
            len(wanted) < SHORTEST or "\0" in system + wanted
        ):  # which the database cannot even compare
            return ()
        offered = Concept.objects.of_system(system).on_offer()
        for word in wanted.split():
            offered = offered.filter(words__contains=word)
        order = Case(
            When(code__iexact=wanted, then=Value(0)),
            When(label__iexact=wanted, then=Value(1)),
            When(label__istartswith=wanted, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        found = list(offered.order_by(order, Length("label"), "label")[:limit])
        if not found:
            resembling = Concept.objects.of_system(system).on_offer()
            found = list(
                resembling.filter(words__trigram_word_similar=wanted)
                .annotate(likeness=TrigramWordSimilarity(wanted, "words"))
                .filter(likeness__gte=RESEMBLES)
                .order_by("-likeness", "label")[:limit]
            )
        return [_term(concept, wanted) for concept in found]

    def lookup(self, system: str, code: str) -> Term | None:
        """Return the concept with the code, also a retired one."""
        if "\0" in code:
            return None
        concept = Concept.objects.filter(system=system, code=code).first()
        return _term(concept, "") if concept else None


def _term(concept: Concept, wanted: str) -> Term:
    matched = ""
    if wanted and wanted not in concept.label.lower():
        matched = next((each for each in concept.synonyms if wanted in each.lower()), "")
    return Term(
        system=concept.system,
        code=concept.code,
        label=concept.label,
        matched=matched,
        retired=concept.retired,
    )
