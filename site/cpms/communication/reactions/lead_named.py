"""A panel has a lead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class LeadNamed:
    """Tells everybody who knows of the case."""

    is_for_all = True

    def tell(self, happened: Happened) -> Told:
        """Say who did it, and where."""
        return Told(
            sentence=_("%(person)s named who leads %(panel)s.") % happened.names,
            url=happened.address("people"),
        )


reactions.register("lead_named", LeadNamed())
