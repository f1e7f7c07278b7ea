"""The stream."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.contrib.auth import HASH_SESSION_KEY
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cpms.accounts.models import User
from cpms.events.stream.listener import SignedIn
from cpms.events.stream.tail import tail


@require_GET
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Tell a person what happens, for as long as the browser stays.

    204 tells the browser not to come back: a server of pages alone would lose one of its few threads to each stream.
    """
    who = await sync_to_async(_signed_in)(request)
    if who is None:
        return HttpResponseForbidden(_("Sign in first."), content_type="text/plain")
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)
    return StreamingHttpResponse(
        tail.listen(who, asked=request.headers.get("Last-Event-ID", "")),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _signed_in(request: HttpRequest) -> SignedIn | None:
    """Return who asks. The thread stays as long as the stream, so its connection must not."""
    user, session = request.user, request.session
    try:
        if not isinstance(user, User) or not user.is_active or session.session_key is None:
            return None
        return SignedIn(
            user_id=user.pk,
            session_key=session.session_key,
            session_hash=session[HASH_SESSION_KEY],
        )
    finally:
        if isinstance(request, ASGIRequest):
            connections.close_all()
