"""The body of an answer, unpacked, and no larger than it may be."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from urllib3.response import HTTPResponse

from factcheck.fetching.errors import Fault, FetchError
from factcheck.fetching.policy import Policy

PIECE = 64 * 1024  # bytes read, and unpacked, at a time
_HOPELESS = ("audio/", "video/", "font/", "multipart/")
_FILE = re.compile(rb"%PDF-|\x89PNG\r\n|\xff\xd8\xff|GIF8|RIFF.{4}WEBP", re.DOTALL)
_GZIP = 16 + zlib.MAX_WBITS


def read_body(response: HTTPResponse, policy: Policy) -> bytes:
    """All of it, or a FetchError: too large, cut off, or packed in a way that nobody asked for."""
    body = bytearray()
    for part in _parts(response, policy):
        body += part
        _check_size(body, policy)
    return bytes(body)


def write_body(response: HTTPResponse, policy: Policy, into: BinaryIO) -> None:
    """The same written down as it comes, so that no more than a piece is in memory. What is broken off stays there."""
    size = 0
    for part in _parts(response, policy):
        size += len(part)
        if size > policy.most_bytes:
            raise FetchError(Fault.TOO_LARGE, _too_large(policy.most_bytes))
        into.write(part)


def _parts(response: HTTPResponse, policy: Policy) -> Iterator[bytes]:
    """The body, unpacked, a piece at a time."""
    _check_head(response, policy)
    unpacking = _unpacking(response)
    while piece := response.read(PIECE, decode_content=False):
        yield from unpacking.parts(piece)
    unpacking.check_end()


def media_type(response: HTTPResponse) -> str:
    """As declared, lower-case, without parameters; "" if nothing is."""
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _check_head(response: HTTPResponse, policy: Policy) -> None:
    if media_type(response).startswith(_HOPELESS):
        raise FetchError(Fault.WRONG_TYPE, "It is sound, video or a bundle of files.")
    lengths = {text.strip() for text in response.headers.get("Content-Length", "").split(",")} - {""}
    if len(lengths) > 1 or not all(text.isdecimal() and text.isascii() for text in lengths):
        raise FetchError(Fault.SITE_FAILED, "The site says two things about the length of its answer, or nonsense.")
    # Fifteen digits are too large whatever they say, and no number to make of a text that a stranger sent.
    if any(len(text) > 15 or int(text) > policy.most_of_any for text in lengths):
        raise FetchError(Fault.TOO_LARGE, _too_large(policy.most_of_any))


def _check_size(body: bytearray, policy: Policy) -> None:
    if len(body) <= policy.most_bytes:
        return
    most = policy.most_of_any if _FILE.match(body) else policy.most_bytes
    if len(body) > most:
        raise FetchError(Fault.TOO_LARGE, _too_large(most))


def _too_large(most: int) -> str:
    return f"It is larger than {most:,} bytes."


class _Unpacking(Protocol):
    def parts(self, piece: bytes) -> Iterator[bytes]: ...
    def check_end(self) -> None: ...


def _unpacking(response: HTTPResponse) -> _Unpacking:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding in {"gzip", "x-gzip"}:
        return _Gzip()
    raise FetchError(Fault.WRONG_TYPE, "It is packed in a way that we did not ask for.")


class _Plain:
    def parts(self, piece: bytes) -> Iterator[bytes]:
        yield piece

    def check_end(self) -> None:
        """Without a length, a plain body ends where it ends."""


class _Gzip:
    """One layer of gzip, of one member or several; at most PIECE bytes at a time come out, whatever went in."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False
        self._over = False

    def parts(self, piece: bytes) -> Iterator[bytes]:
        while piece and not self._over:
            if self._member.eof:
                self._over = not piece.startswith(b"\x1f")  # padding behind the last member
                self._member = zlib.decompressobj(_GZIP)
                continue
            yield self._next(piece)
            piece = self._member.unused_data or self._member.unconsumed_tail

    def _next(self, piece: bytes) -> bytes:
        self._begun = True
        try:
            return self._member.decompress(piece, PIECE)
        except zlib.error as error:
            raise FetchError(Fault.SITE_FAILED, "It says it is gzip and is not.") from error

    def check_end(self) -> None:
        """The last member must have its end; all that it holds is out before that."""
        if self._begun and not self._over and not self._member.eof:
            raise FetchError(Fault.SITE_FAILED, "The answer breaks off.")
