"""Tokens for tests: made as they are kept, beside the verb, so that nobody's limit of ten is in the way."""

from datetime import datetime, timedelta

from django.utils import timezone
from knox.models import get_digest_token

from factcheck.accounts.models import DeskToken, User
from factcheck.accounts.scopes import Scope


def make_token(user: User, *scopes: str, at: datetime | None = None, **fields) -> tuple[DeskToken, str]:
    """A living token and its secret. No scopes named: all of them."""
    digest, secret = get_digest_token()
    at = at or timezone.now()
    kept = {"name": "Script", "created": at, "expiry": at + timedelta(days=90), "era": user.sign_in_era, **fields}
    token = DeskToken(digest=digest, token_key=secret[:15], user=user, scopes=list(scopes or Scope.values), **kept)
    token.save(force_insert=True)
    return token, secret
