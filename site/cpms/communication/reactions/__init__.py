"""What people are told about each kind of event, one file for each."""

from __future__ import annotations

import sys

from cpms.communication.reactions.base import Happened, Reaction, Told, reactions

reactions.discover(sys.modules[__name__])

__all__ = ["Happened", "Reaction", "Told", "reactions"]
