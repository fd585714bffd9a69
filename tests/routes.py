"""Every route of the desk, the API and the public road, read from the URLconf itself."""

import re
from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

ROADS = ("factcheck.urls", "factcheck.public_urls")
ADMIN_SITE = "django-admin/"  # Django's own; one rule holds for all that lies under it
THIRD_PARTY = ("account/", ADMIN_SITE)
HOLE = re.compile(r"<\w+:(\w+)>")


@cache
def all_routes(*roads: str) -> frozenset[str]:
    """The routes as the URLconf writes them: `desk/claims/<int:pk>/assign/`; of every road, or of these."""
    return frozenset(route for road in roads or ROADS for route in _walk(get_resolver(road), ""))


def _walk(patterns: URLResolver, prefix: str) -> Iterator[str]:
    for one in patterns.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _walk(one, route)


@cache
def own_routes() -> frozenset[str]:
    """Those this house wrote."""
    return frozenset(route for route in all_routes() if not route.startswith(THIRD_PARTY))


def address(route: str, row: object = None) -> str:
    """The route with its holes filled from the row's attributes: `<int:pk>` from `row.pk`."""
    return "/" + HOLE.sub(lambda hole: str(getattr(row, hole[1])), route)


def kind_of(route: str) -> str:
    """The kind of row a route is about: `claims` for `desk/claims/<int:pk>/assign/`, empty for a list."""
    before, hole, _ = route.partition("<")
    return before.rstrip("/").rpartition("/")[2] if hole else ""
