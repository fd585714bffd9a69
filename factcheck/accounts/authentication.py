"""Who a program speaks for, by its token.

A million wrong tokens must cost little: what has not the shape of one of ours is refused before the database is asked,
anything else by one look at an index; nothing is ever written; and an address that keeps sending wrong ones is not
listened to for the rest of the minute. All wrong ones get the same answer, ended ones too.
"""

import re
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from factcheck.accounts import attempts
from factcheck.accounts.models import DeskToken, User
from factcheck.statements import Blank, Kept

SHAPE = re.compile(rb"desk_[0-9a-f]{64}")
REFUSED = "This token is not one of ours, or it has ended. Make a new one on your account's page of tokens."

# Every request of a program begins with it.
WITH_PERSON = Kept(lambda: DeskToken.objects.select_related("user").filter(pk=Blank("digest")))


class Token(TokenAuthentication):
    """`Authorization: Token …`. Tokens are stored as knox stores them; expired ones are not deleted by the request."""

    def authenticate(self, request: Request) -> tuple[User, DeskToken] | None:
        scheme, _, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != self.authenticate_header(request).lower().encode():
            return None
        token = _living_token(request, secret.strip())
        _note_use(token, timezone.now())
        return token.user, token


def _living_token(request: Request, secret: bytes) -> DeskToken:
    digest = hash_token(secret.decode()) if SHAPE.fullmatch(secret) else ""
    attempts.must_be_heard(request, digest)
    token = _find(digest, timezone.now()) if digest else None
    if token is None:
        attempts.note_wrong(request)
        raise AuthenticationFailed(REFUSED)
    attempts.note_right(digest)
    return token


def _find(digest: str, at: datetime) -> DeskToken | None:
    token = WITH_PERSON.first(digest=digest)
    return token if token is not None and token.is_living(at) else None


def _note_use(token: DeskToken, at: datetime) -> None:
    """At most once a day, and never waiting for another request that notes the same."""
    today = at.astimezone(UTC).date()
    if token.last_used_on == today:
        return
    free = DeskToken.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=token.pk)
    with transaction.atomic():
        DeskToken.objects.filter(pk__in=free.values("pk")).update(last_used_on=today)
