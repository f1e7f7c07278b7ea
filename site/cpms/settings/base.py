"""What all profiles share. Importing this starts nothing and writes nothing."""

import os
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from cpms.settings.environment import CHECKOUT, IS_CHECKOUT, PACKAGE, read_environment

ENVIRONMENT = read_environment(os.environ)
VAR = ENVIRONMENT.var

DEBUG = False

# -- what runs

INSTALLED_APPS = [
    "cpms.communication",
    "cpms.panels",
    "cpms.patients",
    "cpms.patients.identity",
    "cpms.networks",
    "cpms.events",
    "cpms.accounts",
    "cpms.audit",
    "cpms.server",
    "cpms.database",
    "home",
    "workflow",
    "datasets",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "formtools",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cpms.audit.middleware.RequestId",
    "cpms.web.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cpms.networks.middleware.KeepNetworksApart",
    "datasets.middleware.PublishRefusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cpms.urls"
WSGI_APPLICATION = "cpms.wsgi.application"
ASGI_APPLICATION = "cpms.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- databases: clinical rows in `default`, identity apart with a role of its own; where they are, the profile says

DATABASE_ROUTERS = ["cpms.database.router.ZoneRouter"]
IDENTITY_APPS = frozenset({"identity"})

# -- templates and files

TEMPLATES_FOLDER = CHECKOUT / "templates" if IS_CHECKOUT else PACKAGE / "templates"
CLIENT_FOLDER = CHECKOUT / "site" / "client" / "dist" if IS_CHECKOUT else PACKAGE / "client"
CLIENT_MANIFEST = CLIENT_FOLDER / "client" / "manifest.json"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_FOLDER],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cpms.networks.context_processors.networks",
                "cpms.communication.context_processors.news",
                "cpms.web.profile",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = None
STATICFILES_DIRS = [CLIENT_FOLDER]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
UPLOAD_ROOT = VAR / "uploads"  # what clinicians send; no address leads there

# One section of a large form in one request, and files beside it; larger files go through uploads of their own.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# -- people

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# -- languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("de", _("German"))]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# -- what a page may load; `cpms.web` applies the second policy under /cms/ only

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
CMS_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "img-src": [SELF, "data:", "blob:"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview beside the editor is a frame
SECURE_REFERRER_POLICY = "same-origin"

# -- Wagtail

WAGTAIL_SITE_NAME = "CPMS"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.address or "http://localhost:8000"
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "never"  # it would tell the titles of other networks' pages
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 500
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]

# -- what is written where: never a request's body, its answers or its query

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "cpms": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
