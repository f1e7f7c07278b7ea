"""Action tags that our questions have a property for."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from forms_engine.interchange.base import JSON
from forms_engine.interchange.redcap.annotations import Tag
from forms_engine.interchange.redcap.names import number_in
from forms_engine.interchange.redcap.questions import Draft
from forms_engine.interchange.redcap.values import plain

EVERYWHERE = ("screen", "pdf", "summary")


def apply_tag(tag: Tag, draft: Draft, language: str) -> bool:
    """Set what the tag stands for. Return False if nothing here stands for it."""
    reader = CARRIED_TAGS.get(tag.name)
    return reader is not None and reader(tag, draft, language)


def _hidden(tag: Tag, draft: Draft, language: str) -> bool:
    """`@HIDDEN` hides on screens, `@HIDDEN-PDF` on paper; what is hidden stays in the summary."""
    hidden = "pdf" if tag.name.endswith("PDF") else "screen"
    shown = draft.properties.get("show_in", EVERYWHERE)
    draft.properties["show_in"] = [place for place in shown if place != hidden]
    return True


def _read_only(tag: Tag, draft: Draft, language: str) -> bool:
    draft.properties["read_only"] = True
    return True


def _default(tag: Tag, draft: Draft, language: str) -> bool:
    if not tag.value or "[" in tag.value or "default" in draft.properties:
        return False
    reader = _DEFAULTS.get(draft.type)
    value = reader(tag.value, draft) if reader else None
    if value is None:
        return False
    draft.properties["default"] = value
    return True


def _code(text: str, draft: Draft) -> JSON:
    return text if any(option["code"] == text for option in draft.options) else None


def _codes(text: str, draft: Draft) -> JSON:
    codes = [code.strip() for code in text.split(",")]
    known = [option["code"] for option in draft.options if option["code"] in codes]
    return known if len(known) == len(set(codes)) else None


def _number(text: str, draft: Draft) -> JSON:
    number = number_in(text)
    if number is None or (draft.properties.get("integer") and not number.is_integer()):
        return None
    return plain(number)


def _day(text: str, draft: Draft) -> JSON:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


_DEFAULTS: dict[str, Callable[[str, Draft], JSON]] = {
    "text": lambda text, draft: text,
    "long_text": lambda text, draft: text,
    "choice": _code,
    "choices": _codes,
    "boolean": lambda text, draft: {"1": True, "0": False}.get(text),
    "number": _number,
    "date": _day,
}


def _listed(tag: Tag, draft: Draft) -> list[dict[str, JSON]]:
    """Return the options whose codes the tag lists; none if it lists others too."""
    codes = {code.strip() for code in (tag.value or "").split(",")}
    found = [option for option in draft.options if option["code"] in codes]
    return found if len(found) == len(codes) else []


def _none_of_the_above(tag: Tag, draft: Draft, language: str) -> bool:
    found = _listed(tag, draft)
    if draft.type != "choices" or not found:
        return False
    exclusive = draft.properties.setdefault("exclusive", [])
    exclusive.extend(option["id"] for option in found if option["id"] not in exclusive)
    return True


def _hide_choice(tag: Tag, draft: Draft, language: str) -> bool:
    """Retire hidden choices: no longer offered, but readable in old answers."""
    found = _listed(tag, draft)
    offered = [option for option in draft.options if not option.get("retired")]
    if not found or all(option in found for option in offered):
        return False
    for option in found:
        option["retired"] = True
    return True


def _most_characters(tag: Tag, draft: Draft, language: str) -> bool:
    most = number_in(tag.value or "")
    if draft.type not in ("text", "long_text") or most is None or not 1 <= most <= 20_000:
        return False
    draft.properties["max_length"] = int(most)
    return True


def _placeholder(tag: Tag, draft: Draft, language: str) -> bool:
    if draft.type != "text" or not tag.value or "[" in tag.value:
        return False
    draft.properties["placeholder"] = {language: tag.value}
    return True


def _most_checked(tag: Tag, draft: Draft, language: str) -> bool:
    most = number_in(tag.value or "")
    if draft.type != "choices" or most is None or most < 1 or not most.is_integer():
        return False
    draft.properties["max_chosen"] = int(most)
    return True


CARRIED_TAGS: dict[str, Callable[[Tag, Draft, str], bool]] = {
    "HIDDEN": _hidden,
    "HIDDEN-PDF": _hidden,
    "READONLY": _read_only,
    "DEFAULT": _default,
    "NONEOFTHEABOVE": _none_of_the_above,
    "HIDECHOICE": _hide_choice,
    "CHARLIMIT": _most_characters,
    "PLACEHOLDER": _placeholder,
    "MAXCHECKED": _most_checked,
}
