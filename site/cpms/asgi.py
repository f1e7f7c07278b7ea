"""Pages and streams behind one port: `/stream/` stays in the event loop, everything else goes to page threads.

Django's own ASGI handler costs more than twice as much for an ordinary page.
"""

import os

from django.core.asgi import get_asgi_application

from cpms.server.dispatch import Dispatcher
from cpms.server.pages import Pages
from cpms.settings.environment import read_environment
from cpms.wsgi import application as pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", read_environment(os.environ).settings_module)

application = Dispatcher(pages=Pages(pages), streams=get_asgi_application())
