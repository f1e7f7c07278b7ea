"""The operators, one file for each family; a file here registers what it holds."""
