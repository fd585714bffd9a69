"""One's own account: name, byline, password, second step. Its tokens have a page of their own."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts import membership
from factcheck.accounts.forms import AccountForm
from factcheck.accounts.selectors import list_own_tokens
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


def _render_account(request: HttpRequest, form: AccountForm) -> HttpResponse:
    context = {
        "section": "account",
        "form": form,
        "tokens": list_own_tokens(request.user, at=timezone.now()),
        "has_second_step": Authenticator.objects.filter(user=request.user).exists(),
    }
    return render(request, "accounts/account.html", context, status=400 if form.errors else 200)


@require_POST
@desk_member
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every other session and all tokens; this browser stays signed in."""
    person = membership.sign_out_everywhere(by=request.user, at=timezone.now())
    update_session_auth_hash(request, person)
    messages.success(request, "You are signed out everywhere else, and your tokens are ended.")
    return see_other("account")
