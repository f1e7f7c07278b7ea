"""The server itself, in a process of its own."""

import asyncio
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.exceptions import RequestAborted

from cpms.database.refusal import StartRefused
from cpms.server.run import _report, refuse_missing_bundle, refuse_taken_port

ENDLESS = """
import asyncio, sys
from cpms.server.run import leave, serve

async def stream(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    while True:
        await send({"type": "http.response.body", "body": b"data: x\\n\\n", "more_body": True})
        await asyncio.sleep(0.1)

serve(stream, host="127.0.0.1", port=int(sys.argv[1]), when_ready=lambda: print("ready", flush=True))
leave(0)
"""


@pytest.fixture
def port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class TestServe:
    def test_an_open_stream_arrives_at_once_and_does_not_hold_up_the_end(self, port: int) -> None:
        server = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            client.sendall(b"GET /stream/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            received = b""
            while received.count(b"data: x") < 3:
                received += client.recv(4096)
            began = time.monotonic()
            server.send_signal(signal.SIGTERM)
            _, errors = server.communicate(timeout=20)
        assert time.monotonic() - began < 8
        assert (server.returncode, errors) == (0, "")


class TestReport:
    """What nobody waited for, in the server's loop."""

    @pytest.mark.parametrize(
        ("error", "number"), [(RequestAborted(), 0), (RuntimeError("unforeseen"), 1)]
    )
    def test_a_client_that_left_is_no_error_and_all_else_is(
        self, caplog: pytest.LogCaptureFixture, error: Exception, number: int
    ) -> None:
        loop = asyncio.new_event_loop()
        _report(loop, {"message": "Task exception was never retrieved", "exception": error})
        loop.close()
        assert len(caplog.records) == number


class TestRefusals:
    def test_a_free_port_is_fine(self, port: int) -> None:
        refuse_taken_port("127.0.0.1", port)

    def test_names_the_port_that_is_taken(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            with pytest.raises(StartRefused, match=f"^Port {port} is in use"):
                refuse_taken_port("127.0.0.1", port)

    def test_gives_the_reason_when_the_address_is_not_ours(self, port: int) -> None:
        with pytest.raises(StartRefused, match=os.strerror(errno.EADDRNOTAVAIL)):
            refuse_taken_port("192.0.2.1", port)

    def test_a_bundle_that_is_built_is_fine(self, tmp_path: Path) -> None:
        manifest = tmp_path / "manifest.json"
        with pytest.raises(StartRefused, match="run make client"):
            refuse_missing_bundle(manifest)
        manifest.touch()
        refuse_missing_bundle(manifest)
