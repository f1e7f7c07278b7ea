"""Models of the app: its pages."""

from home.pages import HomePage, NetworkSectionPage

__all__ = ["HomePage", "NetworkSectionPage"]
