"""What stands at every address of a withheld check: that it is withheld, since when and on what ground."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from factcheck.web.problems import error_page
from reviews.selectors.published import Shown, the_desk

UNAVAILABLE = 451


def withheld_page(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The page, with 451. Answer it before any redirect: the address of a check holds words of its finding."""
    context = {
        "since": withheld_on(shown),
        "ground": shown.verdict.withheld_ground,
        "was_retracted": shown.retraction is not None,
    }
    return HttpResponse(error_page(request, UNAVAILABLE, **context), status=UNAVAILABLE)


def withheld_on(shown: Shown) -> date | None:
    """The day it was withheld, where the desk is."""
    since = shown.verdict.withheld_since
    return since.astimezone(ZoneInfo(the_desk().time_zone)).date() if since else None
