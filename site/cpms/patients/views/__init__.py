"""Pages about patients. What shows identity is never kept by a browser."""
