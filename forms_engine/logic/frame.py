"""What a rule is evaluated against: the answers of one row or form, and the circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(kw_only=True, slots=True, eq=False)
class Frame:
    """The answers of a form, or of one row of a repeat.

    `values` and `missing` go by field id and hold JSON answers and reasons for their absence;
    `rows` goes by repeat id. A hidden answer is left out of `values` by whoever decides what is
    hidden. `index` counts rows from 0.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    rows: dict[str, list[Frame]] = field(default_factory=dict)
    parent: Frame | None = None
    index: int | None = None

    def add_row(
        self, repeat: str, values: Mapping[str, object], missing: Mapping[str, str] | None = None
    ) -> Frame:
        """Append a row to a repeat and return it."""
        rows = self.rows.setdefault(repeat, [])
        rows.append(Frame(values=values, missing=missing or {}, parent=self, index=len(rows)))
        return rows[-1]


@dataclass(frozen=True, kw_only=True)
class Context:
    """The circumstances of an evaluation, stored with the answers so that it can be repeated.

    `today` is `YYYY-MM-DD`. `patient_age` is in years. `descendants` maps a term written
    `system|code` to the terms below it, written alike, for the terms that the form's rules name.
    """

    today: str
    user_roles: tuple[str, ...] = ()
    step: str | None = None
    patient_age: float | None = None
    patient_sex: str | None = None
    descendants: Mapping[str, frozenset[str]] = field(default_factory=dict)
