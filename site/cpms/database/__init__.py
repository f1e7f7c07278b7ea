"""Where the rows live: the server that comes along, its roles, the two zones, and which profile a database belongs to."""
