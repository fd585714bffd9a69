"""Long answers, made while they are read: in constant memory, few at a time, and none for who has it already.

A process has a few threads; each such answer keeps one for as long as its reader takes. So there are seats: whoever
finds none free is asked to come again, and the pages stay quick. Nobody has two of them.
"""

import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from factcheck.core.errors import Unavailable
from factcheck.web.problems import answer, error_page
from factcheck.web.shelf_pages import takes_gzip
from factcheck.web.throttling import TooOften, hash_of_address
from reviews.public.answers import READING, dated, leading_to

COME_AGAIN_SECONDS = 30
LEVEL = 4  # of compression: as small as level 6 within a tenth, in two thirds of the time
GZIP = 31  # zlib's word for a gzip header and trailer
ALL_TAKEN = "As many as we can serve at a time are taking this file now. Try again in half a minute."
HAS_ONE = "Where you are, one of these files is being taken already. Ask for the next when it is there."

Parts = Callable[[], Iterable[str]]


class Seats:
    """How many are served at a time, each of them once; `most` is asked each time. Many threads may use it."""

    def __init__(self, most: Callable[[], int]) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._holders: set[str] = set()

    @property
    def taken(self) -> int:
        return len(self._holders)

    def take(self, holder: str) -> None:
        """Raises `TooOften` for who has one, `Unavailable` when none is free."""
        with self._lock:
            if holder in self._holders:
                raise TooOften(HAS_ONE, retry_after=COME_AGAIN_SECONDS)
            if len(self._holders) >= self._most():
                raise Unavailable(ALL_TAKEN)
            self._holders.add(holder)

    def leave(self, holder: str) -> None:
        with self._lock:
            self._holders.discard(holder)


SEATS = Seats(lambda: settings.DATA_STREAMS)


class Poured:
    """The body of such an answer. Its seat is free again once it is read, given up, failed or forgotten."""

    def __init__(self, parts: Iterable[bytes], seats: Seats, holder: str) -> None:
        self._parts = iter(parts)
        self._seats: Seats | None = seats
        self._holder = holder

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._parts
        finally:
            self.close()

    def close(self) -> None:
        """Doing it twice does no harm: servers close what they have read to the end."""
        seats, self._seats = self._seats, None
        if seats is not None:
            seats.leave(self._holder)

    def __del__(self) -> None:
        self.close()


def pour(
    request: HttpRequest, parts: Parts, *, name: str, content_type: str, tag: str, changed_at: datetime | None
) -> HttpResponseBase:
    """The file `name` out of its parts, to be saved. 304 for who has it under `tag`; 503 while all seats are taken.

    An address gets one at a time (429), without a query: what anybody can invent leads to the address there is.
    """
    if request.method not in READING:
        return HttpResponseNotAllowed(READING, error_page(request, 405))
    if request.META.get("QUERY_STRING"):
        return leading_to(request.path, was_known=False)
    is_packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
    etag = f'W/"{tag}"' if is_packed else f'"{tag}"'  # weak: the same word for other bytes
    known = get_conditional_response(request, etag=etag)
    try:
        response = known or _begin(request, parts, is_packed=is_packed)
    except (TooOften, Unavailable) as refusal:
        return _come_again(request, refusal)
    if known is None:
        response.headers["Content-Type"] = content_type
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        if changed_at:
            dated(response, changed_at)
    return _for_caches(response, etag)


def _for_caches(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Anybody's cache may keep it under this tag."""
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding"])
    patch_cache_control(response, public=True, max_age=0, s_maxage=settings.PUBLIC_S_MAXAGE)
    return response


def _begin(request: HttpRequest, parts: Parts, *, is_packed: bool) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    holder = hash_of_address(request, scope="files")
    SEATS.take(holder)
    encoded = (part.encode() for part in parts())
    return StreamingHttpResponse(Poured(packed(encoded) if is_packed else encoded, SEATS, holder))


def packed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts as gzip, each handed on when it is there: nothing between takes a slow one for a dead one."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    for part in parts:
        yield packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


def _come_again(request: HttpRequest, refusal: TooOften | Unavailable) -> HttpResponse:
    response = answer(request, refusal)
    response.headers["Retry-After"] = str(COME_AGAIN_SECONDS)
    return response
