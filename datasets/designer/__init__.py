"""The form designer inside Wagtail's page editor: its widget and its configuration."""
