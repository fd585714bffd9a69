"""Answers that a shared cache may keep: no cookie, no session, a validator, one minute."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache, wraps
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

from factcheck.accounts.models import Desk

KEPT_SECONDS = 60
LOOKS = ("factcheck/templates/base/public.html", "factcheck/templates/parts", "factcheck/static", "reviews/templates")

View = Callable[..., HttpResponse]


def reading_only(view: View) -> View:
    """Refuse every method but GET and HEAD, and let caches keep what is found for a minute."""

    @wraps(view)
    def read(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"], render_to_string("errors/405.html"))
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return read


def revalidated(
    request: HttpRequest, *, marks: tuple[object, ...], changed_at: datetime | None, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """What `make` gives, or 304 when the reader has it already.

    `marks` are all that the page depends on; the look of our pages is added.
    """
    etag = etag_of(*marks, look())
    stamp = int(changed_at.timestamp()) if changed_at else None
    unchanged = get_conditional_response(request, etag=etag, last_modified=stamp)
    response = unchanged or make()
    response.headers["ETag"] = etag
    if stamp is not None:
        response.headers["Last-Modified"] = http_date(stamp)
    return response


def by_its_body(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for short answers that depend on many rows: the validator is the hash of the body."""
    etag = etag_of(hashlib.sha256(response.content).hexdigest())
    unchanged = get_conditional_response(request, etag=etag)
    answer = unchanged or response
    answer.headers["ETag"] = etag
    return answer


def etag_of(*marks: object) -> str:
    return quote_etag(hashlib.sha256("\x00".join(map(str, marks)).encode()).hexdigest()[:32])


def desk_marks(desk: Desk) -> tuple[str, ...]:
    """What every page shows of the desk."""
    return desk.name, desk.about, desk.contact_email, desk.time_zone


@cache
def look() -> str:
    """A hash of the templates and style sheets: when they change, pages changed too."""
    digest = hashlib.sha256()
    for place in LOOKS:
        root = Path(settings.BASE_DIR) / place
        for path in [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file()):
            digest.update(path.read_bytes())
    return digest.hexdigest()
