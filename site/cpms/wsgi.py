"""The pages, for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from cpms.settings.environment import read_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", read_environment(os.environ).settings_module)

application = get_wsgi_application()
