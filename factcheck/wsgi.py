"""The web server's entry."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
os.environ.setdefault("FACTCHECK_PROCESS", "web")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
