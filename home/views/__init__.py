"""The first page, search, and the files that pages show."""
