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
