"""Where an invitation leads: choose a password, be signed in."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from factcheck.accounts import inviting
from factcheck.accounts.forms import WelcomeForm
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form

SECRET = "invitation"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep the secret in the session and leave the address that shows it."""
    inviting.find_invitation(secret=secret, at=timezone.now())
    request.session[SECRET] = secret
    return see_other("welcome")


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The invited person's name and password; then they are in."""
    secret = request.session.get(SECRET, "")
    invited = inviting.find_invitation(secret=secret, at=timezone.now())
    form = WelcomeForm(request.POST or None, initial={"name": invited.name})

    def accept(**typed: str) -> None:
        user = inviting.accept_invitation(secret=secret, at=timezone.now(), **typed)
        request.session.flush()
        login(request, user, backend=BACKEND)

    if request.method == "POST" and run_form(form, accept) == 0:
        return see_other("desk")
    return render(
        request, "accounts/welcome.html", {"form": form, "invited": invited}, status=400 if form.errors else 200
    )
