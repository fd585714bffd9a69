"""The desk's own row and clock, once for each request."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from factcheck.accounts.models import Desk
from factcheck.statements import Kept

THE_DESK = Kept(lambda: Desk.objects.filter(pk=1))


def load_desk() -> Desk:
    """The desk's row; its defaults until someone has set it up."""
    return THE_DESK.first() or Desk(pk=1)


def zone_of(desk: Desk) -> zoneinfo.ZoneInfo:
    """The desk's time zone; UTC when this machine does not know it."""
    try:
        return zoneinfo.ZoneInfo(desk.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")


def desk_at_hand(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """`request.desk` for whoever asks; nothing is read before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.desk = SimpleLazyObject(load_desk)
        return get_response(request)

    return middleware


def desk_clock(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Show every time in the desk's zone on its pages. The API speaks UTC."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/desk/"):
            return get_response(request)
        with timezone.override(zone_of(request.desk)):
            return get_response(request)

    return middleware
