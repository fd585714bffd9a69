"""A site on loopback that does everything a site should not, and some things it should.

    with hostile_site() as site:
        fetch(site.url("/bomb"), Policy(allow=(site.allow,)))

`GOOD` and `BAD` name its paths. `site.put("/page", "<p>…")` adds a page, `site.hits("/page")` counts visits,
`site.asked` holds every request head. With ``certificate`` it speaks TLS. Everything it does has an end: no answer is
longer than `MOST_BYTES` or lasts longer than `MOST_SECONDS`, and all of it stops with the `with`.
"""

import contextlib
import datetime
import gzip
import ipaddress
import socket
import socketserver
import ssl
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

MOST_BYTES = 40_000_000
MOST_SECONDS = 5.0
PAGE = b"<!doctype html><title>A page</title><p>The bridge was closed on Monday for repairs.</p>"
BOMB_SIZE = 60_000_000  # bytes when unpacked
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    head: str

    def header(self, name: str) -> str | None:
        """The value of a header, None if it was not sent."""
        lines = [line.partition(":") for line in self.head.split("\r\n")[1:]]
        return next((value.strip() for known, _, value in lines if known.lower() == name.lower()), None)


@dataclass
class Site:
    """The running site."""

    host: str
    port: int
    scheme: str
    closing: threading.Event = field(default_factory=threading.Event)
    asked: list[Asked] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)

    @property
    def allow(self) -> str:
        """The entry of `Policy.allow` and of the setting FETCH_ALLOW that lets a fetch in here."""
        return f"{self.host}:{self.port}"

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def put(self, path: str, body: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> str:
        """From now on ``path`` answers this, HTML unless ``headers`` say otherwise. Returns its address."""
        body = body.encode() if isinstance(body, str) else body
        self.pages[path] = answer(body, status=status, **(headers or {}))
        return self.url(path)

    def hits(self, path: str) -> int:
        """How often ``path`` was asked for."""
        return sum(asked.path.partition("?")[0] == path for asked in self.asked)


def answer(body: bytes, *, status: int = 200, **headers: str) -> bytes:
    """A whole answer with the right length; `Content_Type="…"` and the like are headers."""
    named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode("latin-1") + body


def redirect(to: str, status: int = 302, body: bytes = b"") -> bytes:
    """An answer that leads to ``to``."""
    return answer(body, status=status, Location=to)


class Visit:
    """What a behaviour is given: the request, and a way to answer it slowly."""

    def __init__(self, site: Site, asked: Asked, sock: socket.socket) -> None:
        self.site, self.asked, self._sock = site, asked, sock
        self._ends = time.monotonic() + MOST_SECONDS
        self._left = MOST_BYTES

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.asked.path).query).items()}

    def send(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0 or time.monotonic() > self._ends or self.site.closing.is_set():
            raise ConnectionAbortedError("enough")
        self._sock.sendall(data)

    def drip(self, data: bytes, every: float = 0.02) -> None:
        """Byte by byte."""
        for byte in data:
            self.send(bytes([byte]))
            self.wait(every)

    def wait(self, seconds: float) -> None:
        self.site.closing.wait(seconds)

    def endless(self, data: bytes) -> None:
        while True:
            self.send(data)


Behaviour = Callable[[Visit], None]


def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"\0" * 1_000_000
    return b"".join([*(packer.compress(zeros) for _ in range(BOMB_SIZE // len(zeros))), packer.flush()])


_bombs: list[bytes] = []


def bomb() -> bytes:
    """60 MB of zeros in 60 KB; packed once."""
    if not _bombs:
        _bombs.append(_gzip_bomb())
    return _bombs[0]


def _said(data: bytes) -> Behaviour:
    return lambda visit: visit.send(data)


def _head(**headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode()


def _echo(visit: Visit) -> None:
    visit.send(answer(visit.asked.head.encode("latin-1"), content_type="text/plain"))


def _unchanged(visit: Visit) -> None:
    if visit.asked.header("If-None-Match") == '"v1"':
        visit.send(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
    else:
        visit.send(answer(PAGE, etag='"v1"', last_modified="Mon, 04 May 2026 09:00:00 GMT"))


def _hop(visit: Visit) -> None:
    """/hop?left=2 leads on twice before there is a page."""
    left = int(visit.query.get("left", "1"))
    visit.send(redirect(f"/hop?left={left - 1}", int(visit.query.get("status", "302"))) if left else answer(PAGE))


def _many_chunks(visit: Visit) -> None:
    visit.send(_head(Transfer_Encoding="chunked"))
    visit.send(b"1\r\nx\r\n" * 200 + b"0\r\nTrailer: one\r\n\r\n")


def _endless_chunks(visit: Visit) -> None:
    visit.send(_head(Transfer_Encoding="chunked"))
    visit.endless(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


def _endless_frames(visit: Visit) -> None:
    """Chunks of one byte with a long remark each."""
    visit.send(_head(Transfer_Encoding="chunked"))
    visit.endless(b"1;" + b"r" * 4000 + b"\r\nx\r\n")


def _endless_trailers(visit: Visit) -> None:
    visit.send(_head(Transfer_Encoding="chunked") + b"1\r\nx\r\n0\r\n")
    visit.endless(b"A: b\r\n" * 1000)


def _endless_body(visit: Visit) -> None:
    visit.send(_head(Content_Type="text/html"))
    visit.endless(b"x" * 65536)


def _slow_head(visit: Visit) -> None:
    visit.drip(_head(Content_Type="text/html", X_Long="y" * 500))


def _slow_body(visit: Visit) -> None:
    visit.send(_head(Content_Type="text/html", Content_Length="100000"))
    visit.drip(b"z" * 1000)


def _stalled_body(visit: Visit) -> None:
    visit.send(_head(Content_Type="text/html", Content_Length="100000") + b"begun")
    visit.wait(MOST_SECONDS)


def _large(visit: Visit) -> None:
    """/large?bytes=1000&as=pdf is that long and says so."""
    start = {"pdf": b"%PDF-1.7\n", "png": PNG}.get(visit.query.get("as", ""), b"")
    visit.send(answer(start.ljust(int(visit.query["bytes"]), b" "), content_type=visit.query.get("type", "text/html")))


def _hundreds(visit: Visit) -> None:
    visit.endless(b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" * 50)


GOOD: dict[str, Behaviour] = {
    "/page": _said(answer(PAGE)),
    "/text": _said(answer("Nothing but words, déjà vu.".encode(), content_type="text/plain; charset=UTF-8")),
    "/gzip": _said(answer(gzip.compress(PAGE), content_encoding="gzip")),
    "/two-members": _said(answer(gzip.compress(PAGE[:40]) + gzip.compress(PAGE[40:]), content_encoding="gzip")),
    "/padded-gzip": _said(answer(gzip.compress(PAGE) + b"\0" * 9, content_encoding="x-gzip")),
    "/no-length": _said(_head(Content_Type="text/html") + PAGE),
    "/chunked": _many_chunks,
    "/unchanged": _unchanged,
    "/echo": _echo,
    "/hop": _hop,
    "/large": _large,
    "/cookie": _said(answer(b"", status=302, set_cookie="who=you; Path=/", location="/echo")),
    "/to": lambda visit: visit.send(redirect(visit.query["url"], int(visit.query.get("status", "302")))),
    "/robots.txt": _said(
        answer(b"User-agent: *\nDisallow: /private\nCrawl-delay: 2\n", content_type="text/plain"),
    ),
}
BAD: dict[str, Behaviour] = {
    "/loop": _said(redirect("/loop")),
    "/ping": _said(redirect("/pong", 307)),
    "/pong": _said(redirect("/ping", 301)),
    "/slow-hop": lambda visit: (visit.wait(0.05), visit.send(redirect("/slow-hop")))[0],
    "/nowhere": _said(answer(b"", status=302)),
    "/redirect-with-bomb": lambda visit: visit.send(
        answer(bomb(), status=302, location="/page", content_encoding="gzip")
    ),
    "/slow-head": _slow_head,
    "/slow-body": _slow_body,
    "/stalled": _stalled_body,
    "/silent": lambda visit: visit.wait(MOST_SECONDS),
    "/bomb": lambda visit: visit.send(answer(bomb(), content_encoding="gzip")),
    "/gzip-in-gzip": lambda visit: visit.send(
        answer(gzip.compress(gzip.compress(PAGE)), content_encoding="gzip, gzip")
    ),
    "/brotli": _said(answer(b"\x0b\x02\x80", content_encoding="br")),
    "/not-gzip": _said(answer(PAGE, content_encoding="gzip")),
    "/half-gzip": _said(answer(gzip.compress(PAGE)[:-12], content_encoding="gzip")),
    "/lying-type": _said(answer(b"PK\x03\x04" + b"\0" * 300, content_type="text/html")),
    "/binary-html": _said(answer(bytes(range(256)) * 20)),
    "/no-type": _said(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"),
    "/film": _said(answer(b"\0\0\0\x18ftypmp42", content_type="video/mp4")),
    "/parts": _said(answer(b"--x\r\n", content_type="multipart/mixed; boundary=x")),
    "/short": _said(_head(Content_Type="text/html", Content_Length="5000") + PAGE),
    "/long": _said(_head(Content_Type="text/html", Content_Length="9") + PAGE),
    "/nonsense-length": _said(_head(Content_Length="-1") + PAGE),
    "/two-lengths": _said(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n1234567"),
    "/huge-length": _said(_head(Content_Length="9" * 5000)),
    "/five-gigabytes": _said(_head(Content_Type="application/pdf", Content_Length="5000000000") + b"%PDF-1.7"),
    "/huge-header": _said(_head(X_Huge="h" * 1_000_000) + PAGE),
    "/endless-header": lambda visit: (visit.send(b"HTTP/1.1 200 OK\r\nX: "), visit.endless(b"h" * 5000))[0],
    "/many-headers": _said(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n"),
    "/hundreds": _hundreds,
    "/odd-headers": _said(b"HTTP/1.1 200 OK\r\nX-Odd: a\0b\xff\r\nno colon here\r\n: x\r\nContent-Length: 2\r\n\r\nok"),
    "/endless": _endless_body,
    "/endless-chunks": _endless_chunks,
    "/endless-frames": _endless_frames,
    "/endless-trailers": _endless_trailers,
    "/bad-chunks": _said(_head(Transfer_Encoding="chunked") + b"zz\r\nnot a size\r\n"),
    "/negative-chunk": lambda visit: (
        visit.send(_head(Transfer_Encoding="chunked") + b"-5\r\n"),
        visit.endless(b"x" * 9999),
    )[0],
    "/half-chunk": _said(_head(Transfer_Encoding="chunked") + b"ff\r\nshort"),
    "/nothing": lambda visit: None,
    "/garbage": _said(b"\x16\x03\x01 this is not HTTP\r\n\r\n"),
    "/odd-status": _said(b"HTTP/1.1 9x9 What\r\n\r\n"),
    "/partial": _said(answer(PAGE, status=206)),
    "/unasked-304": _said(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "/dead": _said(answer(b"gone fishing", status=404)),
    "/gone": _said(answer(b"", status=410)),
    "/forbidden": _said(answer(b"", status=403)),
    "/turned-away": _said(answer(b"", status=999)),
    "/busy": _said(answer(b"", status=429, retry_after="315360000")),
    "/down": _said(answer(b"", status=503, retry_after="Fri, 01 Jan 2100 00:00:00 GMT")),
    "/broken": _said(answer(b"", status=500, retry_after="soon")),
}
_BEHAVIOURS = {**BAD, **GOOD}


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        # A visitor who hangs up in the middle is what many of these behaviours are about.
        with contextlib.suppress(OSError):
            self.request.settimeout(MOST_SECONDS)
            self._answer(self._read_head())

    def _read_head(self) -> str:
        head = b""
        while b"\r\n\r\n" not in head and len(head) < 100_000:
            piece = self.request.recv(65536)
            if not piece:
                raise ConnectionAbortedError("nothing was asked")
            head += piece
            if not head.startswith((b"GET ", b"HEAD", b"POST")):  # TLS, most likely
                self.request.sendall(answer(b"", status=400))
                raise ConnectionAbortedError("this is not HTTP")
        return head.decode("latin-1")

    def _answer(self, head: str) -> None:
        site: Site = self.server.site
        asked = Asked(path=head.split(" ")[1], head=head)
        site.asked.append(asked)
        path = asked.path.partition("?")[0]
        visit = Visit(site, asked, self.request)
        if path in site.pages:
            visit.send(site.pages[path])
        else:
            _BEHAVIOURS.get(path, BAD["/dead"])(visit)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    site: Site
    context: ssl.SSLContext | None = None

    def finish_request(self, request, client_address) -> None:
        if self.context is not None:
            try:
                request.settimeout(MOST_SECONDS)
                request = self.context.wrap_socket(request, server_side=True)
            except OSError:  # whoever does not trust our certificate hangs up here
                return
        super().finish_request(request, client_address)
        with contextlib.suppress(OSError):
            request.close()


class _Server6(_Server):
    address_family = socket.AF_INET6


@contextlib.contextmanager
def hostile_site(*, host: str = "127.0.0.1", certificate: Path | None = None) -> Iterator[Site]:
    """Runs the site on a free port of ``host`` until the end of the `with`."""
    server = (_Server6 if ":" in host else _Server)((host, 0), _Handler)
    if certificate is not None:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate)
    shown = f"[{host}]" if ":" in host else host
    server.site = Site(shown, server.server_address[1], "https" if certificate else "http")
    serving = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    serving.start()
    try:
        yield server.site
    finally:
        server.site.closing.set()
        server.shutdown()
        server.server_close()
        serving.join(MOST_SECONDS)


def make_certificate(
    path: Path, *names: str, begins: datetime.datetime | None = None, ends: datetime.datetime | None = None
) -> Path:
    """A self-signed certificate for ``names`` (hosts or addresses) with its key, in one file at ``path``."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hostile site")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins or today - datetime.timedelta(days=1))
        .not_valid_after(ends or today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


@contextlib.contextmanager
def listener(host: str = "127.0.0.1", port: int = 0) -> Iterator[socket.socket]:
    """Somebody who must not be called. `calls` says how often they were."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(64)
        sock.setblocking(False)
        yield sock


def has_address(host: str) -> bool:
    """Whether this machine can listen at ``host``: not all have IPv6, and some have a single loopback address."""
    try:
        with listener(host):
            return True
    except OSError:
        return False


def calls(sock: socket.socket) -> int:
    """How many connected to a `listener` since the last time."""
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            sock.accept()[0].close()
            count += 1
    return count


@dataclass
class Watch:
    """What this process did on the network: every address connected to, every name asked for."""

    connected: list[str] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)


_watches: list[Watch] = []
_hooked: list[bool] = []


def _note(event: str, args: tuple) -> None:
    if not _watches:
        return
    if event == "socket.connect" and isinstance(args[1], tuple):
        for watch in _watches:
            watch.connected.append(str(args[1][0]))
    elif event == "socket.getaddrinfo":
        for watch in _watches:
            watch.resolved.append(str(args[0]))


@contextlib.contextmanager
def network_watched() -> Iterator[Watch]:
    """Notes every connection and every look-up of a name that any thread of this process begins meanwhile."""
    if not _hooked:
        sys.addaudithook(_note)  # there is no way to take one away again
        _hooked.append(True)
    watch = Watch()
    _watches.append(watch)
    try:
        yield watch
    finally:
        _watches.remove(watch)
