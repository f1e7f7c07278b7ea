"""`python -m bench [--only NAME] [--seconds N] [--fields N]`: measure, print a table, write one file for each benchmark."""

from __future__ import annotations

import sys

from bench.command import main

sys.exit(main())
