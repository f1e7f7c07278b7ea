"""One computer, invented patients: served to this computer only, nothing sent anywhere."""

from functools import partial

from django.utils.functional import SimpleLazyObject

from cpms.settings import base
from cpms.settings.base import *  # noqa: F403
from cpms.settings.databases import databases_of, embedded_postgres, owner_databases_of
from cpms.settings.secret import ensure_secret

PROFILE = base.ENVIRONMENT.for_profile("demo")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = SimpleLazyObject(partial(ensure_secret, base.VAR / "secret-key"))

EMBEDDED_POSTGRES = embedded_postgres(base.ENVIRONMENT)
DATABASES = databases_of(base.ENVIRONMENT, EMBEDDED_POSTGRES)
OWNER_DATABASES = owner_databases_of(base.ENVIRONMENT, EMBEDDED_POSTGRES)

INSTALLED_APPS = ["cpms.demo", *base.INSTALLED_APPS]

# Files are served from where they lie: collecting and compressing Wagtail's takes 17 s.
MIDDLEWARE = [
    base.MIDDLEWARE[0],
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *base.MIDDLEWARE[1:],
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/client/assets/.+-[\w-]{8}\."

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
