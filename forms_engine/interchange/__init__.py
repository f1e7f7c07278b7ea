"""Files in which forms come and go, one module or package each."""

from __future__ import annotations

import sys

from forms_engine.interchange.base import (
    InterchangeFormat,
    Loss,
    Reading,
    UnreadableFile,
    WritableFormat,
    Writing,
    formats,
)

formats.discover(sys.modules[__name__])

__all__ = [
    "InterchangeFormat",
    "Loss",
    "Reading",
    "UnreadableFile",
    "WritableFormat",
    "Writing",
    "formats",
]
