"""One id for each request, so that its audit rows can be read together."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from cpms.audit.operations import request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class RequestId:
    """Give the request an id of our own: one sent by the browser could be made to look like another's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request under its id."""
        token = request_id.set(uuid.uuid4().hex)
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)
