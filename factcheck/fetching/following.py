"""A fetch from beginning to end: ask, follow, ask again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from urllib3.response import HTTPResponse

from factcheck.fetching.addresses import IP
from factcheck.fetching.allowance import Allowance
from factcheck.fetching.answers import PERMANENT, REDIRECTS, check_status
from factcheck.fetching.bodies import media_type, read_body, write_body
from factcheck.fetching.connecting import answer_of
from factcheck.fetching.errors import Fault, FetchError
from factcheck.fetching.places import Place, read_next
from factcheck.fetching.policy import Policy
from factcheck.fetching.vetting import addresses_of, check_address, check_place, policy_beyond

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,image/*;q=0.8,text/plain;q=0.8,*/*;q=0.5"
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_SENDABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,498}[\x21-\x7e])?")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Fetched:
    """What a site sent. ``body`` is unpacked and not yet judged: neither its type nor its contents can be trusted.

    ``redirects`` are the addresses after ``url``, in order, the last one being ``final_url``; ``permanent`` says that
    there were some and that each was meant to last. With ``not_modified`` the copy we have is still good, and ``body``
    is empty. ``declared_type`` and ``declared_encoding`` are the site's words, lower-case, "" for none.
    """

    url: str
    final_url: str
    redirects: tuple[str, ...]
    permanent: bool
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    declared_type: str
    declared_encoding: str
    not_modified: bool
    took_ms: int

    def header(self, name: str) -> str:
        """The first header of that name, or ""."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")


def fetch(
    url: str,
    policy: Policy,
    *,
    etag: str = "",
    last_modified: str = "",
    accept: str = _ACCEPT,
    into: BinaryIO | None = None,
) -> Fetched:
    """What stands at ``url``, within the limits of ``policy``; FetchError says why there is nothing.

    With ``etag`` or ``last_modified`` of an earlier copy the site may answer that it is still the same. Every step of
    the way is vetted like the first; redirects are followed, never from https to http. May take ``policy.seconds``:
    hold no lock meanwhile. With ``into`` the body is written there, at most ``policy.most_bytes`` of it, and ``body``
    of what is returned is empty; after a FetchError a part of it may stand there. ``accept``: types that are wanted.
    """
    headers = _headers(policy, accept, etag, last_modified)
    way = Way(url, policy, Allowance(policy), headers, check_address(url, policy), into)
    while True:
        fetched = way.ask()
        if fetched is not None:
            return fetched


@dataclass
class Way:
    """How far a fetch has come: ``place`` is asked next, ``policy`` is what holds there."""

    url: str
    policy: Policy
    allowance: Allowance
    headers: Mapping[str, str]
    place: Place
    into: BinaryIO | None = None
    hops: list[tuple[int, Place]] = field(default_factory=list)

    def ask(self) -> Fetched | None:
        """What stands at the place, or None where it leads on."""
        ips = addresses_of(self.place, self.policy, self.allowance.wait())
        with answer_of(self.place, ips, self.headers, self.policy, self.allowance) as response:
            if response.status not in REDIRECTS:
                return self._received(response)
            status, location = response.status, response.headers.get("Location", "")
        self.follow(status, location, ips)
        return None

    def follow(self, status: int, location: str, ips: tuple[IP, ...]) -> None:
        """Step to where the place, which stood at ``ips``, leads; or refuse to."""
        if not location:
            raise FetchError(Fault.SITE_FAILED, "It leads on without saying where to.")
        led = read_next(self.place, location)
        if self.place.scheme == "https" and led.scheme == "http":
            raise FetchError(Fault.BLOCKED, "It leads from https to http.")
        self.policy = policy_beyond(self.place, ips, self.policy)
        check_place(led, self.policy)
        self.hops.append((status, led))
        if len(self.hops) > self.policy.most_redirects:
            raise FetchError(Fault.REDIRECTS, f"It leads on more than {self.policy.most_redirects} times.")
        self.place = led

    def _received(self, response: HTTPResponse) -> Fetched:
        same = response.status == 304 and not self.headers.keys().isdisjoint(_CONDITIONS)
        if not same:
            check_status(response)
        encoding = _CHARSET.search(response.headers.get("Content-Type", ""))
        return Fetched(
            url=self.url,
            final_url=self.place.url,
            redirects=tuple(led.url for _, led in self.hops),
            permanent=bool(self.hops) and all(status in PERMANENT for status, _ in self.hops),
            status=response.status,
            headers=tuple((_printable(name), _printable(value)) for name, value in response.headers.items()),
            body=b"" if same else self._body(response),
            declared_type=_printable(media_type(response)),
            declared_encoding=encoding[1].lower() if encoding else "",
            not_modified=same,
            took_ms=self.allowance.took_ms(),
        )

    def _body(self, response: HTTPResponse) -> bytes:
        if self.into is None:
            return read_body(response, self.policy)
        write_body(response, self.policy, self.into)
        return b""


def _headers(policy: Policy, accept: str, etag: str, last_modified: str) -> dict[str, str]:
    asked = {"User-Agent": policy.user_agent, "Accept": accept, "Accept-Encoding": "gzip", "Connection": "close"}
    known = dict(zip(_CONDITIONS, (etag, last_modified), strict=True))
    # They came from a site once: nothing of theirs may begin a line of its own.
    return asked | {name: value for name, value in known.items() if _SENDABLE.fullmatch(value)}


def _printable(text: str) -> str:
    """Headers are kept, and a database takes no NUL."""
    return _UNPRINTABLE.sub("\ufffd", text)
