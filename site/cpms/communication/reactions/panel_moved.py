"""A panel went on, or back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class PanelMoved:
    """Tells everybody who knows of the case."""

    is_for_all = True

    def tell(self, happened: Happened) -> Told:
        """Say who did it, and where."""
        if happened.panel is None:
            sentence, state = _("%(person)s moved %(panel)s."), ""
        else:
            sentence = _("%(person)s moved %(panel)s. It stands at “%(state)s” now.")
            state = happened.panel.state_label
        return Told(sentence=sentence % {**happened.names, "state": state}, url=happened.address())


reactions.register("panel_moved", PanelMoved())
