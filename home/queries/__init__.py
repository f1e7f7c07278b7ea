"""Reads of the page tree."""

from home.queries.forms import forms_below
from home.queries.reading import readable_by
from home.queries.searching import KINDS, Found, Kind, find_pages, found_on

__all__ = ["KINDS", "Found", "Kind", "find_pages", "forms_below", "found_on", "readable_by"]
