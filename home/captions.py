"""WebVTT, as captions of a recording are written: a check that names the line, and the times of chapters.

Source: W3C, WebVTT: The Web Video Text Tracks Format, sections 4 and 6. Browsers leave out a cue that they cannot read and
say nothing; so a mistake is told to whoever writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MARK = "WEBVTT"
ARROW = "-->"
_TIME = re.compile(r"(?:(?P<hours>\d{2,}):)?(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d\.\d{3})\Z")
_NO_CUE = re.compile(r"(NOTE|STYLE|REGION)\b")


def refuse_broken_captions(text: str) -> None:
    """Raise `ValidationError` with the number of the first line that is no WebVTT, or out of order."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].split(maxsplit=1)[:1] != [MARK]:
        raise _wrong(1, _("the first line must be “WEBVTT”"))
    before, cues = 0.0, 0
    for block in _blocks(lines):
        if _NO_CUE.match(block[0][1]):
            continue
        number, begin = _begin_of(block)
        if begin < before:
            raise _wrong(number, _("this begins before the caption above it"))
        before, cues = begin, cues + 1
    if not cues:
        raise ValidationError(_("There is no caption below the first line."))


def chapters_track(chapters: Iterable[tuple[int, str]]) -> str:
    """Return WebVTT that names the chapters; each is (second at which it begins, title) and lasts until the next."""
    found = list(chapters)
    ends = [start for start, _title in found[1:]] + [360_000]
    cues = [
        f"{_clock(start)} {ARROW} {_clock(end)}\n{title.replace(ARROW, '→')}\n"
        for (start, title), end in zip(found, ends, strict=True)
    ]
    return "\n".join([f"{MARK}\n", *cues])


def _blocks(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield the paragraphs below the head, each a list of (number of the line, line)."""
    block: list[tuple[int, str]] = []
    is_head = True
    for number, line in [*enumerate(lines, start=1), (0, "")]:
        if line.strip():
            block.append((number, line))
        elif block:
            if not is_head:
                yield block
            block, is_head = [], False


def _begin_of(block: list[tuple[int, str]]) -> tuple[int, float]:
    """Return the line with the times of a cue, which may have a name above it, and the second at which it begins."""
    place = next((index for index, (_n, line) in enumerate(block[:2]) if ARROW in line), None)
    if place is None:
        raise _wrong(block[0][0], _("times are missing, such as 00:01.000 --> 00:04.000"))
    number, line = block[place]
    begin, _arrow, rest = line.partition(ARROW)
    start, end = _seconds(number, begin), _seconds(number, (rest.split() or [""])[0])
    if end <= start:
        raise _wrong(number, _("the end must be later than the beginning"))
    if len(block) == place + 1:
        raise _wrong(number, _("the words are missing below the times"))
    return number, start


def _seconds(number: int, words: str) -> float:
    found = _TIME.match(words.strip())
    if found is None:
        raise _wrong(number, _("“%s” is no time such as 00:01.000") % words.strip())
    return int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + float(found["seconds"])


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def _wrong(number: int, words: str) -> ValidationError:
    return ValidationError(
        _("Line %(number)d: %(words)s."),
        code="captions",
        params={"number": number, "words": words},
    )
