"""Who asks."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def signed_in(request: HttpRequest) -> AbstractBaseUser:
    """Return the person. Raise `PermissionDenied` when nobody has signed in."""
    if not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    return request.user
