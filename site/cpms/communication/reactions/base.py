"""What a reaction is given, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from forms_engine.registry import Registry

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.panels.models import Panel


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An event, as its reader may know it: `panel` is None when they do not see the panel any more.

    Without `by` the site did it itself.
    """

    kind: str
    at: datetime
    by: User | None
    reader: User
    panel: Panel | None

    @property
    def names(self) -> dict[str, str]:
        """What sentences have gaps for: `person` and `panel`, which goes by its number only."""
        return {
            "person": self.by.display_name if self.by else _("The system"),
            "panel": self.panel.number if self.panel else _("a panel that you do not see any more"),
        }

    def address(self, part: str = "") -> str:
        """Return where the panel is, or one part of its page; "" if the reader does not see it."""
        if self.panel is None:
            return ""
        page = reverse("panels:panel", kwargs={"panel": self.panel.pk})
        return f"{page}#{part}" if part else page


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the reader is told: one sentence, and the address where more stands; "" if there is none for them."""

    sentence: str
    url: str


class Reaction(Protocol):
    """What is told about one kind of event. `is_for_all` also tells those who see no more of the case than its summary."""

    is_for_all: bool

    def tell(self, happened: Happened) -> Told:
        """Return the sentence and the address for this reader. It asks the database nothing."""
        ...


reactions: Registry[Reaction] = Registry("reaction to an event")
