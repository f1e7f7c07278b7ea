"""What prose is made of: the blocks of every page, and what search reads of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = ["bold", "italic", "link"]
FORMATTED = ["h3", "bold", "italic", "ol", "ul", "link"]


def anchor_of(heading: str) -> str:
    """Return the name by which a heading is linked to. It begins with `at-`, so that it is no other id of the page."""
    return f"at-{slugify(heading, allow_unicode=True)}"


class HeadingBlock(blocks.CharBlock):
    """A heading that can be linked to. `prefix` in the context keeps those of several pages apart."""

    def get_context(self, value: str, parent_context: Any = None) -> dict[str, Any]:
        """Add the anchor."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"anchor": anchor_of(value)}

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "home/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """An image with words for whoever does not see it."""

    image = ImageChooserBlock(required=False, label=_("image"))
    alt = blocks.CharBlock(
        required=False,
        default="",
        max_length=250,
        label=_("text in place of the image"),
        help_text=_("What the image shows, for whoever does not see it."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse an image without words."""
        cleaned = super().clean(value)
        if cleaned["image"] and not cleaned["alt"].strip():
            words = ValidationError(gettext("Say in words what the image shows."))
            raise StructBlockValidationError(block_errors={"alt": words})
        return cleaned

    class Meta:
        icon = "image"
        label = _("Image")
        template = "home/blocks/picture.html"


class StepBlock(blocks.StructBlock):
    """One thing to do, with a picture of the screen where that helps."""

    text = blocks.RichTextBlock(features=PLAIN, label=_("text"))
    picture = PictureBlock(required=False, label=_("image"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class NoticeBlock(blocks.StructBlock):
    """Something that must not be overlooked."""

    kind = blocks.ChoiceBlock(
        choices=[("info", _("Good to know")), ("careful", _("Be careful"))],
        default="info",
        label=_("kind"),
    )
    text = blocks.RichTextBlock(features=PLAIN, label=_("text"))

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "home/blocks/notice.html"


class BodyBlock(blocks.StreamBlock):
    """The prose of a page."""

    heading = HeadingBlock(max_length=120)
    prose = blocks.RichTextBlock(
        features=FORMATTED, icon="pilcrow", label=_("Prose"), template="home/blocks/prose.html"
    )
    quotation = blocks.BlockQuoteBlock(label=_("Quotation"))
    steps = blocks.ListBlock(
        StepBlock(), icon="list-ol", label=_("Steps"), template="home/blocks/steps.html"
    )
    notice = NoticeBlock()
    picture = PictureBlock()

    def clean(self, value: Any) -> Any:
        """Refuse a heading that stands there twice: a link would always lead to the first."""
        cleaned = super().clean(value)
        anchors = [anchor for anchor, _words in headings_of(cleaned)]
        if len(set(anchors)) < len(anchors):
            raise ValidationError(gettext("Each heading of a page needs words of its own."))
        return cleaned


def headings_of(body: Any) -> list[tuple[str, str]]:
    """Return anchor and words of each heading."""
    return [
        (anchor_of(block.value), block.value) for block in body if block.block_type == "heading"
    ]


class Readable:
    """What a page gives to search: `words` is all its text, of which search shows an excerpt."""

    text_fields: ClassVar[tuple[str, ...]] = ()
    is_part: ClassVar[bool] = False  # part of a course or manual, which is then named beside it

    def words(self) -> str:
        """Return the text without its markup."""
        return " ".join(part for name in self.text_fields for part in _texts(getattr(self, name)))


def _texts(value: Any) -> Iterator[str]:
    if hasattr(value, "stream_block"):
        for part in value.stream_block.get_searchable_content(value):
            yield strip_tags(str(part))
    else:
        yield strip_tags(str(value).replace("</p>", " </p>"))
