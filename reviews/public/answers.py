"""Answers that the shelf and shared caches may keep: no cookie, no session, a validator, half a minute elsewhere."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag

from factcheck.web.problems import error_page

STALE_SECONDS = 10  # how long a cache may hand out what it is fetching anew
OK, EMPTY, LEAST_ERROR = 200, 204, 400
READING = ("GET", "HEAD")
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
SHOWN_TO_SCRIPTS = "ETag, Last-Modified, Link, Retry-After"

View = Callable[..., HttpResponse]
AnyView = Callable[..., HttpResponseBase]


def reading_only(view: View) -> View:
    """Refuse every method but GET and HEAD, and let everybody's caches keep what is found."""

    @wraps(view)
    def read(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING, error_page(request, 405))
        return for_everyone(request, view(request, *args, **kwargs))

    return read


def open_to_scripts(view: AnyView) -> AnyView:
    """Let scripts of any site read the answer, and send the tag of the one they have: browsers ask first whether."""

    @wraps(view)
    def read(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        return for_scripts(preflight() if request.method == "OPTIONS" else view(request, *args, **kwargs))

    return read


def preflight() -> HttpResponse:
    """What a browser asks before a script of another site may."""
    return HttpResponse(status=EMPTY, headers=PREFLIGHT)


def for_scripts(response: HttpResponseBase) -> HttpResponseBase:
    """Scripts of any site may read it, with the headers that paging and caching need. Nothing here is anyone's own."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = SHOWN_TO_SCRIPTS
    return response


def for_everyone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer as caches may keep it, or 304 when the reader has it already.

    One that says `no-store` stays as it is, and so does every error: what is back again is there for all at once.
    Browsers ask again each time, which costs the shelf next to nothing; proxies keep it for `PUBLIC_S_MAXAGE` seconds.
    """
    if response.status_code >= LEAST_ERROR or "no-store" in response.get("Cache-Control", ""):
        return response
    if response.status_code == OK and not response.has_header("ETag"):
        response = _by_its_body(request, response)
    patch_cache_control(
        response,
        public=True,
        max_age=0,
        s_maxage=settings.PUBLIC_S_MAXAGE,
        stale_while_revalidate=STALE_SECONDS,
    )
    patch_vary_headers(response, ["Accept-Encoding"])  # the shelf compresses
    return response


def leading_to(place: str, *, was_known: bool) -> HttpResponse:
    """To where it is now. Only from an address we once gave out may it be kept: of invented ones there is no end."""
    response = HttpResponsePermanentRedirect(place)
    if not was_known:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _by_its_body(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The validator is the hash of what is sent, so nothing that a page shows can be forgotten in it.

    Dates are no validator here: two changes may fall into one second, and the desk's name is on every page.
    """
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    dated_at = response.get("Last-Modified")
    answer = get_conditional_response(request, etag=etag) or response
    answer.headers["ETag"] = etag
    if dated_at:
        answer.headers["Last-Modified"] = dated_at
    return answer


def dated(response: HttpResponse, changed_at: datetime) -> HttpResponse:
    """Say when the page last said something else."""
    response.headers["Last-Modified"] = http_date(int(changed_at.timestamp()))
    return response
