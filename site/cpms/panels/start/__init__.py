"""Blocks of the start page."""
