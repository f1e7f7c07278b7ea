"""Tests: a cluster of their own that need not survive a power cut, connected to as its superuser."""

from cpms.settings import base
from cpms.settings.base import *  # noqa: F403
from cpms.settings.databases import embedded_postgres, test_databases_of

PROFILE = base.ENVIRONMENT.for_profile("test")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SECRET_KEY = "known to everybody and good enough for tests, never for people"  # noqa: S105

EMBEDDED_POSTGRES = embedded_postgres(base.ENVIRONMENT, "pg-test", durable=False)
DATABASES = test_databases_of(base.ENVIRONMENT, EMBEDDED_POSTGRES)
OWNER_DATABASES: dict[str, dict[str, object]] = {}

INSTALLED_APPS = ["cpms.demo", *base.INSTALLED_APPS]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CORPORA = base.ENVIRONMENT.shared  # published dictionaries and messages that some tests read
