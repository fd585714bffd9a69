"""The shelf before Django: public pages are rendered once and handed out until anything public changes.

A plain WSGI callable around Django's. Kept are only answers to GET with status 200 that say `public`, set no cookie and
vary by nothing but the encoding; they are found again by address and query alone, so nothing else that a request says
can change what others get. docs/publication.md tells the whole.
"""

from collections.abc import Callable, Iterable
from typing import Any

from prometheus_client import Counter

from factcheck.web.shelf_pages import Answer, Header, Pages
from factcheck.web.shelf_version import ReadVersion

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

COUNTED = Counter("desk_shelf_answers", "Public answers of this process, by where they came from", ["source"])
FROM_SHELF, UNCHANGED, RENDERED = (COUNTED.labels(source) for source in ("shelf", "unchanged", "rendered"))
READING = ("GET", "HEAD")
NEVER = ("/desk/", "/account/", "/django-admin/", "/static/", "/livez", "/readyz", "/metrics")
"""Where nothing public is: not worth asking for the version. What may be kept is decided by the answer."""
STREAMED = ("/data/claimreview.json", "/data/checks.csv", "/data/corrections.csv")
"""Too long to be kept; their views look at conditions themselves."""
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
SHARE_OF_QUERIES = 4  # one part in so many is for addresses with a query, which anyone can invent without end


class Shelf:
    """Answers public pages before `app` sees the request.

    `is_ours` tells whether a Host header is one the desk answers to; the others are `app`'s to refuse. `says_https`
    names the WSGI key of the header in which a trusted proxy says how it was asked, if there is one.
    """

    def __init__(
        self,
        app: Application,
        *,
        version: ReadVersion,
        is_ours: Callable[[str], bool],
        capacity: int,
        says_https: str = "",
    ) -> None:
        self._app = app
        self._version = version
        self._is_ours = is_ours
        self._says_https = says_https
        for_queries = capacity // SHARE_OF_QUERIES
        self._pages = {False: Pages(capacity - for_queries), True: Pages(for_queries)}

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return sum(pages.size for pages in self._pages.values())

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if not self._may_be_here(environ):
            return self._app(environ, start_response)
        version = self._version.read()
        key = (self._is_secure(environ), environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        pages = self._pages[bool(key[-1])]
        answer = pages.find(key, version=version) if version else None
        if answer is not None:
            return _reply(answer, environ, start_response, FROM_SHELF)
        if environ["REQUEST_METHOD"] != "GET":
            return self._app(environ, start_response)
        return self._render(environ, start_response, lambda made: version and pages.keep(key, made, version=version))

    def _may_be_here(self, environ: Environ) -> bool:
        asked = environ.get
        return (
            environ["REQUEST_METHOD"] in READING
            and not environ["PATH_INFO"].startswith((*NEVER, *STREAMED))
            and self._is_ours(asked("HTTP_HOST", ""))
            and asked("CONTENT_LENGTH", "") in ("", "0")
            and not (
                asked("HTTP_AUTHORIZATION")
                or asked("HTTP_RANGE")
                or asked("HTTP_IF_MATCH")
                or asked("HTTP_IF_UNMODIFIED_SINCE")
                or asked("HTTP_TRANSFER_ENCODING")
                or asked("CONTENT_TYPE")
                or asked("SCRIPT_NAME")
            )
        )

    def _is_secure(self, environ: Environ) -> bool:
        """The same as Django finds; it decides about HSTS."""
        if self._says_https and self._says_https in environ:
            return environ[self._says_https].split(",")[0].strip() == "https"
        return environ.get("wsgi.url_scheme") == "https"

    def _render(self, environ: Environ, start_response: Start, keep: Callable[[Answer], object]) -> Iterable[bytes]:
        """Ask Django for the whole page, whatever the reader has: conditions are looked at here."""
        said: list[Any] = []
        whole = {name: value for name, value in environ.items() if name not in CONDITIONS}
        body = self._app(whole, lambda status, headers, *error: said.extend((status, headers, *error)))
        status, headers = said[:2]
        if getattr(body, "streaming", False) or not is_for_everyone(status, headers):
            start_response(*said)
            return body
        answer = Answer(headers, _read_whole(body))
        keep(answer)
        return _reply(answer, environ, start_response, RENDERED)


def is_for_everyone(status: str, headers: Iterable[Header]) -> bool:
    """Whether an answer may be kept and shown to anybody."""
    said = {name.lower(): value.lower() for name, value in headers}
    caching = {word.strip() for word in said.get("cache-control", "").split(",")}
    return (
        status.startswith("200 ")
        and "public" in caching
        and caching.isdisjoint({"private", "no-store", "no-cache"})
        and "set-cookie" not in said
        and "content-encoding" not in said
        and said.get("vary", "accept-encoding").strip() == "accept-encoding"
        and "'nonce-" not in said.get("content-security-policy", "")
    )


def _read_whole(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()


def _reply(answer: Answer, environ: Environ, start_response: Start, source: Any) -> Iterable[bytes]:
    dressed = answer.dressed(environ.get("HTTP_ACCEPT_ENCODING", ""))
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags and answer.is_known(tags):
        UNCHANGED.inc()
        start_response("304 Not Modified", list(dressed.unchanged))
        return ()
    source.inc()
    start_response("200 OK", list(dressed.headers))
    return () if environ["REQUEST_METHOD"] == "HEAD" else (dressed.body,)
