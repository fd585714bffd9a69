"""Who a program speaks for, by its token."""

from knox.auth import TokenAuthentication
from knox.models import AuthToken


class Token(TokenAuthentication):
    """As knox does it, but only the token that was sent is looked at: no request cleans up after a person's others."""

    def _cleanup_token(self, auth_token: AuthToken) -> bool:
        if auth_token.expiry is None:
            return False
        return super()._cleanup_token(auth_token)
