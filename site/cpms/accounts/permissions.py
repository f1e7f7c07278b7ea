"""Who may do what with accounts."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def can_sign_in_with_one_click(request: HttpRequest) -> bool:
    """Tell whether somebody sits at the computer that runs the demo.

    A proxy on the same computer would make the whole world look like a neighbour; proxies say that they are there.
    """
    if settings.PROFILE != "demo" or any(
        name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED")
    ):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
