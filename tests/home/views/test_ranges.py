"""Which bytes a header asks for."""

from __future__ import annotations

from io import BytesIO

import pytest

from home.views.ranges import Part, range_of


class TestRangeOf:
    @pytest.mark.parametrize(
        ("header", "asked"),
        [
            ("", None),
            ("bytes=0-", (0, 100)),
            ("bytes=10-19", (10, 10)),
            ("bytes=90-500", (90, 10)),
            ("bytes=-7", (93, 7)),
            ("bytes=-700", (0, 100)),
            ("bytes=99-99", (99, 1)),
            ("bytes=5-2", None),
            ("bytes=-", None),
            ("bytes=0-1,5-6", None),
            ("lines=0-1", None),
            ("bytes=a-b", None),
        ],
    )
    def test_is_first_and_length_or_the_whole(
        self, header: str, asked: tuple[int, int] | None
    ) -> None:
        assert range_of(header, 100) == asked

    @pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
    def test_refuses_what_the_file_does_not_have(self, header: str) -> None:
        with pytest.raises(ValueError, match="bytes"):
            range_of(header, 100)


class TestPart:
    def test_ends_where_it_should(self) -> None:
        file = BytesIO(b"0123456789")
        part = Part(file, 2, 5)
        assert [part.read(3), part.read(3), part.read(3)] == [b"234", b"56", b""]
        assert Part(file, 8, 5).read() == b"89"
        part.close()
        assert file.closed
