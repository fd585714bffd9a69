"""A shelf before a small application of the test's own, and how to ask it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from wsgiref.util import setup_testing_defaults

from factcheck.web.shelf import Shelf
from factcheck.web.shelf_version import ReadVersion

PUBLIC = ("Cache-Control", "public, max-age=0, s-maxage=30")
HTML = ("Content-Type", "text/html; charset=utf-8")
HOST = "facts.example"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """A WSGI application that counts what it is asked for."""

    headers: tuple[tuple[str, str], ...] = (PUBLIC, HTML)
    status: str = "200 OK"
    say: Callable[[dict], str] = lambda environ: "A page. " * 200
    asked: list[dict] = field(default_factory=list)
    closed: int = 0

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        start_response(self.status, list(self.headers))
        return Body(self, self.say(environ).encode())


class Body:
    """Parts of an answer, to be closed by whoever reads it."""

    def __init__(self, site: Site, content: bytes) -> None:
        self.site, self.parts = site, iter((content[:10], content[10:]))

    def __iter__(self):
        return self.parts

    def close(self) -> None:
        self.site.closed += 1


def put_up(site: Callable, version: ReadVersion, *, capacity: int = 1_000_000, says_https: str = "") -> Shelf:
    """A shelf before the site; it is known as facts.example alone."""
    return Shelf(site, version=version, is_ours=lambda host: host == HOST, capacity=capacity, says_https=says_https)


def ask(shelf: Callable, path: str = "/", method: str = "GET", query: str = "", **environ: str) -> Reply:
    """One request; `environ` adds WSGI variables such as `HTTP_ACCEPT_ENCODING`."""
    request = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": HOST, **environ}
    setup_testing_defaults(request)
    request["SCRIPT_NAME"] = ""
    started: list = []
    body = shelf(request, lambda status, headers, *error: started.extend((status, headers)))
    try:
        content = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    names = [name for name, _ in started[1]]
    assert len(names) == len(set(names)), names
    return Reply(int(started[0].split()[0]), dict(started[1]), content)
