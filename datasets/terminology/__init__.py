"""Terminologies: what is loaded, and how it is searched."""
