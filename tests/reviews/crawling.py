"""Visiting every address of the desk and the API, each with the ids it could be about."""

import re
from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

LEFT_OUT = re.compile(r"^(account|mfa|admin|socialaccount|knox|public|schema|.*logout|.*password)")


def names_of_pages() -> list[str]:
    """Every named address of the desk and the API, public ones apart."""
    found: list[str] = []

    def walk(patterns: Iterable[URLPattern | URLResolver]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.namespace is None:
                    walk(pattern.url_patterns)
            elif pattern.name and not LEFT_OUT.match(pattern.name):
                found.append(pattern.name)

    walk(get_resolver().url_patterns)
    return sorted(set(found))


def addresses(ids: Mapping[str, Iterable[int]]) -> list[str]:
    """The addresses of all pages. `ids` says which to try for names that begin so; "" is for every other name."""
    found = []
    for name in names_of_pages():
        about = next((word for word in ids if word and name.removeprefix("api_").startswith(word)), "")
        for args in [[], *[[one] for one in ids[about]]]:
            try:
                found.append(reverse(name, args=args))
            except NoReverseMatch:
                continue
    return found


def read(client: Client, url: str, **headers) -> tuple[int, bytes]:
    """Status and body of a GET; a page that only takes POST answers 405."""
    response: HttpResponse = client.get(url, **headers)
    return response.status_code, response.content + repr(sorted(response.headers.items())).encode()
