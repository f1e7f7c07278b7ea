"""The app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Who the patients are: the only tables of the identity database."""

    name = "cpms.patients.identity"
    label = "identity"
    verbose_name = "Identity"
