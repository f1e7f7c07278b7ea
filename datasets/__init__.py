"""Form and dataset pages, their frozen versions, records, and terminology."""
