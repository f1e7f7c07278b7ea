"""Writes: networks with all that belongs to them, and roles."""

from cpms.networks.operations.adding import NetworkRefused, add_area, add_network, change_network
from cpms.networks.operations.roles import RoleRefused, drop_expired_rights, end_role, grant_role

__all__ = [
    "NetworkRefused",
    "RoleRefused",
    "add_area",
    "add_network",
    "change_network",
    "drop_expired_rights",
    "end_role",
    "grant_role",
]
