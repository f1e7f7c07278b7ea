"""WebVTT is checked before it is kept, because browsers leave out what they cannot read and say nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from home.captions import chapters_track, refuse_broken_captions

CUE = "00:01.000 --> 00:02.000\nHello"


class TestRefuseBrokenCaptions:
    @pytest.mark.parametrize(
        "text",
        [
            f"WEBVTT\n\n{CUE}",
            f"\ufeffWEBVTT - a title\nKind: captions\n\nNOTE to myself\nmore\n\n1\n{CUE}\n",
            f"WEBVTT\r\n\r\n{CUE}\r\n\r\n01:00:00.000 --> 01:00:01.500 align:start\r\nLate\r\n",
            f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\n{CUE}\n\n{CUE}",
        ],
    )
    def test_lets_captions_through(self, text: str) -> None:
        refuse_broken_captions(text)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "Line 1: the first line must be"),
            (f"WEBVTTX\n\n{CUE}", "Line 1: the first line must be"),
            ("1\n00:00:01,000 --> 00:00:02,000\nsubtitles of another kind", "Line 1"),
            ("WEBVTT\n\nHello", "Line 3: times are missing"),
            (f"WEBVTT\n\n{CUE}\n\n00:03,000 --> 00:04.000\nx", "Line 6: “00:03,000” is no time"),
            (f"WEBVTT\n\n{CUE}\n\n00:61.000 --> 00:62.000\nx", "Line 6: “00:61.000” is no time"),
            ("WEBVTT\n\n00:01.000 -->\nx", "Line 3: “” is no time"),
            ("WEBVTT\n\n00:02.000 --> 00:02.000\nx", "Line 3: the end must be later"),
            (f"WEBVTT\n\n{CUE}\n\nname\n00:00.500 --> 00:04.000\nx", "Line 7: this begins before"),
            ("WEBVTT\n\n00:01.000 --> 00:02.000", "Line 3: the words are missing"),
            ("WEBVTT\n\nNOTE nothing yet", "There is no caption"),
        ],
    )
    def test_names_the_line(self, text: str, said: str) -> None:
        with pytest.raises(ValidationError, match=said):
            refuse_broken_captions(text)


class TestChaptersTrack:
    def test_lasts_until_the_next_and_is_webvtt(self) -> None:
        track = chapters_track([(0, "One"), (65, "Two --> three")])
        assert "00:00:00.000 --> 00:01:05.000\nOne" in track
        assert "00:01:05.000 --> 100:00:00.000\nTwo → three" in track
        refuse_broken_captions(track)
