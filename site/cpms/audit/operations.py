"""Writing the audit trail."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from cpms.audit.models import AuditRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datasets.acts import Act

IDENTIFIER = re.compile(r"[A-Za-z0-9_.:/~-]{0,200}")

request_id: ContextVar[str] = ContextVar("request_id", default="")
_collected: ContextVar[list[AuditRow] | None] = ContextVar("collected", default=None)


class NotAnIdentifier(ValueError):
    """A name, a sentence or an answer was about to enter the audit trail."""


def record(act: Act) -> None:
    """Keep one act in the caller's transaction; inside `collect()` it is written when the outermost one ends.

    Raise `NotAnIdentifier` when a value looks like words: the trail is read by people who must not see answers.
    """
    row = _row_of(act)
    collected = _collected.get()
    if collected is None:
        row.save(force_insert=True)
    else:
        collected.append(row)


@contextmanager
def collect() -> Iterator[None]:
    """Hold the rows of nested operations back; the outermost writes them as its last statement.

    Enter it inside the transaction: `with transaction.atomic(), collect(): …`. An operation that fails takes its
    own rows with it, also when the operation around it goes on.
    """
    outer = _collected.get()
    rows: list[AuditRow] = []
    token = _collected.set(rows)
    try:
        yield
    finally:
        _collected.reset(token)
    if outer is None:
        AuditRow.objects.bulk_create(rows)
    else:
        outer.extend(rows)


def _row_of(act: Act) -> AuditRow:
    for value in (act.subject_type, act.subject_id, *act.details, *act.details.values()):
        if isinstance(value, str) and not IDENTIFIER.fullmatch(value):
            raise NotAnIdentifier(f"The act {act.name} carries more than ids.")
    person = act.by is not None
    return AuditRow(
        at=act.now,
        actor_id=act.by,
        actor_kind=AuditRow.ActorKind.PERSON if person else AuditRow.ActorKind.SYSTEM,
        act=act.name,
        subject_type=act.subject_type,
        subject_id=act.subject_id,
        scope=act.scope,
        details=dict(act.details),
        request_id=request_id.get(),
    )
