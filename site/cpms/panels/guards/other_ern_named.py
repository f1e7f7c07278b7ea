"""Where to forward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from workflow.guards import Situation, guards


class OtherErnNamed:
    """Another network is named to forward the panel to; `values["network"]`."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Ask for it."""
        network = situation.values.get("network")
        if network is None:
            return _("Another network must be named.")
        if network.pk == situation.subject.network_id:
            return _("%(network)s has the panel already.") % {"network": network}
        area = situation.values.get("thematic_area")
        if area is not None and area.network_id != network.pk:
            return _("This thematic area belongs to another network.")
        return None if network.active else _("%(network)s has ended.") % {"network": network}


guards.register("other_ern_named", OtherErnNamed())
