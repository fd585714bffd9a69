"""How the schema of the API describes signing in with a token, and what each operation asks of one."""

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme

from factcheck.accounts.scopes import MEANINGS, needed


class TokenScheme(KnoxTokenScheme):
    """Each operation names its scope, as OpenAPI 3.1 allows for schemes other than OAuth too."""

    target_class = "factcheck.accounts.authentication.Token"
    name = "token"

    def get_security_requirement(self, auto_schema) -> dict[str, list[str]]:
        scope = needed(auto_schema.method.upper(), getattr(auto_schema.view, "scope", None))
        return {self.name: [str(scope)] if scope else []}

    def get_security_definition(self, auto_schema) -> dict[str, str]:
        scopes = "\n".join(f"- `{scope}`: {meaning}" for scope, meaning in MEANINGS.items())
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Authorization: Token desk_…`, made on the desk's page of tokens. A token may do what its "
            f"person may, within its scopes; reading needs `read` everywhere.\n\n{scopes}",
        }
