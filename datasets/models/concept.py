"""Concepts of terminologies."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Concepts by what is asked of them."""

    def of_system(self, system: str) -> ConceptQuerySet:
        """Keep one terminology."""
        return self.filter(system=system)

    def on_offer(self) -> ConceptQuerySet:
        """Leave out retired concepts: old answers keep them, new ones do not take them."""
        return self.filter(retired=False)


class Concept(models.Model):
    """One concept of a terminology in one release: a disease, a phenotype, a gene.

    A retired concept stays, so that old answers keep their label; `replaced_by` then names its successor's code.
    pii: none
    """

    system = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    code = models.CharField(max_length=100)
    label = models.CharField(max_length=1000)
    synonyms = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    parents = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    retired = models.BooleanField(default=False)
    replaced_by = models.CharField(max_length=100, blank=True)
    words = models.TextField(
        editable=False
    )  # code, label and synonyms in lower case, for searching

    objects = ConceptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="concept_once_per_system"),
        ]
        indexes = [
            GinIndex(fields=["words"], name="concept_words", opclasses=["gin_trgm_ops"]),
        ]
        ordering = ["system", "label"]

    def __str__(self) -> str:
        return f"{self.label} ({self.system} {self.code})"
