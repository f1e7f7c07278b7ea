"""Recordings and captions: playable signed out, in parts, and only from pages that one may read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image, Rendition
from wagtail.models import PageViewRestriction

from tests.factories.networks import ensure_home
from tests.factories.people import UserFactory
from tests.factories.training import CAPTIONS, WEBM, make_places, make_webinar

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinar() -> Any:
    return make_webinar(make_places(ensure_home())[1])


def address(name: str, page: Any, *more: str) -> str:
    return reverse(f"home:{name}", args=[page.pk, *more])


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


class TestRecording:
    def test_is_sent_whole_to_whoever_asks(self, client: Client, webinar: Any) -> None:
        answer = client.get(address("recording", webinar))
        assert (answer.status_code, body(answer)) == (200, WEBM)
        assert answer["Content-Type"] == "video/webm"
        assert answer["Content-Length"] == str(len(WEBM))
        assert answer["Accept-Ranges"] == "bytes"
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_is_sent_in_part(self, client: Client, webinar: Any) -> None:
        answer = client.get(address("recording", webinar), headers={"range": "bytes=10-19"})
        assert (answer.status_code, body(answer)) == (206, WEBM[10:20])
        assert answer["Content-Range"] == f"bytes 10-19/{len(WEBM)}"
        assert answer["Content-Length"] == "10"

    def test_refuses_a_part_that_is_not_there(self, client: Client, webinar: Any) -> None:
        answer = client.get(address("recording", webinar), headers={"range": "bytes=9999-"})
        assert answer.status_code == 416
        assert answer["Content-Range"] == f"bytes */{len(WEBM)}"

    def test_is_not_sent_again_while_it_is_the_same(self, client: Client, webinar: Any) -> None:
        etag = client.get(address("recording", webinar))["ETag"]
        answer = client.get(address("recording", webinar), headers={"if-none-match": etag})
        assert answer.status_code == 304

    @pytest.mark.parametrize(("condition", "status"), [("", 206), ('"of-another-file"', 200)])
    def test_sends_the_part_of_one_state_only(
        self, client: Client, webinar: Any, condition: str, status: int
    ) -> None:
        etag = condition or client.get(address("recording", webinar))["ETag"]
        headers = {"range": "bytes=0-3", "if-range": etag}
        assert client.get(address("recording", webinar), headers=headers).status_code == status

    def test_of_a_page_that_is_not_published_is_not_there(
        self, client: Client, webinar: Any
    ) -> None:
        webinar.unpublish()
        client.force_login(UserFactory.create(platform_administrator=True))
        assert client.get(address("recording", webinar)).status_code == 404
        assert client.get(address("captions", webinar, "en")).status_code == 404
        assert client.get(address("chapters", webinar)).status_code == 404

    def test_of_a_restricted_page_is_for_whoever_may_read_it(
        self, client: Client, webinar: Any
    ) -> None:
        PageViewRestriction.objects.create(page=webinar.get_parent(), restriction_type="login")
        assert client.get(address("recording", webinar)).status_code == 404
        client.force_login(UserFactory.create())
        assert client.get(address("recording", webinar)).status_code == 200

    def test_asks_twice(self, client: Client, webinar: Any, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(2):
            client.get(address("recording", webinar))


class TestCaptions:
    def test_are_sent_as_webvtt(self, client: Client, webinar: Any) -> None:
        answer = client.get(address("captions", webinar, "en"))
        assert answer.content.decode() == CAPTIONS
        assert answer["Content-Type"] == "text/vtt; charset=utf-8"

    def test_in_a_language_that_is_not_there_are_not_found(
        self, client: Client, webinar: Any
    ) -> None:
        assert client.get(address("captions", webinar, "fr")).status_code == 404

    def test_chapters_stand_in_the_order_of_time(self, client: Client, webinar: Any) -> None:
        track = client.get(address("chapters", webinar)).content.decode()
        assert track.index("Welcome") < track.index("Goodbye")
        assert "00:00:00.000 --> 00:00:02.000" in track


class TestPicture:
    def test_is_sent_in_the_sizes_of_pages_and_never_as_it_was_uploaded(
        self, client: Client
    ) -> None:
        data = BytesIO()
        Picture.new("RGB", (40, 30)).save(data, "PNG")
        image = Image.objects.create(title="A screen", file=ImageFile(data, name="screen.png"))
        size = Rendition.objects.create(
            image=image, filter_spec="max-20x20", file=ImageFile(data, name="screen.max-20x20.png")
        )
        answer = client.get(size.url)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert body(answer).startswith(b"\x89PNG")
        assert client.get(image.file.url).status_code == 404
        assert client.get("/media/images/../recordings/talk.webm").status_code == 404
