"""What keeps machines and other people's pages from writing to us, where there is no session and no cookie.

A form is taken only from a page of ours (the browser says where it stands, and scripts elsewhere cannot make it lie),
with a token we signed when we gave out the page: no sooner than a person could type, no later than a day, once.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from factcheck.core.errors import NotAllowed, TooLarge

SOONEST = timedelta(seconds=3)
LATEST = timedelta(hours=24)
MOST_BYTES = 128 * 1024
ELSEWHERE = (
    "The form did not come from a page of ours, or your browser does not say where it came from. "
    "Go back, load the page again and send it from there; what you typed is still in it."
)
SALT = "factcheck.readers.guard"


class Fault(StrEnum):
    """What is wrong with a token."""

    FORGED = "token_forged"
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class Token:
    """What a page of ours was given: for which form, when, and a number that no other page has."""

    form: str
    issued_at: datetime
    nonce: str

    @property
    def code(self) -> str:
        """The secret of the status page. Made of the token, so that a form sent twice is one message."""
        digest = salted_hmac("factcheck.readers.code", self.nonce, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def issue(form: str, *, at: datetime) -> str:
    """A token for a page with this form."""
    return signing.Signer(salt=SALT).sign(f"{form}:{int(at.timestamp())}:{secrets.token_urlsafe(16)}")


def issue_again(form: str, *, at: datetime) -> str:
    """A token for somebody who has had time to type already."""
    return issue(form, at=at - SOONEST)


def read(said: str, form: str, *, at: datetime) -> tuple[Token | None, Fault | None]:
    """The token, and what is wrong with it; no token when we never gave it out for this form."""
    try:
        named, issued, nonce = signing.Signer(salt=SALT).unsign(said).split(":")
    except (signing.BadSignature, ValueError):
        return None, Fault.FORGED
    if named != form:
        return None, Fault.FORGED
    token = Token(named, datetime.fromtimestamp(int(issued), tz=UTC), nonce)
    age = at - token.issued_at
    fault = Fault.TOO_FAST if age < SOONEST else Fault.TOO_OLD if age > LATEST else None
    return token, fault


def must_come_from_our_page(request: HttpRequest) -> None:
    """Raise `NotAllowed` unless the browser says that a page of ours sends this, and says nothing against it."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    is_silent = origin is None and site is None
    if is_silent or (origin is not None and origin not in _ours(request)) or (site not in (None, "same-origin")):
        raise NotAllowed(ELSEWHERE)


def _ours(request: HttpRequest) -> set[str]:
    public = urlsplit(settings.PUBLIC_ORIGIN)
    # The host is one of ALLOWED_HOSTS, and a browser does not let a page choose it.
    return {f"{public.scheme}://{public.netloc}", f"{request.scheme}://{request.get_host()}"}


def must_be_short(request: HttpRequest) -> None:
    """Raise `TooLarge` before anything of a body is read that no form of ours can make."""
    said = request.headers.get("Content-Length", "")
    if said.isascii() and said.isdigit() and int(said[:20]) > MOST_BYTES:
        raise TooLarge("This is longer than we can take. Shorten it, and send the address of the rest.")
