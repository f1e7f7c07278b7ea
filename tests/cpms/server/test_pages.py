"""Page threads only compute: slow, stalled and vanished clients are not theirs."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from asgiref.typing import ASGIReceiveEvent, ASGISendEvent, HTTPScope

from cpms.server.bodies import Limits
from cpms.server.dispatch import Dispatcher
from cpms.server.pages import FilePieces, Pages

Start = Callable[..., object]


def request(path: str = "/", headers: Iterable[tuple[bytes, bytes]] = ()) -> HTTPScope:
    """Return a request as the server hands it over."""
    return {
        "type": "http",
        "asgi": {"spec_version": "2.1", "version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"a=%C3%A9",
        "root_path": "",
        "headers": list(headers),
        "client": ("192.0.2.1", 4711),
        "server": ("127.0.0.1", 8000),
        "state": {},
        "extensions": None,
    }


class Client:
    """A client that sends these pieces, and then nothing, and keeps what it gets."""

    def __init__(self, *pieces: bytes, stalls: bool = False, reads: bool = True) -> None:
        self.pieces = list(pieces)
        self.stalls = stalls
        self.reads = reads
        self.got: list[Any] = []

    async def receive(self) -> ASGIReceiveEvent:
        """Send the next piece."""
        if not self.pieces and self.stalls:
            await asyncio.Event().wait()
        piece = self.pieces.pop(0) if self.pieces else b""
        return {
            "type": "http.request",
            "body": piece,
            "more_body": bool(self.pieces) or self.stalls,
        }

    async def send(self, event: ASGISendEvent) -> None:
        """Take a part of the answer."""
        if not self.reads:
            await asyncio.Event().wait()
        self.got.append(event)

    @property
    def status(self) -> int:
        """The status that came."""
        return int(self.got[0]["status"])

    @property
    def body(self) -> bytes:
        """The whole body that came."""
        return b"".join(event["body"] for event in self.got[1:])


def echo(environ: dict[str, Any], start_response: Start) -> list[bytes]:
    """Answer with the body."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


class TestPages:
    def test_answers_with_what_the_application_says(self) -> None:
        client = Client(b"one", b"two")
        asyncio.run(Pages(echo)(request(), client.receive, client.send))
        assert client.status == 200
        assert client.got[0]["headers"] == [(b"content-type", b"text/plain")]
        assert client.body == b"onetwo"

    def test_a_body_that_fits_no_memory_arrives_whole(self) -> None:
        piece = bytes(range(256)) * 1024
        client = Client(*([piece] * 12))
        asyncio.run(Pages(echo)(request(), client.receive, client.send))
        assert client.body == piece * 12

    def test_builds_the_environment_of_pep_3333(self) -> None:
        seen: dict[str, Any] = {}

        def look(environ: dict[str, Any], start_response: Start) -> list[bytes]:
            seen.update(environ)
            start_response("204 No Content", [])
            return []

        headers = [
            (b"content-type", b"text/plain"),
            (b"content-length", b"999"),
            (b"cookie", b"a=1"),
            (b"cookie", b"b=2"),
            (b"x-forwarded-proto", b"http"),
            (b"x_forwarded_proto", b"https"),
        ]
        client = Client(b"four")
        asyncio.run(Pages(look)(request("/caf\xe9", headers), client.receive, client.send))
        assert seen["PATH_INFO"].encode("latin-1").decode() == "/café"
        assert (seen["REQUEST_METHOD"], seen["QUERY_STRING"], seen["REMOTE_ADDR"]) == (
            "POST",
            "a=%C3%A9",
            "192.0.2.1",
        )
        assert (seen["CONTENT_TYPE"], seen["CONTENT_LENGTH"], seen["HTTP_COOKIE"]) == (
            "text/plain",
            "4",
            "a=1; b=2",
        )
        assert seen["HTTP_X_FORWARDED_PROTO"] == "http"
        assert "HTTP_CONTENT_LENGTH" not in seen

    @pytest.mark.parametrize("trouble", ["sends nothing more", "does not read"])
    def test_twenty_slow_clients_keep_nobody_waiting(self, trouble: str) -> None:
        """Both threads of this application would be taken if a slow client held one."""

        async def crowd() -> Client:
            pages = Pages(echo, threads=2)
            slow = [
                Client(
                    b"x", stalls=trouble == "sends nothing more", reads=trouble != "does not read"
                )
                for _ in range(20)
            ]
            waiting = [
                asyncio.create_task(pages(request(), client.receive, client.send))
                for client in slow
            ]
            await asyncio.sleep(0.05)
            quick = Client(b"quick")
            await asyncio.wait_for(pages(request(), quick.receive, quick.send), 5)
            assert not any(task.done() for task in waiting)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            return quick

        assert asyncio.run(crowd()).body == b"quick"

    def test_a_file_is_sent_from_where_it_lies_and_closed(self) -> None:
        class File:
            is_closed = False
            left = 1_000_000

            def read(self, size: int) -> bytes:
                piece = b"x" * min(size, self.left)
                self.left -= len(piece)
                return piece

            def close(self) -> None:
                self.is_closed = True

        file = File()

        def send_file(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
            start_response("200 OK", [])
            wrapped: FilePieces = environ["wsgi.file_wrapper"](file, 4096)
            return wrapped

        client = Client(b"")
        asyncio.run(Pages(send_file)(request(), client.receive, client.send))
        assert client.body == b"x" * 1_000_000
        assert len(client.got) < 10
        assert file.is_closed

    def test_the_application_runs_in_a_page_thread_and_its_answer_is_closed(self) -> None:
        class Answer(list[bytes]):
            closed_in = ""

            def close(self) -> None:
                self.closed_in = threading.current_thread().name

        answer = Answer([b"a", b"b"])

        def give(environ: dict[str, Any], start_response: Start) -> Answer:
            start_response("200 OK", [])
            return answer

        client = Client(b"")
        asyncio.run(Pages(give)(request(), client.receive, client.send))
        assert client.body == b"ab"
        assert answer.closed_in.startswith("page")

    def test_refuses_what_is_too_large(self) -> None:
        client = Client(b"123", b"456")
        asyncio.run(Pages(echo, limits=Limits(largest=5))(request(), client.receive, client.send))
        assert client.status == 413

    def test_refuses_what_stalls(self) -> None:
        client = Client(b"123", stalls=True)
        asyncio.run(
            Pages(echo, limits=Limits(patience=0.05))(request(), client.receive, client.send)
        )
        assert client.status == 408


class TestDispatcher:
    @pytest.mark.parametrize(
        ("path", "status"), [("/stream/", 299), ("/stream", 200), ("/streams/", 200), ("/", 200)]
    )
    def test_only_streams_stay_in_the_event_loop(self, path: str, status: int) -> None:
        async def stream(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 299, "headers": []})

        client = Client(b"")
        asyncio.run(
            Dispatcher(pages=Pages(echo), streams=stream)(
                request(path), client.receive, client.send
            )
        )
        assert client.status == status
