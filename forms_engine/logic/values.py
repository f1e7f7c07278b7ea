"""Values: what answers become when a rule reads them, and when two of them are equal.

Every function is total: what does not fit is unknown (None), never an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from forms_engine.logic.kleene import every, some
from forms_engine.logic.types import Type


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A date with a time. Two are equal at the same instant, whatever their offset from UTC."""

    milliseconds: int
    text: str = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A duration of weeks, days, hours, minutes and seconds; months differ in length."""

    seconds: int
    text: str = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A term of a terminology; one in free words has no code, so nothing equals it for certain."""

    system: str
    code: str
    label: str = field(compare=False, default="")


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file. Rules ask whether there is one, not what it holds."""

    identity: str


Value: TypeAlias = (
    "bool | float | str | date | Moment | Span | Coded | Upload | tuple[Value, ...] | None"
)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])"
    r"(?::([0-5][0-9])(?:\.([0-9]{1,3}))?)?(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)
_SPAN = re.compile(
    r"P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?"
)
_SECONDS = (604_800, 86_400, 3_600, 60, 1)


def read_date(text: object) -> date | None:
    """Read `YYYY-MM-DD`, nothing looser: browsers read the other notations differently."""
    return _calendar_day(text) if isinstance(text, str) else None


@lru_cache(maxsize=4096)
def _calendar_day(text: str) -> date | None:
    if _DATE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_moment(text: object) -> Moment | None:
    """Read a date with a time and an offset from UTC, such as `2026-02-03T09:30:00+01:00`."""
    found = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    day = read_date(found[1]) if found else None
    if not found or not day:
        return None
    _, hours, minutes, seconds, fraction, sign, off_hours, off_minutes = found.groups()
    offset = (int(off_hours) * 60 + int(off_minutes)) if sign else 0
    in_minutes = (
        day.toordinal() * 1440
        + int(hours) * 60
        + int(minutes)
        - (offset if sign == "+" else -offset)
    )
    in_seconds = in_minutes * 60 + int(seconds or 0)
    return Moment(
        milliseconds=in_seconds * 1000 + int((fraction or "").ljust(3, "0")), text=found[0]
    )


def read_span(text: object) -> Span | None:
    """Read a duration of ISO 8601 without months and years, such as `P1DT12H`."""
    found = _SPAN.fullmatch(text) if isinstance(text, str) else None
    if not found or not any(found.groups()):
        return None
    parts = zip(found.groups(), _SECONDS, strict=True)
    return Span(seconds=sum(int(part or 0) * size for part, size in parts), text=found[0])


def read_number(number: object) -> float | None:
    """Read a finite number. `True` is no number, though Python thinks so."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        return finite(float(number))
    except OverflowError:
        return None


def finite(number: float) -> float | None:
    """Return the number without a negative zero; unknown when it left the range of a double."""
    return number + 0.0 if math.isfinite(number) else None


def _read_boolean(answer: object) -> bool | None:
    return answer if isinstance(answer, bool) else None


def _read_text(answer: object) -> str | None:
    return answer if isinstance(answer, str) and answer else None


def _read_coded(answer: object) -> Coded | None:
    if not isinstance(answer, Mapping):
        return None
    system, code, label = (answer.get(name) for name in ("system", "code", "label"))
    if isinstance(system, str) and isinstance(code, str) and system and code:
        return Coded(system=system, code=code, label=label if isinstance(label, str) else "")
    words = answer.get("text")
    return Coded(system="", code="", label=words) if isinstance(words, str) and words else None


def _read_upload(answer: object) -> Upload | None:
    identity = answer.get("upload") if isinstance(answer, Mapping) else None
    return Upload(identity=identity) if isinstance(identity, str) and identity else None


_READERS: Mapping[str, Callable[[object], Value]] = {
    "boolean": _read_boolean,
    "number": read_number,
    "text": _read_text,
    "date": read_date,
    "datetime": read_moment,
    "duration": read_span,
    "coded": _read_coded,
    "file": _read_upload,
}


def reader_of(kind: Type) -> Callable[[object], Value]:
    """Return the function that turns a JSON answer into a value of the type.

    An answer that does not fit is unknown, and so are "" and []: who empties a box gives no answer.
    """
    if kind.item is None:
        return _READERS[kind.name]
    read_item = reader_of(kind.item)

    def read_list(answer: object) -> Value:
        if not isinstance(answer, list | tuple) or not answer:
            return None
        return tuple(read_item(item) for item in answer)

    return read_list


def read_coded_text(text: str) -> Coded | None:
    """Read a coded term as rules write it: `system|code`."""
    system, _, code = text.rpartition("|")
    return Coded(system=system, code=code) if system and code else None


def as_answer(value: Value) -> object:
    """Return a value as the JSON that is stored for it."""
    if isinstance(value, tuple):
        return [as_answer(item) for item in value]
    if isinstance(value, Coded):
        if not value.code:
            return {"text": value.label}
        return {"system": value.system, "code": value.code, "label": value.label}
    if isinstance(value, Moment | Span):
        return value.text
    if isinstance(value, Upload):
        return {"upload": value.identity}
    if isinstance(value, date):
        return value.isoformat()
    return value


def ordinal(value: Value) -> float | None:
    """Return where a value stands among those of its type, or None if the type has no order."""
    if type(value) is float:
        return value
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Moment):
        return value.milliseconds
    return value.seconds if isinstance(value, Span) else None


def compare(left: Value, right: Value) -> float | None:
    """Return -1, 0 or 1 as left stands to right; unknown if they have no common order."""
    if type(left) is not type(right):
        return None
    first, second = ordinal(left), ordinal(right)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def equal(left: Value, right: Value) -> bool | None:
    """Tell whether two values are the same; unknown when one is, or when their types differ.

    Lists are equal when they hold the same items in any order: the order of ticks means nothing.
    """
    if left is None or type(left) is not type(right):
        return None
    if isinstance(left, tuple) and isinstance(right, tuple):
        return _equal_lists(left, right)
    if isinstance(left, Coded) and isinstance(right, Coded) and not (left.code and right.code):
        return None
    return left == right


def _equal_lists(left: tuple[Value, ...], right: tuple[Value, ...]) -> bool | None:
    if None in left or None in right:
        return None
    if len(left) != len(right):
        return False
    return every(
        [contains(right, item) for item in left] + [contains(left, item) for item in right]
    )


def contains(items: tuple[Value, ...], wanted: Value) -> bool | None:
    """Tell whether an item is in a list; unknown if none is for certain but one might be."""
    return some([equal(item, wanted) for item in items])
