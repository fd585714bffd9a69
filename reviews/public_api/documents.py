"""The two APIs as OpenAPI 3.1 documents, for anyone: what they take is no secret, and a client can be made of them."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from factcheck.web.api_documents import DESK, PUBLIC, document
from factcheck.web.problems import answer, method_refused
from reviews.public.answers import READING, for_everyone
from reviews.public_api.answering import for_scripts


def public_document(request: HttpRequest) -> HttpResponse:
    """The public API."""
    return _told(request, PUBLIC)


def desk_document(request: HttpRequest) -> HttpResponse:
    """The desk's API."""
    return _told(request, DESK)


def _told(request: HttpRequest, which: str) -> HttpResponse:
    if request.method in READING:
        return for_scripts(for_everyone(request, JsonResponse(document(which))))
    refused = answer(request, method_refused())
    refused.headers["Allow"] = ", ".join(READING)
    return refused
