"""Filling a site with the demo's content."""

from cpms.demo.operations.loading import DemoLoaded, DemoRefused, load_demo, refuse_other_profiles

__all__ = ["DemoLoaded", "DemoRefused", "load_demo", "refuse_other_profiles"]
