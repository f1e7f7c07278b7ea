"""Where the published dictionaries and messages lie that some tests read."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("CPMS_SHARED", Path(__file__).resolve().parents[2] / "shared"))
