"""HTML of labels and heads to plain text or Markdown."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from bs4 import BeautifulSoup
from markdownify import markdownify

LONGEST_TITLE = 100
LARGEST_HTML = 32_000
"""Longer texts only lose their tags: a hostile one could make a tree of them very costly."""
DEEPEST_HTML = 40

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INSTRUCTION = re.compile(r"<\?[^<>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "br", "tr", "td", "th", "table", "hr", "blockquote"),
        *("pre", "h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr")
)
_MEANT = re.compile(
    r"<\s*(?:a|b|strong|i|em|u|s|ul|ol|table|h[1-6]|su[bp])(?:\s[^<>]*)?>", re.IGNORECASE
)
_UNSEEN = ("script", "style", "iframe", "object", "embed", "form", "input", "button", "img", "svg")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"'()]+", re.IGNORECASE)
_LINE_END = re.compile(r"(?<=[^\s>])[^\S\n]*\n\s*")
"""REDCap shows the line ends of a text, but not those that merely part two tags."""
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`#>]+|\\")


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A short title as plain text, and what the source says beyond it as Markdown."""

    title: str
    introduction: str = ""


def has_html(text: str) -> bool:
    """Tell tags from a mere "less than"."""
    return _TAG.search(text) is not None


def has_pictures(text: str) -> bool:
    """Tell whether the HTML shows pictures or media, which the Markdown leaves out."""
    return re.search(r"<\s*(?:img|iframe|video|audio|object|embed|svg)\b", text, re.I) is not None


def loses_formatting(text: str) -> bool:
    """Tell whether tags say what plain text does not: links, lists, emphasis, superscripts."""
    return _MEANT.search(text) is not None


def plain(text: str) -> str:
    """Return the text on one line, without tags."""
    return " ".join(_without_tags(text).split())


def markdown(text: str) -> str:
    """Return Markdown without HTML: links to the web and to mail stay, pictures do not."""
    if not has_html(text) or len(text) > LARGEST_HTML or _depth(text) > DEEPEST_HTML:
        lines = (_SPACES.sub(" ", line).strip() for line in _without_tags(text).splitlines())
        return _harmless("\n\n".join(line for line in lines if line))
    soup = BeautifulSoup(_LINE_END.sub("<br>", _INSTRUCTION.sub("", text)), "html.parser")
    for tag in soup.find_all(_UNSEEN):
        tag.decompose()
    for link in soup.find_all("a"):
        address = str(link.get("href", "")).strip("'\" ")
        address = address.replace("(", "%28").replace(")", "%29")
        if _SAFE_LINK.fullmatch(address):
            link["href"] = address
        else:
            link.unwrap()
    return _harmless(_tidy(str(markdownify(str(soup), bullets="-"))))


def heading(text: str) -> Heading:
    """Take the first line as the title; a line too long for one stays whole in the introduction."""
    body = markdown(text)
    first, _, rest = body.partition("\n")
    title = _MARKS.sub(r"\1", first).strip(" -")
    if len(title) <= LONGEST_TITLE:
        return Heading(title=title, introduction=rest.strip())
    cut = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:-")
    return Heading(title=f"{cut}…", introduction=body)


def first_paragraph(text: str) -> tuple[str, str]:
    """Return the first paragraph, and the others with their line breaks, all as plain text."""
    if not has_html(text):
        return plain(text), ""
    lines = [" ".join(line.split()) for line in _without_tags(text).splitlines()]
    first, *others = [line for line in lines if line] or [""]
    return first, "\n".join(others)


def from_name(name: str) -> str:
    """Return a title made of a technical name: `past_history` reads "Past history"."""
    words = " ".join(re.split(r"[_\s]+", name.strip())).strip()
    return words[:1].upper() + words[1:]


class _Text(HTMLParser):
    """Collects the text between tags, a line break for each block, and the depth of nesting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.depth = 0
        self.deepest = 0
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        if tag in _BLOCKS:
            self.parts.append("\n")
        self.unseen += tag in ("script", "style")
        self.depth += tag not in _VOID
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        if tag in _BLOCKS:
            self.parts.append("\n")
        self.unseen = max(0, self.unseen - (tag in ("script", "style")))
        self.depth = max(0, self.depth - (tag not in _VOID))

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if not self.unseen:
            self.parts.append(data)


def _parsed(text: str) -> _Text:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return parser


def _depth(text: str) -> int:
    return _parsed(text).deepest


def _without_tags(text: str) -> str:
    if not has_html(text):
        return html.unescape(text)
    if len(text) > LARGEST_HTML:
        return html.unescape(_TAG.sub(" ", text))
    return "".join(_parsed(text).parts)


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\xa0", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _harmless(text: str) -> str:
    """Escape what a Markdown reader could take for a tag."""
    return re.sub(r"(?<!\\)<(?=[a-zA-Z/!?])", r"\\<", text)
