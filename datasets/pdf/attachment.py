"""The answers as data, for whoever wants to read them again by machine."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from datasets.models.record import Record
from forms_engine.answers import rows_of
from forms_engine.compile import CompiledForm, Level
from forms_engine.definition.canonical import content_hash
from forms_engine.draft import Draft
from forms_engine.problems import pointer

FORMAT = "cpms-answers/1"
FILE_NAME = "answers.json"


def answers_hash(draft: Draft, form_sha256: str) -> str:
    """Return the SHA-256 by which a submission is known: RFC 8785 of answers, missing reasons and the form's hash."""
    return content_hash({"answers": draft.answers, "missing": draft.missing, "form": form_sha256})


def answers_json(record: Record, draft: Draft, sha256: str, shown: Collection[str]) -> str:
    """Return the attached file.

    It holds what the pages show (`shown` are JSON Pointers): an answer that is kept although hidden, or not meant for
    the PDF, would otherwise leave the site unseen. `left_out` counts those; with 0 the hash can be worked out again.
    """
    form = record.version.form
    kept, left_out = _shown_answers(form, draft, shown)
    content = {
        "format": FORMAT,
        "form": {
            "key": record.version.definition["key"],
            "version": record.version.number,
            "sha256": record.version.sha256,
        },
        "record": {"number": record.number, "state": record.state},
        "content_sha256": sha256,
        "left_out": left_out,
        "answers": kept.answers,
        "missing": kept.missing,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)


def _shown_answers(form: CompiledForm, draft: Draft, shown: Collection[str]) -> tuple[Draft, int]:
    missing = {path: reason for path, reason in draft.missing.items() if path in shown}
    answers, left_out = _level(form.root, draft.answers, (), shown)
    kept = Draft(answers=answers, missing=missing)
    return kept, left_out + len(draft.missing) - len(missing)


def _level(
    level: Level, answers: Mapping[str, Any], path: tuple[str, ...], shown: Collection[str]
) -> tuple[dict[str, Any], int]:
    kept: dict[str, Any] = {"_id": answers["_id"]} if path else {}
    left_out = 0
    for item in level.fields:
        if item.key in answers:
            if pointer(*path, item.key) in shown:
                kept[item.key] = answers[item.key]
            else:
                left_out += 1
    for place, inner in level.repeats:
        key = str(place.element["key"])
        if key not in answers:
            continue
        rows = []
        for row in rows_of(answers, key):
            inner_row, less = _level(inner, row, (*path, key, row["_id"]), shown)
            rows.append(inner_row)
            left_out += less
        kept[key] = rows
    return kept, left_out
