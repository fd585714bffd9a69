"""A receiver of webhooks on loopback that remembers all it got, and misbehaves where it is asked to.

    with receiver_site() as site:
        send(site.url("/hook"), b"{}", {}, Policy(allow=(site.allow,)))

`site.answers["/hook"] = 503` changes what a path says; `BAD` names paths that never end well. Everything stops with
the `with`.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOST_SECONDS = 10.0
BAD = ("/hang", "/drip", "/garbage", "/closes")


@dataclass(frozen=True)
class Got:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Site:
    """The running receiver."""

    port: int
    closing: threading.Event = field(default_factory=threading.Event)
    got: list[Got] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    at_once: int = 0  # requests under way now, and the most there ever were
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def allow(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def got_at(self, path: str) -> list[Got]:
        return [one for one in self.got if one.path == path]

    def wait_for(self, path: str, count: int = 1) -> bool:
        """Whether so many requests came to ``path``, within a few seconds."""
        ends = time.monotonic() + MOST_SECONDS
        while time.monotonic() < ends and len(self.got_at(path)) < count:
            self.closing.wait(0.02)
        return len(self.got_at(path)) >= count


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        site: Site = self.server.site
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        with site.lock:
            site.got.append(Got(self.command, self.path, dict(self.headers.items()), body, time.monotonic()))
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        try:
            with contextlib.suppress(OSError):
                self._answer(site)
        finally:
            with site.lock:
                site.at_once -= 1

    def _answer(self, site: Site) -> None:
        behaviour = getattr(self, "_" + self.path.strip("/"), None)
        if behaviour is not None:
            behaviour(site)
            return
        self.send_response(site.answers.get(self.path, 204))
        for name, value in site.headers.get(self.path, {}).items():
            self.send_header(name, value)
        self.end_headers()

    def _hang(self, site: Site) -> None:
        site.closing.wait(MOST_SECONDS)

    def _pause(self, site: Site) -> None:
        site.closing.wait(0.2)
        self.send_response(204)
        self.end_headers()

    def _drip(self, site: Site) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 1000:
            self.wfile.write(bytes([byte]))
            if site.closing.wait(0.05):
                return

    def _closes(self, site: Site) -> None:
        """Hang up without a word."""

    def _garbage(self, site: Site) -> None:
        self.wfile.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n")

    def _large(self, site: Site) -> None:
        self._say_yes()
        self.wfile.write(b"x" * 1_000_000)

    def _endless(self, site: Site) -> None:
        self._say_yes()
        while not site.closing.is_set():
            self.wfile.write(b"x" * 65536)

    def _stalled(self, site: Site) -> None:
        """The head of an answer, and then nothing of its body."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.flush()
        site.closing.wait(MOST_SECONDS)

    def _say_yes(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


@contextlib.contextmanager
def receiver_site() -> Iterator[Site]:
    """Runs the receiver on a free port of loopback until the end of the `with`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads, server.block_on_close = True, False
    server.site = Site(server.server_address[1])
    serving = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    serving.start()
    try:
        yield server.site
    finally:
        server.site.closing.set()
        server.shutdown()
        server.server_close()
        serving.join(MOST_SECONDS)
