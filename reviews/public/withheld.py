"""What stands at every address of a withheld check: that it is withheld, since when and on what ground."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from factcheck.core.errors import DomainError
from factcheck.web.problems import error_page
from reviews.selectors.published import Shown, the_desk
from reviews.states import Ground

UNAVAILABLE = 451


class Withheld(DomainError):
    """The law does not let us show it."""

    code = "withheld"
    status = UNAVAILABLE
    title = "This check is withheld"


def withheld(shown: Shown) -> Withheld:
    """For programs: since when and on what ground; nothing of the claim."""
    verdict = shown.verdict
    since = withheld_on(shown)
    ground = verdict.get_withheld_ground_display() or Ground.LEGAL.label
    found = "We had retracted it before." if shown.retraction else "It has not been found wrong."
    day = f" since {since.isoformat()}" if since else ""
    told = {"since": since.isoformat() if since else None, "ground": verdict.withheld_ground or Ground.LEGAL.value}
    return Withheld(f"This check is withheld {ground}{day}. {found}", extra=told)


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
