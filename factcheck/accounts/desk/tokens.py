"""Tokens for scripts: one's own, made, shown once, ended; and, for editors, which ones exist at the desk."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts import tokens as verbs
from factcheck.accounts.forms import TokenForm
from factcheck.accounts.models import DeskToken
from factcheck.accounts.scopes import Scope
from factcheck.accounts.selectors import list_everyones_tokens, list_own_tokens
from factcheck.web.access import admin_only, desk_member
from factcheck.web.answers import full_address, see_other
from factcheck.web.forms import run_form


@require_http_methods(["GET", "POST"])
@desk_member
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens. A new one is shown by the answer to its form: the one page that ever does, so no redirect."""
    if request.method == "GET":
        return _render_own(request, _empty_form())
    form = TokenForm(request.POST)

    def make(**typed: object) -> tuple[DeskToken, str]:
        return verbs.create_token(by=request.user, at=timezone.now(), **typed)

    status = run_form(form, make)
    if status:
        return _render_own(request, form, status=status)
    return _render_own(request, _empty_form(), new=_shown_once(*form.made))


def _empty_form() -> TokenForm:
    return TokenForm(initial={"scopes": [Scope.READ], "days": verbs.usual_days()})


def _shown_once(token: DeskToken, secret: str) -> dict[str, object]:
    """The secret, and a command that tries it."""
    header = f'-H "Authorization: Token {secret}"'
    curl = f"curl {header} {full_address('/api/v1/work/')}"
    return {"token": token, "secret": secret, "curl": curl, "reads": Scope.READ in token.scopes}


def _render_own(request: HttpRequest, form: TokenForm, *, new: dict | None = None, status: int = 200) -> HttpResponse:
    context = {
        "section": "account",
        "form": form,
        "new": new,
        "tokens": list_own_tokens(request.user, at=timezone.now()),
        "most": verbs.MOST_TOKENS,
        "longest": settings.TOKEN_LONGEST_DAYS,
    }
    return render(request, "accounts/tokens.html", context, status=status)


@require_POST
@desk_member
def end_token(request: HttpRequest, token_key: str) -> HttpResponse:
    """End a token: one's own, or as an editor somebody else's."""
    token = verbs.end_token(token_key=token_key, by=request.user, at=timezone.now())
    is_own = token.user_id == request.user.pk
    messages.success(request, f"The token “{token.name}” is ended." + ("" if is_own else f" {token.user} is told."))
    return see_other("tokens" if is_own else "team_tokens")


@require_GET
@admin_only
def team_tokens(request: HttpRequest) -> HttpResponse:
    """Whose tokens there are, what for and until when. Their secrets nobody has but who made them."""
    listed = list_everyones_tokens(request.user, at=timezone.now())
    return render(request, "accounts/team_tokens.html", {"section": "team", "tokens": listed})
