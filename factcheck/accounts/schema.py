"""How the schema of the API describes signing in with a token."""

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme


class TokenScheme(KnoxTokenScheme):
    target_class = "factcheck.accounts.authentication.Token"
    name = "token"
