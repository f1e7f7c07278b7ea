"""Models of the app."""

from cpms.panels.models.contents import DataRequest, Outcome, PanelForm, PanelRecord, Signature
from cpms.panels.models.panel import Panel, PanelNetwork, PanelQuerySet
from cpms.panels.models.people import PanelMember, PanelMemberQuerySet

__all__ = [
    "DataRequest",
    "Outcome",
    "Panel",
    "PanelForm",
    "PanelMember",
    "PanelMemberQuerySet",
    "PanelNetwork",
    "PanelQuerySet",
    "PanelRecord",
    "Signature",
]
