"""Recordings with their captions, and the pictures of pages: sent to whoever may read the page."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from home.captions import chapters_track
from home.pages import WebinarPage
from home.queries import readable_by
from home.views.ranges import answer_with_file

WEBVTT = "text/vtt; charset=utf-8"


@require_safe
def recording(request: HttpRequest, page: int) -> HttpResponseBase:
    """Send the recording of a webinar, or the part of it that the player asks for."""
    webinar = _webinar(request, page)
    return answer_with_file(request, webinar.recording, webinar.media_type)


@require_safe
def captions(request: HttpRequest, page: int, language: str) -> HttpResponse:
    """Send the captions in one language."""
    text = _webinar(request, page).captions_in(language)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type=WEBVTT)


@require_safe
def chapters(request: HttpRequest, page: int) -> HttpResponse:
    """Send the chapters as a track of the player."""
    starts = _webinar(request, page).starts
    track = chapters_track((second, title) for second, _clock, title in starts)
    return HttpResponse(track, content_type=WEBVTT)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a picture in one of the sizes that pages show; the files as they were uploaded have no address."""
    sizes = get_image_model().get_rendition_model().objects
    found = get_object_or_404(sizes, file=f"images/{name}")
    answer = FileResponse(found.file.open("rb"))
    answer["Cache-Control"] = "max-age=3600"
    return answer


def _webinar(request: HttpRequest, page: int) -> Any:
    return get_object_or_404(readable_by(WebinarPage.objects.all(), request.user), pk=page)
