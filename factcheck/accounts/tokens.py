"""Keys for scripts: shown once, kept as a hash, ended at will."""

from datetime import datetime

from knox.models import AuthToken

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.ledger import acts as ledger

MOST_TOKENS = 10


def create_token(*, by: User, at: datetime) -> tuple[AuthToken, str]:
    """A new token with all of one's own rights, and its secret, which is told only now. At most ten a person."""
    with ledger.act("create_token", subject=by, by=by, at=at) as act:
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if AuthToken.objects.filter(user=by).count() >= MOST_TOKENS:
            raise InvalidTransition(f"You have {MOST_TOKENS} tokens. End one you no longer use first.")
        token, secret = AuthToken.objects.create(user=by)
        act.note(token=token.token_key)
    return token, secret


def end_token(*, token_key: str, by: User, at: datetime) -> None:
    """End one of one's own tokens, named by the characters it begins with. Raises `NotFound`."""
    with ledger.act("end_token", subject=by, by=by, at=at, token=token_key):
        ended, _ = AuthToken.objects.filter(user=by, token_key=token_key).delete()
        if not ended:
            raise NotFound("There is no such token of yours.")
