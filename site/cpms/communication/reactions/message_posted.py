"""Somebody wrote in the discussion."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class MessagePosted:
    """Tells those who see the case in full."""

    is_for_all = False

    def tell(self, happened: Happened) -> Told:
        """Say who did it, and where."""
        return Told(
            sentence=_("%(person)s wrote in the discussion of %(panel)s.") % happened.names,
            url=happened.address("discussion"),
        )


reactions.register("message_posted", MessagePosted())
