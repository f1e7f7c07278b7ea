"""What people do in panels: permission, lock, rule, change, access and act in one transaction each."""

from cpms.panels.operations.asking import answer_request, attach, request_data, set_priority
from cpms.panels.operations.creating import PanelData, PanelRefused, create_panel
from cpms.panels.operations.filling import sign_outcome, start_form
from cpms.panels.operations.moving import move_panel
from cpms.panels.operations.people import (
    answer_invitation,
    expire_invitations,
    invite,
    name_lead,
    withdraw_invitation,
)

__all__ = [
    "PanelData",
    "PanelRefused",
    "answer_invitation",
    "answer_request",
    "attach",
    "create_panel",
    "expire_invitations",
    "invite",
    "move_panel",
    "name_lead",
    "request_data",
    "set_priority",
    "sign_outcome",
    "start_form",
    "withdraw_invitation",
]
