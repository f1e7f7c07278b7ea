"""The typesetter with our fonts, and nothing else of the computer it runs on."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext
from fontTools.ttLib import TTFont

FONT_FILES = tuple(
    f"SourceSans3_{style}.ttf"
    for style in ("400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic")
)
STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]

logger = logging.getLogger(__name__)


class PdfRefused(Exception):
    """The typesetter would not make the document."""


def typeset(
    template: str, data: Mapping[str, Any], attachments: Mapping[str, str], now: datetime
) -> bytes:
    """Return a PDF/A-3a and PDF/UA-1 of a template in templates/; the same input gives the same bytes.

    The template reads `sys.inputs.data` as JSON and each attachment by its name. Raise `PdfRefused`.
    """
    folder = Path(settings.TEMPLATES_FOLDER)
    inputs = {"data": json.dumps(data, sort_keys=True), **attachments}
    try:
        made = typst.compile(
            folder / template,
            root=folder,
            font_paths=_fonts(fonts_folder()),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=now.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        # Its words may quote an answer: neither the log nor the traceback gets them.
        place = _places(error)
    except BaseException as error:
        if not _is_crash(error):
            raise
        place = "crash"
    else:
        return made
    logger.error("A document could not be typeset.", extra={"template": template, "place": place})
    raise PdfRefused(
        gettext("The PDF could not be made. Please tell the people who run this site.")
    )


def covered_characters() -> frozenset[int]:
    """Return the code points that have a glyph in all four styles. Worked out once per process."""
    return _covered(fonts_folder())


def fonts_folder() -> Path:
    """Return the folder with the fonts. Raise `ImproperlyConfigured` when they were not put there."""
    folder = Path(settings.CLIENT_FOLDER) / "fonts"
    if not all((folder / name).is_file() for name in FONT_FILES):
        raise ImproperlyConfigured(f"The fonts for PDF are missing in {folder}. Run `make client`.")
    return folder


@lru_cache(maxsize=2)
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


@lru_cache(maxsize=2)
def _covered(folder: Path) -> frozenset[int]:
    return frozenset.intersection(*(_drawn(folder / name) for name in FONT_FILES))


def _drawn(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _is_crash(error: BaseException) -> bool:
    """Tell whether the typesetter broke down inside; that class has no address to import it from."""
    return type(error).__name__ == "PanicException"


def _places(error: typst.TypstError) -> str:
    return ", ".join(
        re.findall(r"[\w-]+\.typ:\d+:\d+", "\n".join([error.diagnostic, *error.trace]))
    )
