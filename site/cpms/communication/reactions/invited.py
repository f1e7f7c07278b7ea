"""Somebody was asked to take part."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class Invited:
    """Tells the person who is asked."""

    is_for_all = True

    def tell(self, happened: Happened) -> Told:
        """Say who asks."""
        return Told(
            sentence=_("%(person)s invites you to take part in %(panel)s.") % happened.names,
            url=happened.address(),
        )


reactions.register("invited", Invited())
