"""What there is for machines, told to the people who write them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from factcheck.web.api_documents import DESK, PUBLIC
from factcheck.web.error_codes import families
from factcheck.webhooks.registry import KINDS
from reviews.public.answers import reading_only
from reviews.public.shell import render_page
from reviews.public_api.manual import prefix_of, subjects


@reading_only
def overview(request: HttpRequest) -> HttpResponse:
    """Everything there is, and on what terms."""
    context = {"origin": settings.PUBLIC_ORIGIN, "kinds": list(KINDS.values())}
    return HttpResponse(render_page("developers", request, context))


@reading_only
def public_api(request: HttpRequest) -> HttpResponse:
    """Every operation of the public API, with a command and an answer."""
    return _manual(request, PUBLIC)


@reading_only
def desk_api(request: HttpRequest) -> HttpResponse:
    """Every operation of the desk's API."""
    return _manual(request, DESK)


@reading_only
def errors(request: HttpRequest) -> HttpResponse:
    """Every code of a refusal: where the `type` of a problem body leads."""
    return HttpResponse(render_page("developers_errors", request, {"families": families()}))


def _manual(request: HttpRequest, which: str) -> HttpResponse:
    context = {
        "is_desk": which == DESK,
        "subjects": subjects(which),
        "document": f"{prefix_of(which)}schema.json",
    }
    return HttpResponse(render_page("developers_api", request, context))
