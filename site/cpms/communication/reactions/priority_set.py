"""It was said how urgent a panel is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class PrioritySet:
    """Tells everybody who knows of the case."""

    is_for_all = True

    def tell(self, happened: Happened) -> Told:
        """Say who did it, and where."""
        if happened.panel is not None and happened.panel.is_urgent:
            sentence = _("%(person)s said that %(panel)s is urgent.")
        else:
            sentence = _("%(person)s changed how urgent %(panel)s is.")
        return Told(sentence=sentence % happened.names, url=happened.address())


reactions.register("priority_set", PrioritySet())
