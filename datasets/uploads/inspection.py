"""Looking at a received file, in a process of its own: `python -m datasets.uploads.inspection FILE` prints its media type.

A file is what its content says, whatever it is called. The process has little memory, little time and writes nothing, so that a
picture that unfolds to gigabytes or a parser's bug harms nobody.
"""

from __future__ import annotations

import resource
import sys
import warnings
from pathlib import Path

import filetype
from PIL import Image
from pypdf import PdfReader

SECONDS = 10
BYTES = 1_500_000_000
LARGEST_PICTURE = 100_000_000  # pixels
PICTURES = {"image/png", "image/jpeg", "image/tiff"}


class NotAccepted(Exception):
    """The file is not of a kind that can be checked, or is broken; the text says which."""


def inspect(path: Path) -> str:
    """Return the media type that the content shows. Raise `NotAccepted`."""
    kind = filetype.guess(str(path))
    media_type = kind.mime if kind else _text(path)
    if media_type == "application/pdf":
        _pdf(path)
    elif media_type in PICTURES:
        _picture(path)
    elif media_type != "text/plain":
        raise NotAccepted(
            "Files of this kind cannot be checked. Use PDF, PNG, JPEG, TIFF or plain text."
        )
    return str(media_type)


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise NotAccepted("The kind of this file is not known.") from None
    if any(character < " " and character not in "\t\r\n\f" for character in text):
        raise NotAccepted("The kind of this file is not known.")
    return "text/plain"


def _pdf(path: Path) -> None:
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            raise NotAccepted("The PDF is protected with a password.")
        if not len(reader.pages):
            raise NotAccepted("The PDF has no pages.")
    except NotAccepted:
        raise
    except Exception as error:
        raise NotAccepted("The PDF is damaged.") from error


def _picture(path: Path) -> None:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise NotAccepted("The picture is too large.")
            picture.load()
    except NotAccepted:
        raise
    except Image.DecompressionBombError:
        raise NotAccepted("The picture is too large.") from None
    except Exception as error:
        raise NotAccepted("The picture is damaged.") from error


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Print the media type (0) or the reason for refusing (1)."""
    warnings.simplefilter("ignore")
    _limit()
    try:
        sys.stdout.write(inspect(Path(sys.argv[1])))
    except NotAccepted as refusal:
        sys.stdout.write(str(refusal))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
