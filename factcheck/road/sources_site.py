"""The small site of `seeds/sources/`: what the sample evidence points to, served on this machine and nowhere else.

    python -m factcheck.road.sources_site PORT VISIT

At the second visit some pages have changed, as pages do: `name.second.html` stands where `name.html` stood. A file
`name.pdf.txt` is served as the PDF it describes. What is not there is answered 404.
"""

import hashlib
import json
import sys
from dataclasses import dataclass
from email.utils import formatdate
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from factcheck.road.paper import make_paper
from factcheck.road.seeds import SEEDS

HOST = "127.0.0.1"
FOLDER = SEEDS / "sources"
HTML = "text/html; charset=utf-8"
SECOND = ".second"
LAST_CHANGE = {1: 1_743_000_000, 2: 1_744_000_000}  # seconds since 1970; the same at every start
ROBOTS = b"User-agent: *\nAllow: /\n"


@dataclass(frozen=True)
class Page:
    """What stands at one address: bytes of a type, or the address to go on to."""

    body: bytes = b""
    media_type: str = HTML
    leads_to: str = ""

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'


def address_on(site: str, url: str) -> str:
    """Where the site keeps the page that the samples call `url`. Without a site, `url` itself.

    >>> address_on("http://127.0.0.1:9000", "https://saltram.example/papers/1")
    'http://127.0.0.1:9000/saltram/papers/1'
    """
    parts = urlsplit(url)
    if not site or not (parts.hostname or "").endswith(".example"):
        return url
    return f"{site}/{parts.hostname.removesuffix('.example')}{parts.path}"


def pages_of(site: str, *, visit: int = 1) -> dict[str, Page]:
    """Every address of the site, its path to what stands there at this visit."""
    pages = {}
    for file in sorted(FOLDER.rglob("*.html")):
        if SECOND not in file.name:
            pages[_path_of(file, ".html")] = Page(_newest(file, visit).replace(b"{site}", site.encode()))
    for file in sorted(FOLDER.rglob("*.pdf.txt")):
        text = file.read_text(encoding="utf-8")
        title = next(line for line in text.splitlines()[1:] if line)
        pages[_path_of(file, ".txt")] = Page(make_paper(text, title=title), "application/pdf")
    for path, leads_to in json.loads((FOLDER / "redirects.json").read_text()).items():
        pages[path] = Page(leads_to=leads_to)
    return {"/robots.txt": Page(ROBOTS, "text/plain"), "/": _contents(pages), **pages}


def _path_of(file: Path, suffix: str) -> str:
    return f"/{file.relative_to(FOLDER).as_posix().removesuffix(suffix)}"


def _newest(file: Path, visit: int) -> bytes:
    second = file.with_name(file.name.replace(".html", f"{SECOND}.html"))
    return (second if visit > 1 and second.exists() else file).read_bytes()


def _contents(pages: dict[str, Page]) -> Page:
    links = "".join(f'<li><a href="{escape(path)}">{escape(path)}</a></li>' for path in pages)
    page = f'<!doctype html><html lang="en"><title>Sample sources</title><h1>Sample sources</h1><ul>{links}</ul></html>'
    return Page(page.encode())


GONE = Page(b'<!doctype html><html lang="en"><title>Not found</title><h1>There is no such page</h1></html>')


class Answers(BaseHTTPRequestHandler):
    """Answers GET and HEAD, conditional requests too."""

    protocol_version = "HTTP/1.1"
    server: "SourcesSite"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Nobody reads along."""

    def _answer(self, *, with_body: bool) -> None:
        page = self.server.pages.get(urlsplit(self.path).path)
        if page is None:
            self._send(404, GONE, with_body=with_body)
        elif page.leads_to:
            self._send(301, page, with_body=with_body)
        elif self.headers.get("If-None-Match") == page.etag:
            self._send(304, page, with_body=False)
        else:
            self._send(200, page, with_body=with_body)

    def _send(self, status: int, page: Page, *, with_body: bool) -> None:
        self.send_response(status)
        if page.leads_to:
            self.send_header("Location", page.leads_to)
        if status in {200, 304}:
            self.send_header("ETag", page.etag)
            self.send_header("Last-Modified", formatdate(self.server.changed_at, usegmt=True))
        self.send_header("Content-Type", page.media_type)
        if status != 304:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(page.body)


class SourcesSite(ThreadingHTTPServer):
    """The site on one port of this machine. `visit` may be set while it runs: pages change at once."""

    daemon_threads = True

    def __init__(self, port: int, *, visit: int = 1) -> None:
        super().__init__((HOST, port), Answers)
        self.origin = f"http://{HOST}:{self.server_port}"
        self.turn_to(visit)

    def turn_to(self, visit: int) -> None:
        """Serve the pages as they are at this visit."""
        self.pages = pages_of(self.origin, visit=visit)
        self.changed_at = LAST_CHANGE[min(visit, 2)]


if __name__ == "__main__":
    SourcesSite(int(sys.argv[1]), visit=int(sys.argv[2])).serve_forever()
