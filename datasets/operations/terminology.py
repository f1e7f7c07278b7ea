"""Loading terminologies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from datasets.acts import Act, record
from datasets.models.concept import Concept

if TYPE_CHECKING:
    from datasets.terminology.sources import ConceptRow, TerminologySource

BATCH = 2000
LONGEST = {"system": 40, "version": 40, "code": 100, "label": 1000, "replaced_by": 100}
WRITTEN = ("version", "label", "synonyms", "parents", "retired", "replaced_by", "words")


class SourceRefused(Exception):
    """The source holds something that cannot be a concept; the text names the place. Nothing was loaded."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What became of one system of a source."""

    system: str
    concepts: int
    added: int
    changed: int


@transaction.atomic
def load_terminology(*, source: TerminologySource, now: datetime) -> list[Loaded]:
    """Add the concepts of a source and bring known ones up to date; the same source again changes nothing.

    It is the command line that asks. What the source does not name stays as it is: answers may have it. Raise
    `SourceRefused` before a row is written.
    """
    rows = [_concept(row) for row in source.concepts()]
    _refuse_unfitting(rows)
    known = _known({row.system for row in rows})
    fresh = [row for row in rows if (row.system, row.code) not in known]
    changed = [row for row in rows if known.get((row.system, row.code), row) != row]
    Concept.objects.bulk_create(
        [Concept(**asdict(row)) for row in (*fresh, *changed)],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["system", "code"],
        update_fields=WRITTEN,
    )
    if fresh or changed:
        record(_act(source, now, added=len(fresh), changed=len(changed)))
    return _counted(rows, fresh, changed)


@dataclass(frozen=True, kw_only=True)
class _Concept:
    """A row as it stands in the database."""

    system: str
    version: str
    code: str
    label: str
    synonyms: list[str]
    parents: list[str]
    retired: bool
    replaced_by: str
    words: str


def _concept(row: ConceptRow) -> _Concept:
    return _Concept(
        system=row.system,
        version=row.version,
        code=row.code,
        label=row.label,
        synonyms=list(row.synonyms),
        parents=list(row.parents),
        retired=row.retired,
        replaced_by=row.replaced_by,
        words="\n".join((row.code, row.label, *row.synonyms)).lower(),
    )


def _refuse_unfitting(rows: Iterable[_Concept]) -> None:
    for (system, code), count in Counter((row.system, row.code) for row in rows).items():
        if count > 1:
            raise SourceRefused(f"{system} {code} stands in the source {count} times.")
    for row in rows:
        for name in ("system", "version", "code", "label"):
            if not getattr(row, name).strip():
                raise SourceRefused(f"{row.system} {row.code} has no {name}.")
        for name, longest in LONGEST.items():
            if len(getattr(row, name)) > longest:
                raise SourceRefused(f"The {name} of {row.system} {row.code[:100]} is too long.")
        if any(len(synonym) > LONGEST["label"] for synonym in row.synonyms):
            raise SourceRefused(f"A synonym of {row.system} {row.code} is too long.")


def _known(systems: Iterable[str]) -> Mapping[tuple[str, str], _Concept]:
    values = Concept.objects.filter(system__in=systems).values("system", "code", *WRITTEN)
    return {(value["system"], value["code"]): _Concept(**value) for value in values}


def _counted(
    rows: Iterable[_Concept], fresh: Iterable[_Concept], changed: Iterable[_Concept]
) -> list[Loaded]:
    added = Counter(row.system for row in fresh)
    updated = Counter(row.system for row in changed)
    return [
        Loaded(system=system, concepts=count, added=added[system], changed=updated[system])
        for system, count in sorted(Counter(row.system for row in rows).items())
    ]


def _act(source: TerminologySource, now: datetime, *, added: int, changed: int) -> Act:
    return Act(
        name="load_terminology",
        by=None,
        subject_type="terminology",
        subject_id=source.name,
        now=now,
        details={"version": source.version, "added": added, "changed": changed},
    )
