"""How days, languages and long words are written in documents."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext


def shortened(text: str, longest: int) -> str:
    """Return what fits beside other words at the top of each page."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def act(at: datetime, by: object) -> str:
    """Return when something was done and by whom."""
    return gettext("%(date)s by %(person)s") % {"date": moment(at), "person": by}


def day(at: datetime) -> str:
    """Return the day on the site's calendar, in the active language."""
    return date_format(localtime(at, get_default_timezone()), "j M Y")


def moment(at: datetime) -> str:
    """Return the day and the time of the site's clock, in the active language."""
    return date_format(localtime(at, get_default_timezone()), "j M Y, H:i T")


def date_parts(now: datetime) -> dict[str, int]:
    """Return the day as the typesetter wants it."""
    local = localtime(now, get_default_timezone())
    return {"year": local.year, "month": local.month, "day": local.day}


def language_tag(language: str) -> list[str]:
    """Return [language, region or ""] as the typesetter wants them: "en-gb" is ["en", "GB"]."""
    main, *others = language.replace("_", "-").split("-")
    known = main.isalpha() and main.isascii() and len(main) in (2, 3)
    region = next((each.upper() for each in others if len(each) == 2 and each.isalpha()), "")
    return [main.lower(), region] if known else ["en", ""]
