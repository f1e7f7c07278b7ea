"""Views: they translate HTTP and make one call."""
