"""What lies on the shelf: whole answers, ready in both encodings, within a bound of bytes. No Django here."""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

Header = tuple[str, str]
COMPRESSIBLE = re.compile(r"text/|application/(?:json|xml|[\w.-]+\+(?:json|xml))|image/svg\+xml", re.IGNORECASE)
SMALL = 500  # bytes: not worth a header
LARGE = 1_000_000  # bytes: kept compressed alone, and unpacked for the few who do not take that
LEVEL = 6
AROUND = 1_000  # bytes an entry takes beside its texts
KEEP_SECONDS = 300.0
OWN = {"content-length", "etag", "vary"}  # written anew for each encoding
FOR_SCRIPTS = {"access-control-allow-origin", "access-control-expose-headers"}
OF_A_304 = {"cache-control", "content-location", "expires", *FOR_SCRIPTS}
TAGS = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class Dressed:
    """A body in one encoding with its headers."""

    body: bytes
    headers: list[Header]
    unchanged: list[Header]  # the headers of a 304


class Answer:
    """One public answer, compressed once."""

    __slots__ = ("_plain", "_tag", "packed", "size")

    def __init__(self, headers: Iterable[Header], body: bytes) -> None:
        said = {name.lower(): value for name, value in headers}
        # Without the mark of weakness, which comparisons for GET leave out.
        self._tag = said.get("etag", "").removeprefix("W/") or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        kept = [header for header in headers if header[0].lower() not in OWN]
        plain = _dress(body, kept, tag=said.get("etag", "") or self._tag)
        packed = _pack(body, said.get("content-type", ""))
        # Weak, because the same tag stands for other bytes.
        encoded = [*kept, ("Content-Encoding", "gzip")]
        self.packed = _dress(packed, encoded, tag=f"W/{self._tag}") if packed else plain
        self._plain = replace(plain, body=b"") if packed and len(body) > LARGE else plain
        texts = sum(len(name) + len(value) for name, value in kept)
        self.size = len(self._plain.body) + len(packed) + 2 * texts + AROUND

    def dressed(self, accepts: str) -> Dressed:
        """As this `Accept-Encoding` takes it."""
        if takes_gzip(accepts):
            return self.packed
        is_left_out = not self._plain.body and self.packed.body
        return replace(self._plain, body=gzip.decompress(self.packed.body)) if is_left_out else self._plain

    def is_known(self, tags: str) -> bool:
        """Whether this `If-None-Match` names it."""
        return tags.strip() == "*" or self._tag in TAGS.findall(tags)


def _dress(body: bytes, headers: list[Header], *, tag: str) -> Dressed:
    own = [("ETag", tag), ("Vary", "Accept-Encoding")]
    unchanged = [header for header in headers if header[0].lower() in OF_A_304]
    return Dressed(body, [*headers, *own, ("Content-Length", str(len(body)))], [*unchanged, *own])


def _pack(body: bytes, media_type: str) -> bytes:
    """Compressed, or nothing where that gains nothing."""
    if len(body) < SMALL or not COMPRESSIBLE.match(media_type):
        return b""
    packed = gzip.compress(body, LEVEL, mtime=0)
    return packed if len(packed) < len(body) else b""


@lru_cache(maxsize=512)
def takes_gzip(accepts: str) -> bool:
    """Whether an `Accept-Encoding` takes gzip.

    >>> [takes_gzip(one) for one in ("gzip, br", "", "gzip;q=0, *", "*", "br, GZIP ; q=0.5", "*;q=0.0")]
    [True, False, False, True, True, False]
    """
    wanted = {}
    for part in accepts.lower().split(","):
        name, _, weight = part.partition(";")
        wanted[name.strip()] = weight.replace(" ", "").rstrip("0.") != "q="
    return wanted.get("gzip", wanted.get("*", False))


class Pages:
    """Answers of one version, the least recently asked for leaving first. Many threads may use it.

    `capacity` is in bytes; an answer that would take more than an eighth of it is not kept. Each is kept for five
    minutes at most, in case something public changed that nobody told of.
    """

    def __init__(self, capacity: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._clock = clock
        self._version = ""
        self._kept: OrderedDict[Hashable, tuple[Answer, float]] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Hashable, *, version: str) -> Answer | None:
        """The answer kept under this version. Another version than before empties the shelf."""
        with self._lock:
            self._turn_to(version)
            found = self._kept.get(key)
            if found is None:
                return None
            answer, until = found
            if self._clock() >= until:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return answer

    def keep(self, key: Hashable, answer: Answer, *, version: str) -> None:
        """Keep an answer that was asked for after this version was read."""
        if answer.size > self._capacity // 8:
            return
        with self._lock:
            if version != self._version:
                return  # overtaken while it was rendered
            self._drop(key)
            self._kept[key] = answer, self._clock() + KEEP_SECONDS
            self.size += answer.size
            while self.size > self._capacity:
                self._drop(next(iter(self._kept)))

    def _turn_to(self, version: str) -> None:
        if version != self._version:
            self._version, self.size = version, 0
            self._kept.clear()

    def _drop(self, key: Hashable) -> None:
        found = self._kept.pop(key, None)
        if found:
            self.size -= found[0].size
