"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and how they sign in."""

    name = "cpms.accounts"
    label = "accounts"
    verbose_name = "People"
