"""What a page asks, read from its HTML: so that two engines can be shown to have written the same questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(kw_only=True)
class Asked:
    """Names of inputs, the options on offer and the values that stand in them, and all text that is read."""

    names: set[str] = field(default_factory=set)
    offered: set[tuple[str, str]] = field(default_factory=set)
    filled: set[tuple[str, str]] = field(default_factory=set)
    text: str = ""


def read_markup(html: str) -> Asked:
    """Return what the HTML asks; white space is folded."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.asked.text = " ".join("".join(reader.pieces).split())
    return reader.asked


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.asked = Asked()
        self.pieces: list[str] = []
        self.select = ""
        self.area = ""
        self.typed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note inputs and options."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        match tag:
            case "input" if name:
                self._input(name, given)
            case "select":
                self.asked.names.add(name)
                self.select = name
            case "option" if given.get("value"):
                self._option(self.select, given["value"], chosen="selected" in given)
            case "textarea":
                self.asked.names.add(name)
                self.area, self.typed = name, []

    def handle_endtag(self, tag: str) -> None:
        """Note what stands in a textarea."""
        if tag == "textarea":
            if typed := "".join(self.typed).strip():
                self.asked.filled.add((self.area, typed))
            self.area = ""

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        (self.typed if self.area else self.pieces).append(data)

    def _input(self, name: str, given: dict[str, str]) -> None:
        self.asked.names.add(name)
        value = given.get("value", "")
        if given.get("type") in ("radio", "checkbox"):
            if value:
                self._option(name, value, chosen="checked" in given)
        elif value:
            self.asked.filled.add((name, value.strip()))

    def _option(self, name: str, value: str, *, chosen: bool) -> None:
        self.asked.offered.add((name, value))
        if chosen:
            self.asked.filled.add((name, value))
