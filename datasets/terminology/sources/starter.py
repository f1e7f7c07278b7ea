"""A small selection that comes with the product, enough for trying forms and for training.

SNOMED CT, LOINC and ICF are not in it: their licences do not allow a site to receive them from us.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from datasets.terminology.sources.base import ConceptRow, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = files("datasets.terminology.sources") / "starter.tsv"
SELECTION = "starter 1"
RELEASES = {"HP": "2025-01-16", "ORPHA": "2020-06", "ORDO": "2020-06", "ICD10CM": "2026-04"}
"""The releases that the rows were taken from; rows of other systems keep codes that releases do not change."""


class Starter:
    """Rare diseases, phenotypes with all that lies above them, genes, and a few terms of other systems."""

    name = "starter"
    label = "Starter selection"
    version = "1"
    attribution = (
        "This product uses the Human Phenotype Ontology (http://www.human-phenotype-ontology.org), "
        "release 2025-01-16.",
        "Orphanet nomenclature, © INSERM, CC BY 4.0.",
    )

    def concepts(self) -> Iterator[ConceptRow]:
        """Yield the rows of the file. Diseases come a second time as ORDO, which imported dictionaries ask for."""
        with FILE.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield _concept(row, row["system"], "")
                if row["system"] == "ORPHA":
                    yield _concept(row, "ORDO", "Orphanet_")


def _concept(row: dict[str, str], system: str, prefix: str) -> ConceptRow:
    return ConceptRow(
        system=system,
        version=RELEASES.get(system, SELECTION),
        code=f"{prefix}{row['code']}",
        label=row["label"],
        synonyms=_several(row["synonyms"]),
        parents=tuple(f"{prefix}{parent}" for parent in _several(row["parents"])),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


sources.register(Starter.name, Starter())
