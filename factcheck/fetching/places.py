"""One reading of an address: what is read here is vetted, connected to and asked for; nothing reads it again."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import idna

from factcheck.fetching.addresses import IP, read_ip
from factcheck.fetching.errors import Fault, FetchError

LONGEST = 8_000  # characters; sites redirect to longer addresses than people may type
USUAL_PORTS = {"http": 80, "https": 443}
_FORM = re.compile(r"(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE)
_SIX = re.compile(r"\[([0-9a-fA-F:.]+)\](?::([^:]*))?")
_NAMED = re.compile(r"([^:\[\]]+)(?::([^:]*))?")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SMUGGLED = re.compile(r"%(?:0[ad]|00)", re.IGNORECASE)
_OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")


@dataclass(frozen=True)
class Place:
    """Where to connect, and what to ask for there. ``host`` is lower-case ASCII, an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def ip(self) -> IP | None:
        """The address itself, where no name is given."""
        return read_ip(self.host)

    @property
    def authority(self) -> str:
        """As in the Host header: brackets for IPv6, the port only if it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def read_place(url: str) -> Place:
    """The place that ``url`` names. Whatever can be read in two ways is refused as `blocked`, not guessed.

    >>> read_place("HTTPS://Bücher.example/a b".replace(" ", "%20")).url
    'https://xn--bcher-kva.example/a%20b'
    """
    if len(url) > LONGEST or any(unicodedata.category(char)[0] in "CZ" for char in url):
        raise _refused("The address is too long, or has spaces or invisible characters in it.")
    form = _FORM.fullmatch(url)
    if form is None:
        raise _refused("Only addresses that begin with http:// or https:// are fetched.")
    scheme, authority, path, query = form[1].lower(), form[2], form[3], form[4] or ""
    if "\\" in authority + path or _SMUGGLED.search(path):
        raise _refused("The address has a backslash or a line break in it.")
    host, port = _read_authority(authority)
    return Place(scheme, host, port or USUAL_PORTS[scheme], _in_ascii(path or "/") + _in_ascii(query))


def read_next(place: Place, location: str) -> Place:
    """Where a redirect at ``place`` leads."""
    try:
        return read_place(urljoin(place.url, _repaired(location)))
    except ValueError as error:
        raise _refused("It leads to something that is no address.") from error


def _repaired(location: str) -> str:
    """Headers arrive as Latin-1; sites write UTF-8 and spaces into this one."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    return location.strip(" \t").replace(" ", "%20")


def _read_authority(text: str) -> tuple[str, int | None]:
    if "@" in text:
        raise _refused("The address carries a name or password before an @.")
    form = _SIX.fullmatch(text) or _NAMED.fullmatch(text)
    if form is None:
        raise _refused("The address names no host.")
    host = _read_six(form[1]) if text.startswith("[") else _read_host(form[1])
    return host, _read_port(form[2])


def _read_port(text: str | None) -> int | None:
    if text is None:
        return None
    if not _PORT.fullmatch(text) or int(text) > 65535:
        raise _refused("The address names no usual port.")
    return int(text)


def _read_six(text: str) -> str:
    ip = read_ip(text)
    if ip is None:
        raise _refused("The address names no host.")
    return str(ip)


def _read_host(text: str) -> str:
    host = (text if text.isascii() else _international(text)).lower().removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused("The host is not written as hosts are.")
    # Resolvers read 2130706433, 0x7f.1 and 0177.0.0.1 as addresses. We read one writing.
    if _NUMBER.fullmatch(labels[-1]) and read_ip(host) is None:
        raise _refused("The host is a number in an unusual writing.")
    return host


def _international(text: str) -> str:
    """By IDNA 2008, which knows no full-width letters, circled digits and other look-alikes of ASCII."""
    if _OTHER_DOTS.search(text) or any(_is_look_alike(label) for label in text.split(".")):
        raise _refused("The host is written in look-alike letters.")
    try:
        return idna.encode(unicodedata.normalize("NFC", text.lower()).removesuffix(".")).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise _refused("The host is not written as hosts are.") from error


def _is_look_alike(label: str) -> bool:
    """Foreign digits alone, or Latin beside Cyrillic or Greek in one label: only impostors do that."""
    alphabets = {unicodedata.name(char, "?").split()[0] for char in label if char.isalpha()}
    digits = label.isdecimal() and not label.isascii()
    return digits or len(alphabets & {"LATIN", "CYRILLIC", "GREEK"}) > 1


def _in_ascii(text: str) -> str:
    return re.sub(r"[^\x21-\x7e]+", lambda found: quote(found[0]), text)


def _refused(detail: str) -> FetchError:
    return FetchError(Fault.BLOCKED, detail)
