"""Answers that many views give."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """303: the form was taken; get the page it leads to."""

    status_code = 303


def see_other(to: object, *args: object, **kwargs: object) -> SeeOther:
    """Lead to a page after a form: a URL name with its values, an address, or something with an address."""
    return SeeOther(resolve_url(to, *args, **kwargs))


def full_address(path: str) -> str:
    """The address of a path as it may stand in a mail. Never made from a request's Host header."""
    return settings.PUBLIC_ORIGIN.rstrip("/") + path
