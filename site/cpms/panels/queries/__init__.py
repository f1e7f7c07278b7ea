"""Reads of panels and of what belongs to them."""
