"""Writes: networks with all that belongs to them, centres, and roles."""

from cpms.networks.operations.adding import NetworkRefused, add_area, add_network, change_network
from cpms.networks.operations.centres import CentreRefused, add_centre, change_centre
from cpms.networks.operations.roles import RoleRefused, drop_expired_rights, end_role, grant_role

__all__ = [
    "CentreRefused",
    "NetworkRefused",
    "RoleRefused",
    "add_area",
    "add_centre",
    "add_network",
    "change_centre",
    "change_network",
    "drop_expired_rights",
    "end_role",
    "grant_role",
]
