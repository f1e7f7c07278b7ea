"""An invitation was answered, or ran out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class InvitationAnswered:
    """Tells those who see the case in full."""

    is_for_all = False

    def tell(self, happened: Happened) -> Told:
        """Say who did it, and where."""
        if happened.by is None:
            sentence = _("An invitation to %(panel)s was not answered in time.")
        else:
            sentence = _("%(person)s answered the invitation to %(panel)s.")
        return Told(sentence=sentence % happened.names, url=happened.address("people"))


reactions.register("invitation_answered", InvitationAnswered())
