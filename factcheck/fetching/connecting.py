"""Connections to vetted addresses only.

urllib3 and http.client do HTTP; this module decides where the socket leads and how much comes in through it. A name is
resolved once, every address it has is vetted, and the socket is opened to one of those; what is at its other end is
compared. The name stays in the Host header and in TLS.
"""

import http.client
import io
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache, partial
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from factcheck.fetching.addresses import IP
from factcheck.fetching.allowance import Allowance
from factcheck.fetching.errors import Fault, FetchError
from factcheck.fetching.places import Place
from factcheck.fetching.policy import Policy

# ValueError: http.client takes a negative size of a chunk at its word.
_BROKEN = (OSError, HTTPError, http.client.HTTPException, ValueError)
MOST_TRIED = 8  # addresses of one name; all of them within the same time


class _Watched(io.RawIOBase):
    """Reads from a socket as long as the allowance lasts."""

    def __init__(self, sock: socket.socket, allowance: Allowance) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._allowance.wait())
        try:
            count = self._raw.readinto(buffer)
        except TimeoutError as error:
            raise FetchError(Fault.TIMEOUT, "The site was too slow.") from error
        self._allowance.spend(count or 0)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _WatchedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, allowance: Allowance, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp.close()
        self.fp = io.BufferedReader(_Watched(sock, allowance))


class _Vetted(HTTPConnection):
    """A connection whose socket leads to one of ``ips``."""

    ips: tuple[IP, ...]
    allowance: Allowance

    def _new_conn(self) -> socket.socket:
        fault = FetchError(Fault.UNREACHABLE, "The site could not be reached.")
        for ip in self.ips[:MOST_TRIED]:
            try:
                return self._connect_to(ip)
            except TimeoutError:
                fault = FetchError(Fault.TIMEOUT, "The site did not answer in time.")
            except OSError:
                continue
        raise fault

    def _connect_to(self, ip: IP) -> socket.socket:
        sock = socket.socket(socket.AF_INET if ip.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        try:
            sock.settimeout(self.allowance.wait())
            sock.connect((str(ip), self.port))
            _check_peer(sock, ip)
            sock.settimeout(self.allowance.wait())
        except BaseException:
            sock.close()
            raise
        return sock


class _VettedTLS(_Vetted, HTTPSConnection):
    """The same with TLS; `_new_conn` comes from the first, the handshake from the second."""


def _check_peer(sock: socket.socket, ip: IP) -> None:
    if ipaddress.ip_address(sock.getpeername()[0]) != ip:
        raise FetchError(Fault.BLOCKED, "The connection led somewhere else.")


@lru_cache(maxsize=8)
def _trust(ca_file: str) -> ssl.SSLContext:
    """Certificates checked against the system's authorities, and those of ``ca_file``."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    return context


@contextmanager
def answer_of(
    place: Place,
    ips: tuple[IP, ...],
    headers: Mapping[str, str],
    policy: Policy,
    allowance: Allowance,
    *,
    body: bytes | None = None,
) -> Iterator[HTTPResponse]:
    """The answer of ``place``, at one of its vetted ``ips``, to a GET, or with ``body`` to a POST of it.

    The answer's body is unread; all is closed afterwards.
    """
    with closing(_connection(place, policy, allowance)) as connection:
        connection.ips, connection.allowance = ips, allowance
        with _told(Fault.UNREACHABLE):
            connection.connect()
        with _told(Fault.SITE_FAILED), closing(_ask(connection, place, headers, policy, body)) as response:
            # Small chunks and their frames take up more than what is in them.
            allowance.grant(2 * policy.most_of_any + policy.most_header_bytes, "It is too large.")
            yield response


def _ask(
    connection: _Vetted, place: Place, headers: Mapping[str, str], policy: Policy, body: bytes | None
) -> HTTPResponse:
    # What stands in the buffer behind the headers is body already.
    connection.allowance.grant(policy.most_header_bytes + io.DEFAULT_BUFFER_SIZE, "Its headers are too large.")
    method, named = "GET" if body is None else "POST", {"Host": place.authority, **headers}
    connection.request(method, place.target, body=body, headers=named, preload_content=False)
    return connection.getresponse()


def _connection(place: Place, policy: Policy, allowance: Allowance) -> _Vetted:
    timeout = allowance.wait()
    if place.scheme == "https":
        made: _Vetted = _VettedTLS(place.host, place.port, timeout=timeout, ssl_context=_trust(policy.ca_file))
    else:
        made = _Vetted(place.host, place.port, timeout=timeout)
    made.response_class = partial(_WatchedResponse, allowance=allowance)  # type: ignore[assignment]  # urllib3 calls it, whatever it is
    return made


@contextmanager
def _told(otherwise: Fault) -> Iterator[None]:
    """Whatever goes wrong below, as a FetchError."""
    try:
        yield
    except FetchError:
        raise
    except ssl.SSLError as error:
        raise FetchError(*_tls_fault(error, otherwise)) from error
    except TimeoutError as error:
        raise FetchError(Fault.TIMEOUT, "The site was too slow.") from error
    except _BROKEN as error:
        raise FetchError(*_http_fault(error, otherwise)) from error


def _tls_fault(error: ssl.SSLError, otherwise: Fault) -> tuple[Fault, str]:
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message.partition(",")[0]  # behind the comma stands the host
        return Fault.UNSAFE, f"Its certificate is not valid: {why}."
    if otherwise == Fault.UNREACHABLE:
        return Fault.UNSAFE, "No safe connection could be made."
    return otherwise, "The connection broke off."


def _http_fault(error: Exception, otherwise: Fault) -> tuple[Fault, str]:
    # http.client has no own class for "more than 100 headers".
    if isinstance(error, http.client.LineTooLong) or type(error) is http.client.HTTPException:
        return Fault.TOO_LARGE, "Its headers are too large."
    if otherwise == Fault.UNREACHABLE:
        return otherwise, "The site could not be reached."
    return otherwise, "The answer breaks off or is not HTTP."
