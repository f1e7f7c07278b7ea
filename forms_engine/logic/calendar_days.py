"""Whole days, months and years between dates."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, date, timedelta

UNITS = ("days", "months", "years")


def difference(start: date, end: date, unit: str) -> float | None:
    """Return the whole units from start to end, negative if end is earlier.

    A month is whole when its day is reached, so who was born on 29 February comes of age on
    1 March in other years.
    """
    if unit == "days":
        return float((end - start).days)
    if end < start:
        backwards = difference(end, start, unit)
        return None if backwards is None else 0.0 - backwards
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if unit == "months":
        return float(months)
    return float(months // 12) if unit == "years" else None


def moved(start: date, count: int, unit: str) -> date | None:
    """Return the date a number of units later; a day that the month lacks becomes its last one."""
    try:
        if unit == "days":
            return start + timedelta(days=count)
        if unit not in UNITS:
            return None
        month = start.year * 12 + start.month - 1 + (count * 12 if unit == "years" else count)
        year, month = month // 12, month % 12 + 1
        last = calendar.monthrange(year, month)[1] if 1 <= year <= MAXYEAR else 0
        return date(year, month, min(start.day, last))
    except (OverflowError, ValueError):
        return None
