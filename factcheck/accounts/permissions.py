"""What a program may do with its token, before anybody asks what its person may."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from factcheck.accounts.models import DeskToken
from factcheck.accounts.scopes import needed
from factcheck.core.errors import NotAllowed


class WithinScope(BasePermission):
    """Refuses what a token was not made for, with code `out_of_scope` and the `scope` it lacks. Sessions have all."""

    def has_permission(self, request: Request, view: object) -> bool:
        if not isinstance(request.auth, DeskToken):
            return True
        scope = needed(request.method, getattr(view, "scope", None))
        if scope in request.auth.scopes:
            return True
        raise out_of_scope(scope)


def out_of_scope(scope: str | None) -> NotAllowed:
    """The refusal that names the scope a token lacks; None: no scope is enough, people sign in for it."""
    if scope is None:
        return NotAllowed("No token does this. Sign in on the desk's pages.", code="out_of_scope")
    said = f"This token was not made for “{scope}”. Make one that is on your account's page of tokens."
    return NotAllowed(said, code="out_of_scope", extra={"scope": str(scope)})
