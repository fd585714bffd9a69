"""One's own account: name, byline, password, second step, API tokens."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from factcheck.accounts import membership, tokens
from factcheck.accounts.forms import AccountForm
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form


@require_http_methods(["GET", "POST"])
@desk_member
def account(request: HttpRequest) -> HttpResponse:
    """Show and save one's name and byline."""
    form = AccountForm(request.POST or None, initial={"name": request.user.name, "byline": request.user.byline})

    def save(**typed: str) -> None:
        membership.set_byline(by=request.user, at=timezone.now(), **typed)
        messages.success(request, "Saved.")

    if request.method == "POST" and run_form(form, save) == 0:
        return see_other("account")
    return _render_account(request, form)


def _render_account(request: HttpRequest, form: AccountForm, *, new_token: str = "") -> HttpResponse:
    context = {
        "section": "account",
        "form": form,
        "new_token": new_token,
        "tokens": AuthToken.objects.filter(user=request.user).order_by("-created"),
        "has_second_step": Authenticator.objects.filter(user=request.user).exists(),
    }
    return render(request, "accounts/account.html", context, status=400 if form.errors else 200)


@require_POST
@desk_member
def create_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it: the one page that ever does, so no redirect."""
    _, secret = tokens.create_token(by=request.user, at=timezone.now())
    form = AccountForm(initial={"name": request.user.name, "byline": request.user.byline})
    return _render_account(request, form, new_token=secret)


@require_POST
@desk_member
def end_token(request: HttpRequest, token_key: str) -> HttpResponse:
    tokens.end_token(token_key=token_key, by=request.user, at=timezone.now())
    messages.success(request, "The token is ended.")
    return see_other("account")
