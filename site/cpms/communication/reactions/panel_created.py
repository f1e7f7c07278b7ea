"""A panel was opened."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class PanelCreated:
    """Tells everybody who knows of the case."""

    is_for_all = True

    def tell(self, happened: Happened) -> Told:
        """Say who did it, and where."""
        return Told(
            sentence=_("%(person)s opened panel %(panel)s.") % happened.names,
            url=happened.address(),
        )


reactions.register("panel_created", PanelCreated())
