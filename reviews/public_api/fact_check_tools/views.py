"""`GET /v1alpha1/claims:search`, and everything else below /v1alpha1/, which is not there. For anyone, without session.

Answers are for every site to read (CORS), and caches may keep them until something public changes. One that is
narrowed by age may not be kept: it would grow old by itself.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from factcheck.core.errors import Unavailable
from factcheck.web.problems import RETRY_AFTER_SECONDS, as_domain_error
from factcheck.web.throttling import PerAddress
from reviews.public.answers import PREFLIGHT, READING, for_everyone, for_scripts
from reviews.public_api.fact_check_tools.asking import Asked, wants_first_format
from reviews.public_api.fact_check_tools.fields import only
from reviews.public_api.fact_check_tools.refusals import ABSENT, Refused, told_back
from reviews.public_api.fact_check_tools.shapes import our_site, search_body
from reviews.public_api.fact_check_tools.tokens import make_token
from reviews.selectors.fact_checks import Found, Sought, find_fact_checks
from reviews.selectors.published import the_desk

JSON = "application/json; charset=UTF-8"
INDENT = 2
ALLOWED = "GET, HEAD, OPTIONS"
# Google's own clients name themselves and their key in headers; both are taken and mean nothing.
OURS_AND_GOOGLES = f"{PREFLIGHT['Access-Control-Allow-Headers']}, Authorization, X-Goog-Api-Client, X-Goog-Api-Key"
# Of Google's API, what we do not have.
NOT_HERE = ("claims:imageSearch", "pages")

View = Callable[..., HttpResponse]


def google_shaped(view: View) -> View:
    """Reading only; every refusal as Google's clients read it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _preflight() if request.method == "OPTIONS" else _counted(view)(request, *args, **kwargs)
        except Exception as error:
            response = _refusal(request, _as_refused(error))
        return for_scripts(response)

    return answered


@google_shaped
def search(request: HttpRequest) -> HttpResponse:
    """Published checks by words, publisher, language and age, page by page."""
    _must_be_reading(request)
    asked = Asked.read(request.GET)
    found = _find(asked)
    token = make_token(found.end, question=asked.question) if found.end else ""
    body = search_body(found, publisher=the_desk().name, token=token)
    response = for_everyone(request, _json(only(asked.selected, body), is_pretty=asked.is_pretty))
    if asked.most_days:
        response.headers["Cache-Control"] = "no-cache"
    return response


@google_shaped
def absent(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever else Google's API has, or has not."""
    _must_be_reading(request)
    if rest.partition("/")[0] in NOT_HERE:
        raise Refused(f"This desk has no {rest.partition('/')[0]}; it answers claims:search.", code=404, status=ABSENT)
    raise Refused(f"There is nothing at /v1alpha1/{told_back(rest)}.", code=404)


def _find(asked: Asked) -> Found:
    if asked.site not in ("", our_site()):
        return Found([], {})  # we tell of no other publisher's checks
    newer_than = timezone.now() - timedelta(days=asked.most_days) if asked.most_days else None
    sought = Sought(asked.query, asked.language, newer_than)
    return find_fact_checks(sought, size=asked.size, after=asked.after, skip=asked.offset)


def _counted(view: View) -> View:
    """One network address may ask so often; what the shelf answers costs nothing and is not counted."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        throttle = PerAddress()
        if throttle.allow_request(request, view):
            return view(request, *args, **kwargs)
        wait = int(throttle.wait()) + 1
        raise Refused(f"That was too often. Ask again in {wait} seconds.", code=429, retry_after=wait)

    return counted


def _must_be_reading(request: HttpRequest) -> None:
    if request.method not in READING:
        raise Refused("Everything here is asked by GET.", code=405)


def _as_refused(error: Exception) -> Refused:
    """Raises the error again when it is a true failure."""
    if isinstance(error, Refused):
        return error
    refusal = as_domain_error(error)
    if refusal is None:
        raise error
    later = RETRY_AFTER_SECONDS if isinstance(refusal, Unavailable) else None
    return Refused(refusal.detail, code=refusal.status, retry_after=later)


def _refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    response = _json(refused.body(is_first_format=_in_first_format(request)), is_pretty=True)
    response.status_code = refused.code
    if refused.code == 405:
        response.headers["Allow"] = ALLOWED
    if refused.retry_after:
        response.headers["Retry-After"] = str(refused.retry_after)
    return response


def _in_first_format(request: HttpRequest) -> bool:
    try:
        return wants_first_format(request.GET)
    except SuspiciousOperation:  # a query of very many parameters cannot be read at all
        return False


def _preflight() -> HttpResponse:
    return HttpResponse(status=204, headers={**PREFLIGHT, "Access-Control-Allow-Headers": OURS_AND_GOOGLES})


def _json(body: dict[str, Any], *, is_pretty: bool) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, indent=INDENT if is_pretty else None)
    return HttpResponse(text + "\n" if is_pretty else text, content_type=JSON)
