#!/usr/bin/env python
"""The same as the command `cpms`, for editors and habits that look for this file."""

from cpms.cli import main

if __name__ == "__main__":
    main()
