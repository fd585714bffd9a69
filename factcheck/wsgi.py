"""The web server's entry: Django, and before it the shelf of public pages."""

import os
from functools import lru_cache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
os.environ.setdefault("FACTCHECK_PROCESS", "web")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http.request import split_domain_port, validate_host

from factcheck.web.shelf import Shelf
from factcheck.web.shelf_version import ReadVersion


@lru_cache(maxsize=512)
def is_ours(host: str) -> bool:
    """Whether Django would answer to this Host header."""
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


application = Shelf(
    get_wsgi_application(),
    version=ReadVersion(settings.REDIS_URL),
    is_ours=is_ours,
    capacity=0 if settings.DEBUG else settings.SHELF_BYTES,  # who edits a template wants to see it
    says_https=settings.SECURE_PROXY_SSL_HEADER[0] if settings.SECURE_PROXY_SSL_HEADER else "",
)
