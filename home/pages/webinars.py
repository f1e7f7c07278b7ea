"""Webinars: recordings with captions, chapters and a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import FileInput
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from home.captions import refuse_broken_captions
from home.pages.body import FORMATTED, Readable

if TYPE_CHECKING:
    from django.core.files import File
    from django.http import HttpRequest

LARGEST = 500 * 1024 * 1024  # bytes of a recording; a lecture of an hour at 1 Mbit/s is 450 MB
MEDIA_TYPES = {"webm": "video/webm", "mp4": "video/mp4"}
_WEBM = b"\x1a\x45\xdf\xa3"
_MP4 = b"ftyp"  # after four bytes of length


def refuse_other_recordings(file: File[bytes]) -> None:
    """Raise `ValidationError` unless the content, not only the name, is WebM or MP4 and not too large."""
    if (file.size or 0) > LARGEST:
        raise ValidationError(gettext("A recording may have 500 MB at most."))
    ending = str(file.name).rpartition(".")[2].lower()
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    found = {"webm": head[:4] == _WEBM, "mp4": head[4:8] == _MP4}
    if not found.get(ending):
        raise ValidationError(gettext("A recording must be a WebM or MP4 file."))


def languages() -> list[tuple[str, str]]:
    """Return the languages that captions may be in: those of the site. Called late, so that no migration lists them."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


class CaptionsBlock(blocks.StructBlock):
    """The captions in one language."""

    language = blocks.ChoiceBlock(choices=languages, label=_("language"))
    text = blocks.TextBlock(
        validators=[refuse_broken_captions],
        rows=10,
        label=_("captions (WebVTT)"),
        help_text=_("Begins with WEBVTT. Paste the whole file."),
    )

    class Meta:
        icon = "openquote"
        label = _("Captions")


class RecordingChapterBlock(blocks.StructBlock):
    """A place in the recording that can be jumped to."""

    start = blocks.RegexBlock(
        regex=r"\A(?:\d{1,2}:)?[0-5]?\d:[0-5]\d\Z",
        error_messages={"invalid": _("Give minutes and seconds, such as 2:05.")},
        label=_("begins at"),
    )
    title = blocks.CharBlock(max_length=80, label=_("title"))

    class Meta:
        icon = "time"
        label = _("Chapter")


class WebinarPage(Readable, Page):
    """A webinar that was recorded. The file lies outside every public folder and is sent by a view of its own.

    pii: names of the people who speak, who agreed to the recording
    """

    date = models.DateField(_("held on"))
    speakers = models.CharField(_("speakers"), max_length=200)
    summary = models.TextField(_("summary"), max_length=300)
    recording = models.FileField(
        _("recording"), upload_to="recordings/", validators=[refuse_other_recordings]
    )
    captions = StreamField([("captions", CaptionsBlock())], verbose_name=_("captions"), min_num=1)
    chapters = StreamField(
        [("chapter", RecordingChapterBlock())], blank=True, verbose_name=_("chapters")
    )
    transcript = RichTextField(_("transcript"), features=FORMATTED)

    text_fields = ("summary", "speakers", "transcript")
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("speakers"), FieldPanel("summary")],
            heading=_("Webinar"),
        ),
        FieldPanel("recording", widget=FileInput),
        FieldPanel("captions"),
        FieldPanel("chapters"),
        FieldPanel("transcript"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("speakers"),
        index.SearchField("transcript"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.LearnIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/webinar.html"

    class Meta:
        verbose_name = _("webinar")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list that it stands in."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"parent": self.get_parent()}

    @property
    def media_type(self) -> str:
        """The media type of the recording; its name was checked against its content."""
        return MEDIA_TYPES.get(str(self.recording.name).rpartition(".")[2].lower(), "video/webm")

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Code and own name of each language that has captions."""
        codes = [block.value["language"] for block in self.captions]
        return [(code, get_language_info(code)["name_local"].capitalize()) for code in codes]

    @property
    def starts(self) -> list[tuple[int, str, str]]:
        """The chapters as (second at which it begins, the same as it is read, title)."""
        found = [(block.value["start"], block.value["title"]) for block in self.chapters]
        return sorted((_seconds(start), start, title) for start, title in found)

    def captions_in(self, language: str) -> str | None:
        """Return the captions in a language as WebVTT, None where there are none."""
        return next(
            (b.value["text"] for b in self.captions if b.value["language"] == language), None
        )


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
