"""What was missing has been added."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cpms.communication.reactions.base import Happened, Told, reactions


class DataAnswered:
    """Tells those who see the case in full."""

    is_for_all = False

    def tell(self, happened: Happened) -> Told:
        """Say who did it, and where."""
        return Told(
            sentence=_("%(person)s answered a question about the case of %(panel)s.")
            % happened.names,
            url=happened.address(),
        )


reactions.register("data_answered", DataAnswered())
