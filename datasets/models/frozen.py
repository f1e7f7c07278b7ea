"""Triggers that keep rows as they were written, whoever asks."""

from __future__ import annotations

import pgtrigger


def frozen(noun: str) -> list[pgtrigger.Trigger]:
    """Return triggers that refuse UPDATE, DELETE and TRUNCATE.

    Model code would not do: `queryset.update()` and plain SQL walk past `save()`. The error code makes it an IntegrityError.
    """

    def refuse(sentence: str) -> str:
        return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation';"

    return [
        pgtrigger.Trigger(
            name="frozen",
            operation=pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            func=refuse(f"{noun} never change and are never deleted."),
        ),
        pgtrigger.Trigger(
            name="frozen_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=refuse(f"{noun} are never deleted."),
        ),
    ]


def frozen_but(noun: str, *columns: str) -> list[pgtrigger.Trigger]:
    """Return triggers that refuse DELETE, TRUNCATE and every UPDATE that changes more than these columns.

    For rows that end: the end is written later, and what has been stays as it was.
    """
    ending = ", ".join(f"'{column}'" for column in columns)
    refuse = "USING ERRCODE = 'restrict_violation';"
    return [
        pgtrigger.Trigger(
            name="frozen_but_end",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            func=(
                f"IF to_jsonb(OLD) - ARRAY[{ending}] IS DISTINCT FROM to_jsonb(NEW) - ARRAY[{ending}] THEN "
                f"RAISE EXCEPTION '{noun} change only by ending.' {refuse} END IF; RETURN NEW;"
            ),
        ),
        pgtrigger.Trigger(
            name="frozen_delete",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            func=f"RAISE EXCEPTION '{noun} are never deleted.' {refuse}",
        ),
        pgtrigger.Trigger(
            name="frozen_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=f"RAISE EXCEPTION '{noun} are never deleted.' {refuse}",
        ),
    ]
