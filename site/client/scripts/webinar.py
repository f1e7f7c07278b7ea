"""Makes the demo's recording from its slides: `.venv/bin/python site/client/scripts/webinar.py`.

Chromium draws and encodes, and this wraps the frames as WebM with length and cues, so that players can jump. (A recording made
by the browser itself has neither.) Source of the container: RFC 9559, Matroska, and the WebM guidelines.
"""

from __future__ import annotations

import base64
import json
import shutil
import struct
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "cpms/demo/pages/webinar"
SIZE = (640, 360)
LENGTH = 24_000  # milliseconds
Frame = tuple[bytes, bool, int]


def main() -> None:
    """Draw, encode, wrap, write."""
    slides = json.loads((FOLDER / "slides.json").read_text("utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.route("**", lambda route: route.fulfill(body="<!doctype html>"))
        page.goto("https://localhost/")  # browsers encode for secure addresses only
        drawn = page.evaluate((HERE / "webinar.js").read_text("utf-8"), slides)
        browser.close()
    frames = [(base64.b64decode(data), is_key, at) for data, is_key, at in drawn]
    (FOLDER / "recording.webm").write_bytes(webm(frames))


def webm(frames: list[Frame]) -> bytes:
    """Return the file: head, length, track, one cluster from each whole picture to the next, cues."""
    head = element(
        "1A45DFA3",
        element("4282", b"webm"),
        element("4287", number(4)),
        element("4285", number(2)),
    )
    info = element(
        "1549A966",
        element("2AD7B1", number(1_000_000)),
        element("4489", struct.pack(">d", LENGTH)),
        element("4D80", b"cpms"),
        element("5741", b"cpms"),
    )
    video = element("E0", element("B0", number(SIZE[0])), element("BA", number(SIZE[1])))
    track = [element(id, number(1)) for id in ("D7", "73C5", "83")]
    tracks = element("1654AE6B", element("AE", *track, element("86", b"V_VP9"), video))
    body, points = info + tracks, []
    for cluster in clusters(frames):
        points.append((cluster[0][2], len(body)))
        body += element("1F43B675", element("E7", number(cluster[0][2])), *blocks(cluster))
    cues = [
        element(
            "BB",
            element("B3", number(at)),
            element("B7", element("F7", number(1)), element("F1", number(place))),
        )
        for at, place in points
    ]
    return head + element("18538067", body, element("1C53BB6B", *cues))


def clusters(frames: list[Frame]) -> list[list[Frame]]:
    """Return the frames in groups, each beginning with a whole picture."""
    groups: list[list[Frame]] = []
    for frame in frames:
        if frame[1]:
            groups.append([])
        groups[-1].append(frame)
    return groups


def blocks(cluster: list[Frame]) -> list[bytes]:
    """Return the frames of a cluster, each with its time in it."""
    begin = cluster[0][2]
    return [
        element("A3", struct.pack(">BhB", 0x81, at - begin, 0x80 if is_key else 0), data)
        for data, is_key, at in cluster
    ]


def element(id: str, *parts: bytes) -> bytes:
    """Return one element; its size is written in eight bytes."""
    body = b"".join(parts)
    return bytes.fromhex(id) + struct.pack(">Q", 1 << 56 | len(body)) + body


def number(value: int) -> bytes:
    """Return a number in as few bytes as it needs."""
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


if __name__ == "__main__":
    main()
