"""Forwarding."""

from __future__ import annotations

from cpms.panels.models import PanelMember, PanelNetwork
from workflow.effects import Moved, effects


class RouteToNetwork:
    """Hand the panel to another network's desk; it counts in both. Who was to lead it in the old network steps down."""

    def apply(self, moved: Moved) -> None:
        """Change where it lies, with a thematic area of the new network if one was chosen."""
        panel, values = moved.situation.subject, moved.situation.values
        panel.network = values["network"]
        panel.thematic_area = values.get("thematic_area")
        panel.save(update_fields=["network", "thematic_area"])
        leads = panel.members.current().filter(role=PanelMember.Role.LEAD)
        leads.update(state=PanelMember.State.WITHDRAWN)
        by = moved.situation.by
        if by is not None and not panel.networks.filter(network=panel.network).exists():
            PanelNetwork.objects.create(
                panel=panel, network=panel.network, at=moved.situation.now, by=by
            )


effects.register("route_to_network", RouteToNetwork())
