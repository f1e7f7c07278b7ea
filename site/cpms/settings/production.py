"""Real patients, and training sites that are run the same way: behind a proxy that ends TLS, databases elsewhere."""

from pathlib import Path

from cpms.database.refusal import StartRefused
from cpms.settings import base
from cpms.settings.base import *  # noqa: F403
from cpms.settings.databases import databases_of, owner_databases_of

PROFILE = base.ENVIRONMENT.for_profile("production", "training")

if not base.ENVIRONMENT.databases:
    raise StartRefused(f"The profile {PROFILE} needs DATABASE_URL and IDENTITY_DATABASE_URL.")
if not base.ENVIRONMENT.address:
    raise StartRefused(
        f"The profile {PROFILE} needs CPMS_ADDRESS, such as https://cpms.example.org."
    )
if not base.ENVIRONMENT.secret_key:
    raise StartRefused(
        f"The profile {PROFILE} needs CPMS_SECRET_KEY, at least 50 characters that nobody can guess."
    )

SECRET_KEY = base.ENVIRONMENT.secret_key
ALLOWED_HOSTS = [base.ENVIRONMENT.address.removeprefix("https://").split(":")[0]]
CSRF_TRUSTED_ORIGINS = [base.ENVIRONMENT.address]

EMBEDDED_POSTGRES = None
DATABASES = databases_of(base.ENVIRONMENT, EMBEDDED_POSTGRES)
OWNER_DATABASES = owner_databases_of(base.ENVIRONMENT, EMBEDDED_POSTGRES)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

STATIC_ROOT = base.VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Without `cpms collectstatic` there is no folder: then the proxy serves the files.
SERVES_FILES = Path(STATIC_ROOT).is_dir()
MIDDLEWARE = [
    base.MIDDLEWARE[0],
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if SERVES_FILES else []),
    *base.MIDDLEWARE[1:],
]
