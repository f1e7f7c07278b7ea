"""Invented people, networks and records, for trying the site and for training."""
