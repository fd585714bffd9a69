"""What there is for machines, told to the people who write them."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from factcheck.web.api_documents import DESK, PREFIXES, PUBLIC
from factcheck.web.error_codes import families
from factcheck.webhooks.backing_off import SCHEDULE
from factcheck.webhooks.registry import KINDS
from reviews.public.answers import reading_only
from reviews.public.shell import render_page
from reviews.public_api.fact_check_tools.shapes import our_site
from reviews.public_api.manual import subjects

ADDRESSES = {PUBLIC: "public-api", DESK: "desk-api"}
HOUR, MINUTE = 3600, 60


@reading_only
def overview(request: HttpRequest) -> HttpResponse:
    """Everything there is, and on what terms."""
    context = {"origin": settings.PUBLIC_ORIGIN, "site": our_site()}
    return HttpResponse(render_page("developers", request, context))


@reading_only
def webhooks(request: HttpRequest) -> HttpResponse:
    """What messages hold, how to verify them, and when they come again."""
    context = {"origin": settings.PUBLIC_ORIGIN, "kinds": list(KINDS.values()), "tries": list(_tries())}
    return HttpResponse(render_page("developers_webhooks", request, context))


@reading_only
def claims_search(request: HttpRequest) -> HttpResponse:
    """The claim search of Google's Fact Check Tools API, as it is answered here."""
    context = {"origin": settings.PUBLIC_ORIGIN, "site": our_site()}
    return HttpResponse(render_page("developers_claims_search", request, context))


@reading_only
def api(request: HttpRequest, which: str, subject: str = "") -> HttpResponse:
    """One of the two APIs: all its operations by name, or with `subject` those about one thing, whole."""
    context = {
        "is_desk": which == DESK,
        "address": ADDRESSES[which],
        "subjects": subjects(which),
        "document": f"{PREFIXES[which]}schema.json",
    }
    if not subject:
        return HttpResponse(render_page("developers_api", request, context))
    found = next((one for one in subjects(which) if one.name == subject), None)
    if found is None:
        raise Http404
    return HttpResponse(render_page("developers_subject", request, {**context, "subject": found}))


@reading_only
def errors(request: HttpRequest) -> HttpResponse:
    """Every code of a refusal: where the `type` of a problem body leads."""
    return HttpResponse(render_page("developers_errors", request, {"families": families()}))


def _tries() -> Iterator[tuple[int, str, str]]:
    """Each try of a message: its number, how long after the one before, how long after the first."""
    yield 1, "at once", ""
    since = timedelta()
    for number, wait in enumerate(SCHEDULE, start=2):
        since += wait
        yield number, _length(wait), _length(since)


def _length(time: timedelta) -> str:
    """In hours and minutes; seconds only below a minute, where they matter.

    >>> _length(timedelta(seconds=5)), _length(timedelta(hours=2, minutes=35, seconds=5)), _length(timedelta(hours=5))
    ('5 s', '2 h 35 min', '5 h')
    """
    seconds = int(time.total_seconds())
    if seconds < MINUTE:
        return f"{seconds} s"
    hours, minutes = divmod(seconds // MINUTE, HOUR // MINUTE)
    return " ".join(f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min")) if count)
