"""Page tokens: where a page ended, signed together with what was asked, so that nobody can make or reuse one.

A token is 28 bytes as 38 signs of base64url: the place in clear, which anyone can read off the answer anyway, and half
of an HMAC-SHA256 under the desk's secret key, over the place and the question. Keys in `SECRET_KEY_FALLBACKS` hold.
"""

import base64
import binascii
import struct

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from factcheck.ledger.chain import canonical
from reviews.public_api.fact_check_tools.refusals import Refused
from reviews.selectors.fact_checks import Place

PLACE = struct.Struct(">qI")
SIGNATURE = 16  # bytes
LENGTH = 38  # signs
SALT = "reviews.public_api.fact_check_tools.tokens"

Question = tuple[str, ...]


def make_token(place: Place, *, question: Question) -> str:
    """The token that asks for what comes after this place."""
    packed = PLACE.pack(place.order, place.number)
    signed = packed + _signature(packed, question, settings.SECRET_KEY)
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def read_token(token: str, *, question: Question) -> Place:
    """Where to go on. Raises `Refused` for what is no token of ours, or was given for another question."""
    signed = _bytes_of(token)
    packed, signature = signed[: PLACE.size], signed[PLACE.size :]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(signature, _signature(packed, question, key)) for key in keys):
        raise _refused()
    return Place(*PLACE.unpack(packed))


def _bytes_of(token: str) -> bytes:
    if len(token) != LENGTH or not token.isascii():
        raise _refused()
    try:
        signed = base64.b64decode(token + "==", altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise _refused() from error
    # One token, one spelling: bits that carry nothing are zero.
    if base64.urlsafe_b64encode(signed).decode().rstrip("=") != token:
        raise _refused()
    return signed


def _signature(packed: bytes, question: Question, key: str) -> bytes:
    told = packed + canonical({"asked": list(question)}).encode()
    return salted_hmac(SALT, told, secret=key, algorithm="sha256").digest()[:SIGNATURE]


def _refused() -> Refused:
    why = "page_token is none that this answer's pages gave. Ask again without it; all else must stay as it was."
    return Refused.parameter("page_token", why)
