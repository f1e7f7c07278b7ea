"""Where concepts come from, one file for each source."""

from __future__ import annotations

import sys

from datasets.terminology.sources.base import ConceptRow, TerminologySource, sources

sources.discover(sys.modules[__name__])

__all__ = ["ConceptRow", "TerminologySource", "sources"]
