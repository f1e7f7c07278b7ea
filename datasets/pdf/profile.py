"""What the pages of a demo or training site say, so that nobody takes them for those of a real patient."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, pgettext


@dataclass(frozen=True, kw_only=True)
class Caution:
    """A word across each page, and the sentence at its top."""

    mark: str
    sentence: str


def caution() -> Caution | None:
    """Return what every page has to say of this site, if it is not the real one."""
    if settings.PROFILE == "demo":
        return Caution(
            mark=pgettext("across a printed page", "DEMO"),
            sentence=gettext("Demo: invented people and records only."),
        )
    if settings.PROFILE == "training":
        return Caution(
            mark=pgettext("across a printed page", "TRAINING"),
            sentence=gettext(
                "Training: this is for practice and says nothing about a real patient."
            ),
        )
    return None
